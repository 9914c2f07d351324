// The words between an operation and its driver: Call says what is to be done next, Reply what came of it,
// and Reason why that means what it means.
//
// Pages: ns-npapi-notifyinfo, ns-npapi-notifycancel, ns-npapi-notifyadd. Every operation (cancel.h, add.h,
// lookup.h, enumerate.h, restore.h, start.h) is driven in the same way; the driver crosses to it twice per
// call:
//   while (const Call call = operation.next()) {
//     const Reason reason = operation.reply(perform(call));
//   }
// Every call wants one reply, a skip too; what a skip is answered is not read. All types here are plain
// values. Text members are views of the request and of the registry of the operation that made them.
// Thread-safety: none needed, no shared state. Nothing throws.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/resource_type.h"
#include "mock_mpr/facts/rule.h"
#include "mock_mpr/facts/status.h"
#include "mock_mpr/state/registry.h"

namespace mprsim {

/// CONNECT_* of winnetwk.h, as far as the router acts on them.
namespace connect_flag {
inline constexpr std::uint32_t update_profile = 0x1;
inline constexpr std::uint32_t temporary = 0x4;
}  // namespace connect_flag

/// dwNotifyStatus, with the numbers of npapi.h.
enum class NotifyStatus : std::uint32_t { pre = 1, post = 2 };

/// lpContext: the value that a notifyee leaves for itself; 0 is NULL.
using Context = std::uint64_t;

/// NOTIFYINFO. The context is the one that the notifyee finds; the one that it leaves comes back in Reply.
struct NotifyInfo {
  NotifyStatus notify_status = NotifyStatus::pre;
  Status operation_status{};
  Context context = 0;
  friend bool operator==(const NotifyInfo&, const NotifyInfo&) = default;
};

/// A string parameter that can also be NULL, or a pointer that must not be read. A view without data is NULL.
class Text {
 public:
  constexpr Text() noexcept = default;  // NULL
  constexpr Text(std::string_view text) noexcept : text_(text) {}
  static constexpr Text poison() noexcept { return Text{std::string_view{&poison_mark, 0}}; }

  constexpr bool is_null() const noexcept { return text_.data() == nullptr; }
  constexpr bool is_poison() const noexcept { return text_.data() == &poison_mark; }
  /// Empty unless there is text.
  constexpr std::string_view view() const noexcept { return text_; }

  friend constexpr bool operator==(Text a, Text b) noexcept {
    return a.is_null() == b.is_null() && a.is_poison() == b.is_poison() && a.text_ == b.text_;
  }

 private:
  static constexpr char poison_mark = 0;  // its address is the mark; the character is never read

  std::string_view text_;
};

/// NOTIFYCANCEL.
struct NotifyCancel {
  Text name{};
  Text provider{};
  std::uint32_t flags = 0;
  bool force = false;
  friend bool operator==(const NotifyCancel&, const NotifyCancel&) = default;
};

/// NETRESOURCE, as far as a connection is concerned. An empty local name is a connection without a device.
struct NetResource {
  ResourceType type = ResourceType::disk;
  std::string_view local{};
  std::string_view remote{};
  std::string_view provider{};
  friend bool operator==(const NetResource&, const NetResource&) = default;
};

/// NOTIFYADD.
struct NotifyAdd {
  std::uint64_t owner_window = 0;
  NetResource resource{};
  std::uint32_t flags = 0;
  friend bool operator==(const NotifyAdd&, const NotifyAdd&) = default;
};

/// What every notifyee of an operation is told besides NOTIFYINFO: NOTIFYCANCEL, or NOTIFYADD.
class NotifyDetails {
 public:
  NotifyDetails(const NotifyCancel& cancel) noexcept : details_(cancel) {}
  NotifyDetails(const NotifyAdd& add) noexcept : details_(add) {}

  /// AddConnectNotify rather than CancelConnectNotify.
  bool is_add() const noexcept { return details_.index() == 1; }
  /// For CancelConnectNotify alone.
  const NotifyCancel& cancel() const noexcept { return *std::get_if<NotifyCancel>(&details_); }
  /// For AddConnectNotify alone.
  const NotifyAdd& add() const noexcept { return *std::get_if<NotifyAdd>(&details_); }

  /// lpProvider of either structure.
  Text provider() const noexcept {
    if (!is_add()) return cancel().provider;
    return add().resource.provider.empty() ? Text{} : Text{add().resource.provider};
  }
  void set_provider(Text name) noexcept {
    if (is_add()) {
      std::get_if<NotifyAdd>(&details_)->resource.provider = name.view();
    } else {
      std::get_if<NotifyCancel>(&details_)->provider = name;
    }
  }

  friend bool operator==(const NotifyDetails&, const NotifyDetails&) = default;

 private:
  std::variant<NotifyCancel, NotifyAdd> details_;
};

enum class CallKind : std::uint8_t {
  none,           ///< the operation is over
  notify_before,  ///< call the notifyee with Call::info() and details(); reply with its status and the
                  ///< context that it left
  call_provider,  ///< call Call::function() of the provider; reply with its status
  skip_provider,  ///< the provider is not called: for the record only
  skip_notifyee,  ///< the notifyee is not called: for the record only
  look_up,        ///< reply WN_SUCCESS if the device is connected now, else WN_NOT_CONNECTED
  read_profile,   ///< reply with the state of the remembered store: WN_SUCCESS, 1205 or 1206
  forget,        ///< remove the remembered entry; reply WN_SUCCESS, WN_NOT_CONNECTED (no entry), 1205 or 1206
  remember,      ///< write the remembered entry; reply WN_SUCCESS, 1202, 1205 or 1206
  notify_after,  ///< call the notifyee with Call::info() and details(); reply with its status
};

/// What an operation wants done next; false when the operation is over. Small, because one is made for every
/// provider: the details stay in the operation, and the call points to them.
class Call {
 public:
  constexpr Call() noexcept = default;  // nothing more to do
  constexpr explicit Call(CallKind kind) noexcept : kind_(kind) {}
  constexpr Call(NpFunction function, ProviderId provider) noexcept
      : kind_(CallKind::call_provider), function_(function), who_(static_cast<std::uint32_t>(provider)) {}
  constexpr Call(CallKind kind, ProviderId skipped) noexcept
      : kind_(kind), who_(static_cast<std::uint32_t>(skipped)) {}
  constexpr Call(CallKind kind, NotifyeeId skipped) noexcept
      : kind_(kind), who_(static_cast<std::uint32_t>(skipped)) {}
  /// A notification. The details must live until the driver has replied.
  constexpr Call(CallKind kind, NotifyeeId notifyee, const NotifyInfo& info,
                 const NotifyDetails& details) noexcept
      : kind_(kind), who_(static_cast<std::uint32_t>(notifyee)), info_(info), details_(&details) {}

  constexpr explicit operator bool() const noexcept { return kind_ != CallKind::none; }
  constexpr CallKind kind() const noexcept { return kind_; }
  /// Which function of the provider; for call_provider alone.
  constexpr NpFunction function() const noexcept { return function_; }
  /// For call_provider and skip_provider alone.
  constexpr ProviderId provider() const noexcept { return static_cast<ProviderId>(who_); }
  /// For the two notifications and skip_notifyee alone.
  constexpr NotifyeeId notifyee() const noexcept { return static_cast<NotifyeeId>(who_); }

  /// True for the two notifications, which alone have an info() and details().
  constexpr bool notifies() const noexcept { return details_ != nullptr; }
  constexpr const NotifyInfo& info() const noexcept { return info_; }
  /// They belong to the operation that made the call, and hold until the driver has replied.
  constexpr const NotifyDetails& details() const noexcept { return *details_; }

  /// Equal calls ask for the same; what a notifyee is told is not compared.
  friend constexpr bool operator==(const Call& a, const Call& b) noexcept {
    return a.kind_ == b.kind_ && a.function_ == b.function_ && a.who_ == b.who_;
  }

 private:
  CallKind kind_ = CallKind::none;
  NpFunction function_{};
  std::uint32_t who_ = 0;  // a ProviderId or a NotifyeeId
  NotifyInfo info_{};
  const NotifyDetails* details_ = nullptr;
};

/// What came of a call.
struct Reply {
  Status status{};
  Context context = 0;  ///< notify_before: the lpContext that the notifyee left
  friend bool operator==(const Reply&, const Reply&) = default;
};

/// Why the router did or concluded something: the rule, and the switch that chose where the rule is open.
struct Reason {
  Rule rule = Rule::none;
  Switch by = Switch::none;
  friend constexpr bool operator==(Reason, Reason) noexcept = default;
};

/// What an operation, or a part of it, comes to.
struct Conclusion {
  Status status{};
  Reason reason{};
  friend constexpr bool operator==(const Conclusion&, const Conclusion&) noexcept = default;
};

}  // namespace mprsim
