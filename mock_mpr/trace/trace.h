// Trace: what happened in one run, as compact events in the order in which they happened.
//
// Page: docs/trace-format.md. A reader asks the trace for the view() of an event (event.h), a std::variant of
// plain structures. Each event cites the rule that explains it and, where a policy switch decided, the
// switch. trace_text.h renders a trace for people, trace_json.h for programs. Times are virtual milliseconds.
// Thread-safety: one writer and no reader, or many readers. Nothing fails but memory (std::bad_alloc); a
// trace that is full drops what comes (full()).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/text/hash.h"
#include "mock_mpr/trace/event.h"
#include "mock_mpr/trace/store_fast.h"

namespace mprsim {

// What an event says, by kind. All views into the trace.

struct CallBegins {
  std::string_view app;
  Api api;
  Text name;                ///< device or remote name
  std::string_view device;  ///< add: the device to redirect; else empty
  bool force, update_profile, temporary, no_force, remembered;
};
struct CallEnds {
  std::string_view app;
  Api api;
  Status status;
  std::string_view text;  ///< get: the remote name; get_last_error: the extended text; else empty
  std::uint32_t value;    ///< start: ms waited; logon: connections restored; enumerate: entries;
                          ///< get_last_error: the extended code
};
struct Notified {
  std::string_view notifyee;
  NotifyStatus when;
  bool add;
  Status operation_status;
  Text provider;          ///< lpProvider: NULL, poison or a name
  std::uint32_t context;  ///< before: what it left; after: what it got. Numbered from 1 in the run; 0 is NULL
  Status reply;
};
struct ProviderCalled {
  std::string_view provider;
  NpFunction function;
  Text name;
  std::string_view remote;  ///< NPAddConnection: what to connect to; NPGetConnection: what it returned
  bool force;
  Status reply;
  std::uint32_t value;  ///< NPGetCaps: what it returned; NPEnumResource: how many
};
struct Skipped {
  std::string_view who;
  Status counts_as;  ///< the answer that the router takes it for; WN_SUCCESS: none
};
struct ProfileTouched {
  ProfileAction action;
  std::string_view device;
  std::string_view remote;  ///< remember
  Status status;
};
struct LookedUp {
  std::string_view device;
  Status status;
};
struct WorldChanged {
  WorldAction action;
  Text who, what;
  std::uint32_t value;
  Status status;
};

using EventView = std::variant<CallBegins, CallEnds, Notified, ProviderCalled, Skipped, ProfileTouched,
                               LookedUp, WorldChanged>;

class Trace {
 public:
  /// An empty trace. The policy tells the renderers the value of each switch; max_events bounds the memory
  /// (32 bytes an event).
  explicit Trace(const Policy& policy = {}, std::size_t max_events = 1'000'000);

  /// The id of a name; the same text has the same id for the life of the trace.
  NameId intern(std::string_view text) {
    // The events of one call repeat its names: the last one is found without a search.
    if (text != last_text_ || last_ == NameId::null) [[unlikely]]
      look_up(text);
    return last_;
  }
  /// The same for a parameter: NULL and a pointer that must not be read have ids of their own.
  NameId intern(Text text) {
    if (text.is_null()) return NameId::null;
    return text.is_poison() ? NameId::poison : intern(text.view());
  }
  /// The text of an id that intern() or bind() of this trace gave; empty for NameId::null and NameId::poison.
  /// Valid for the life of the trace.
  std::string_view text(NameId id) const noexcept;

  /// Interns the names of a registry, so that provider() and notifyee() cost nothing.
  void bind(const Registry& registry);
  NameId provider(ProviderId id) const noexcept { return providers_[index(id)]; }
  NameId notifyee(NotifyeeId id) const noexcept { return notifyees_[index(id)]; }

  /// A new event at the end, for the caller to fill in. The reference is valid until the next append() or
  /// open(). When the trace is full, the event is dropped and full() is true.
  Event& append() { return place() = Event{}; }
  void append(const Event& event) { store_fast(place(), event); }
  bool full() const noexcept { return full_; }
  /// True after end_with(), until clear().
  bool ended() const noexcept { return ended_; }

  /// Appends an event whose outcome is not known yet, and returns its position: what the event causes comes
  /// after it in the trace.
  std::size_t open() { return static_cast<std::size_t>(&append() - events_.data()); }
  /// The event at a position from open(), for the caller to fill in when the outcome is known.
  Event& at(std::size_t position) noexcept { return events_[ended_ ? size_ : position]; }

  /// Ends the trace: `last` takes the place of the event at a position from open(), and all later events are
  /// removed. Until clear() the trace is full: nothing more is kept, and at() gives an event that is dropped.
  void end_with(std::size_t position, const Event& last);

  std::span<const Event> events() const noexcept { return {events_.data(), size_}; }
  /// What an event of this trace says, in the structure of its kind. Its texts are valid for the life of the
  /// trace.
  EventView view(const Event& event) const;
  const Policy& policy() const noexcept { return policy_; }

  /// Removes all events. Names, ids and the memory stay, so that the next run allocates nothing.
  void clear() noexcept {
    size_ = 0;
    room_ = events_.size() < max_events_ ? events_.size() : max_events_;
    full_ = false;
    ended_ = false;
  }
  /// A hash of what the events say. Equal traces have equal hashes on every platform, even if their names
  /// have other ids. It may differ between versions of mprsim.
  std::uint64_t hash() const noexcept;
  /// Adds what one event says to a hash, for a hash that is kept up to date event by event.
  void add_to(Hasher& hasher, const Event& event) const noexcept;

 private:
  // Where the next event goes; an old one may still be there.
  Event& place() {
    if (size_ == room_) [[unlikely]]
      return place_slowly();
    return events_[size_++];
  }
  Event& place_slowly();
  void look_up(std::string_view text);
  Text optional_text(NameId id) const noexcept;
  std::uint64_t name_hash(NameId id) const noexcept;

  Policy policy_;
  std::vector<Event> events_;  // the first size_ of them are real; the rest is room, written in place
  std::size_t size_ = 0;
  std::size_t room_ = 0;  // how many there can be before place_slowly() is asked
  std::size_t max_events_;
  bool full_ = false;      // what came after the last event is in the one beyond it
  bool ended_ = false;     // by end_with()
  std::string last_text_;  // what was interned last
  NameId last_ = NameId::null;
  std::map<std::string, NameId, std::less<>> ids_;
  std::deque<std::string> names_;  // by id; a deque, so that views of names stay valid
  std::vector<std::uint64_t> name_hashes_;
  std::vector<NameId> providers_;
  std::vector<NameId> notifyees_;
};

}  // namespace mprsim
