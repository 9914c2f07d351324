// The vocabulary between the router and its drivers: whom to call next, what to hand over, and what came
// back.
//
// Pages: ns-npapi-notifyinfo, ns-npapi-notifycancel, ns-npapi-notifyadd. Plain values. Text members are views
// of the request and the registry of the operation that made them.
#pragma once

#include <cstdint>
#include <string_view>

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

/// lpContext: whatever the notifyee chose; 0 is NULL.
using Context = std::uint64_t;

/// NOTIFYINFO. The context is what the notifyee finds; what it leaves there comes back in Reply.
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
  /// Empty unless there is text. Read member by member: a caller has often just written it so, and one wide
  /// load would wait until both stores are done.
  constexpr std::string_view view() const noexcept { return {text_.data(), text_.size()}; }

  friend constexpr bool operator==(Text a, Text b) noexcept {
    return a.is_null() == b.is_null() && a.is_poison() == b.is_poison() && a.text_ == b.text_;
  }

 private:
  static constexpr char poison_mark = 0;  // its address is the mark; nobody reads it

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

enum class CallKind : std::uint8_t {
  none,           ///< the operation is over
  notify_before,  ///< call the notifyee; reply with its status and the context that it left
  call_provider,  ///< call Call::function() of the provider; reply with its status
  skip_provider,  ///< nobody is called: for the record only
  skip_notifyee,  ///< nobody is called: for the record only
  look_up,        ///< reply WN_SUCCESS if the device is connected now, else WN_NOT_CONNECTED
  read_profile,   ///< reply with the state of the remembered store: WN_SUCCESS, 1205 or 1206
  forget,        ///< remove the remembered entry; reply WN_SUCCESS, WN_NOT_CONNECTED (no entry), 1205 or 1206
  remember,      ///< write the remembered entry; reply WN_SUCCESS, 1202, 1205 or 1206
  notify_after,  ///< call the notifyee; reply with its status
};

/// What the router wants done next; false when the operation is over. One word on purpose: it is made and
/// read once per provider, and the structures that a notifyee gets are asked of the operation.
class Call {
 public:
  constexpr Call() noexcept = default;  // nothing more to do
  constexpr explicit Call(CallKind kind) noexcept : word_(static_cast<std::uint32_t>(kind) << 24) {}
  constexpr Call(NpFunction function, ProviderId provider) noexcept
      : word_(static_cast<std::uint32_t>(CallKind::call_provider) << 24 |
              static_cast<std::uint32_t>(function) << 16 | static_cast<std::uint16_t>(provider)) {}
  constexpr Call(CallKind kind, ProviderId skipped) noexcept
      : word_(static_cast<std::uint32_t>(kind) << 24 | static_cast<std::uint16_t>(skipped)) {}
  constexpr Call(CallKind kind, NotifyeeId notifyee) noexcept
      : word_(static_cast<std::uint32_t>(kind) << 24 | static_cast<std::uint16_t>(notifyee)) {}

  constexpr explicit operator bool() const noexcept { return word_ != 0; }
  constexpr CallKind kind() const noexcept { return static_cast<CallKind>(word_ >> 24); }
  /// Which function of the provider; for call_provider alone.
  constexpr NpFunction function() const noexcept { return static_cast<NpFunction>(word_ >> 16 & 0xFF); }
  constexpr ProviderId provider() const noexcept { return static_cast<ProviderId>(word_ & 0xFFFF); }
  constexpr NotifyeeId notifyee() const noexcept { return static_cast<NotifyeeId>(word_ & 0xFFFF); }

  friend constexpr bool operator==(Call, Call) noexcept = default;

 private:
  std::uint32_t word_ = 0;
};

/// What came of it.
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

}  // namespace mprsim
