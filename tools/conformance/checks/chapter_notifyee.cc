// Notifyees: exports, before, after, contexts, undefined fields, errors.
//
// Pages: receiving-connection-notifications, nf-npapi-addconnectnotify, nf-npapi-cancelconnectnotify,
// ns-npapi-notifyinfo, ns-npapi-notifycancel, ns-npapi-notifyadd.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/leak.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace notifyee_checks {
namespace {

constexpr std::uint32_t pre = 1;
constexpr std::uint32_t post = 2;
constexpr char16_t drive[] = u"Z:";
constexpr char16_t other_drive[] = u"Y:";
constexpr char16_t share[] = u"\\\\server\\share";
constexpr char16_t provider_name[] = u"Example Network";

void both_exports(Probe& probe) {
  std::vector<std::string> missing;
  for (const NpFunction function : {NpFunction::AddConnectNotify, NpFunction::CancelConnectNotify}) {
    if (!probe.facts().exported(info(function).name)) missing.emplace_back(info(function).name);
  }
  if (!missing.empty()) {
    probe.fail("AddConnectNotify and CancelConnectNotify are exported",
               concat({"the library does not export ", joined(missing, " and ")}));
  }
}

/// One operation: the notification before it, and the one after it if the notifyee returned a context.
class Operation {
 public:
  Operation(Probe& probe, bool add, MaybeText name) : probe_(probe), add_(add), name_(std::move(name)) {}

  std::optional<PluginReply> before() {
    auto reply = notify({pre, 0, 0});
    if (reply) context_ = reply->arguments.front().value;
    return reply;
  }
  /// Whether the notifyee has asked for the notification after the operation: notifyinfo.context-opt-out.
  bool is_interested() const noexcept { return context_ != 0; }
  std::optional<PluginReply> after(Status result) {
    if (!is_interested()) return std::nullopt;
    return notify({post, result.code(), context_});
  }
  std::uint64_t context() const noexcept { return context_; }

  std::uint32_t flags = 0;
  bool force = false;
  bool undefined_provider = false;  ///< lpProvider points at memory that cannot be read, not at a name

 private:
  std::optional<PluginReply> notify(const NotifyInfoArgument& info) {
    if (add_) {
      const ResourceArgument resource{.type = 1, .local = name_, .remote = share};
      return probe_.call({"AddConnectNotify", {info, NotifyAddArgument{0, resource, flags}}});
    }
    NotifyCancelArgument fields{.name = name_ ? name_ : MaybeText(share), .flags = flags, .force = force};
    fields.provider_is_poison = undefined_provider;
    if (!undefined_provider) fields.provider = provider_name;
    return probe_.call({"CancelConnectNotify", {info, fields}});
  }

  Probe& probe_;
  bool add_;
  MaybeText name_;  // none: a connection without a device
  std::uint64_t context_ = 0;
};

bool has(const Probe& probe, bool add) {
  return probe.facts().exported(add ? "AddConnectNotify" : "CancelConnectNotify");
}

constexpr bool without_devices = true;

// Every kind of operation: with each flag and with force; without a device as well if `deviceless`.
template <class Visit>
void every_operation(Probe& probe, Visit visit, bool deviceless = false) {
  for (const bool add : {false, true}) {
    if (!has(probe, add)) continue;
    for (const MaybeText& name : {MaybeText(drive), MaybeText()}) {
      if (!name && !deviceless) continue;
      for (const std::uint32_t flags : {0U, connect_flag::update_profile}) {
        for (const bool force : {false, true}) {
          if (probe.over() || (add && force)) continue;
          Operation operation(probe, add, name);
          operation.flags = flags;
          operation.force = force;
          visit(operation);
        }
      }
    }
  }
}

// lpProvider points at memory that cannot be read: a notifyee that follows it ends the check.
void provider_before_is_undefined(Probe& probe) {
  if (!has(probe, false)) return probe.inapplicable("CancelConnectNotify is not exported");
  for (const char16_t* name : {drive, share}) {
    Operation operation(probe, false, MaybeText(name));
    operation.undefined_provider = true;
    operation.before();
    operation.undefined_provider = false;
    operation.after(wn::success);
  }
}

void provider_after_failure_is_undefined(Probe& probe) {
  if (!has(probe, false)) return probe.inapplicable("CancelConnectNotify is not exported");
  Operation operation(probe, false, MaybeText(drive));
  operation.before();
  operation.undefined_provider = true;
  operation.after(wn::open_files);
  if (!operation.is_interested())
    probe.observe("the notifyee returned no context, so it was not called after the operation");
}

// Only dwNotifyStatus distinguishes the two calls. A context that is set with NOTIFY_POST would never come
// back.
void distinguishes_before_from_after(Probe& probe) {
  every_operation(probe, [&](Operation& operation) {
    operation.before();
    const auto reply = operation.after(wn::success);
    if (!reply) return;
    const std::uint64_t left = reply->arguments.front().value;
    probe.expect(left == 0 || left == operation.context(),
                 "with NOTIFY_POST, lpContext stays the context that the notifyee set with NOTIFY_PRE",
                 "the notifyee set a new context, as if the operation had not begun yet");
  });
}

// The router never calls after an operation without a context. The check asks what would happen.
void survives_no_context(Probe& probe) {
  for (const char16_t* name : {drive, share}) {
    if (!has(probe, false)) continue;
    const NotifyCancelArgument details{.name = name, .provider = provider_name};
    const auto before = probe.call({"CancelConnectNotify", {NotifyInfoArgument{pre, 0, 0}, details}});
    if (!before || before->arguments.front().value != 0) continue;
    probe.call({"CancelConnectNotify", {NotifyInfoArgument{post, 0, 0}, details}});
  }
}

void before(Probe& probe) {
  bool refused = false;
  every_operation(
      probe,
      [&](Operation& operation) {
        const auto reply = operation.before();
        refused = refused || (reply && !Status{reply->status}.ok());
        operation.after(wn::success);
      },
      without_devices);
  if (!probe.over()) probe.observe(refused ? "some answers were errors" : "every answer was WN_SUCCESS");
}

void after_success(Probe& probe) {
  bool notified = false;
  every_operation(probe, [&](Operation& operation) {
    operation.before();
    notified = operation.is_interested() || notified;
    operation.after(wn::success);
  });
  if (!notified)
    probe.observe("the notifyee never returned a context, so it was never called after an operation");
}

void after_failure(Probe& probe) {
  bool notified = false;
  for (const Status failure : {wn::open_files, wn::not_connected, wn::access_denied, wn::no_network}) {
    for (const bool add : {false, true}) {
      if (!has(probe, add) || probe.over()) continue;
      Operation operation(probe, add, MaybeText(drive));
      operation.before();
      notified = operation.is_interested() || notified;
      operation.after(failure);
    }
  }
  if (!notified)
    probe.observe("the notifyee never returned a context, so it was never called after an operation");
}

// Two operations overlap and end in either order.
void overlapping_operations(Probe& probe) {
  for (const bool add : {false, true}) {
    if (!has(probe, add)) continue;
    for (const bool first_ends_first : {true, false}) {
      Operation first(probe, add, MaybeText(drive));
      Operation second(probe, add, MaybeText(other_drive));
      first.before();
      second.before();
      (first_ends_first ? first : second).after(wn::success);
      (first_ends_first ? second : first).after(wn::open_files);
    }
  }
}

void declining_interest(Probe& probe) {
  int operations = 0;
  int interested = 0;
  every_operation(probe, [&](Operation& operation) {
    operation.before();
    ++operations;
    interested += operation.is_interested() ? 1 : 0;
    operation.after(wn::success);
  });
  probe.observe(concat({"the notifyee returned a context in ", std::to_string(interested), " of ",
                        std::to_string(operations), " operations, and is called after those alone"}));
}

void releases(Probe& probe, std::string_view what, Status result) {
  expect_no_leak(probe, 100, what, [&](std::uint32_t count) {
    for (std::uint32_t i = 0; i < count && !probe.over(); ++i) {
      for (const bool add : {false, true}) {
        if (!has(probe, add)) continue;
        Operation operation(probe, add, MaybeText(drive));
        operation.before();
        operation.after(result);
      }
    }
  });
}

void releases_after_success(Probe& probe) { releases(probe, "operations that succeed", wn::success); }
void releases_after_failure(Probe& probe) { releases(probe, "operations that fail", wn::open_files); }

void must_be_unchanged(Probe& probe, const std::optional<PluginReply>& reply) {
  if (reply && reply->arguments.size() == 2) {
    probe.expect(!reply->arguments[1].changed, "NOTIFYCANCEL or NOTIFYADD is unchanged after the call",
                 "the notifyee changed the structure; this has no effect on the operation");
  }
}

void details_are_read_only(Probe& probe) {
  every_operation(probe, [&](Operation& operation) {
    must_be_unchanged(probe, operation.before());
    must_be_unchanged(probe, operation.after(wn::success));
  });
}

// A notifyee may return any error; a switch decides what the router does about it.
void errors_before(Probe& probe) {
  every_operation(probe, [&](Operation& operation) {
    const auto reply = operation.before();
    if (reply) {
      probe.expect(
          Status{reply->status}.ok(),
          concat({described(wn::success), ": there is no reason to object to the operation"}),
          "it is an open question what the router does about an error in advance (the switch notify_error)");
    }
    operation.after(wn::success);
  });
}

void thread_safe(Probe& probe) {
  constexpr std::uint32_t rounds = 100;
  std::vector<PluginSession::Sequence> threads;
  for (const char16_t* name : {drive, other_drive}) {
    PluginSession::Sequence calls;
    if (has(probe, false)) {
      const NotifyCancelArgument details{.name = name, .provider = provider_name};
      calls.push_back({"CancelConnectNotify", {NotifyInfoArgument{pre, 0, 0}, details}});
    }
    if (has(probe, true)) {
      const NotifyAddArgument details{0, {.type = 1, .local = name, .remote = share}, 0};
      calls.push_back({"AddConnectNotify", {NotifyInfoArgument{pre, 0, 0}, details}});
    }
    threads.push_back(std::move(calls));
  }
  probe.together(threads, rounds);
}

constexpr auto checks = std::to_array<Check>({
    {.id = "exports/both",
     .title = "The library exports AddConnectNotify and CancelConnectNotify",
     .rules = {Rule::notify_both_exports},
     .run = both_exports},
    {.id = "before/every-operation",
     .title = "The notifyee survives the notification before every kind of operation",
     .rules = {Rule::notify_before_first_provider, Rule::notifyinfo_operation_status_before},
     .run = before},
    {.id = "after/success",
     .title = "The notifyee survives the notification after every kind of operation that succeeded",
     .rules = {Rule::notify_after_last_provider, Rule::notifycancel_provider_after_success},
     .run = after_success},
    {.id = "after/failure",
     .title = "The notifyee survives the notification after an operation that failed",
     .rules = {Rule::notify_after_failure_too, Rule::notifyinfo_operation_status_after},
     .run = after_failure},
    {.id = "contexts/overlapping",
     .title = "Two operations that overlap keep separate contexts",
     .rules = {Rule::notifyinfo_context_isolated, Rule::notifyinfo_context_round_trip},
     .run = overlapping_operations},
    {.id = "contexts/opt-out",
     .title = "The notifyee may set lpContext or leave it NULL (reported, never wrong)",
     .rules = {Rule::notifyinfo_context_opt_out, Rule::notifyinfo_context_null_before},
     .run = declining_interest},
    {.id = "contexts/none",
     .title = "A call after an operation without a context does no harm",
     .rules = {Rule::notifyinfo_context_opt_out},
     .run = survives_no_context,
     .severity = Severity::open},  // the router never makes this call
    {.id = "contexts/status",
     .title = "The notifyee distinguishes NOTIFY_PRE from NOTIFY_POST",
     .rules = {Rule::notifyinfo_status_exact},
     .run = distinguishes_before_from_after},
    {.id = "contexts/released-after-success",
     .title = "The call after a success releases what the call before the operation allocated",
     .rules = {Rule::provider_no_leak},
     .run = releases_after_success},
    {.id = "contexts/released-after-failure",
     .title = "The call after a failure releases what the call before the operation allocated",
     .rules = {Rule::notify_after_failure_too, Rule::provider_no_leak},
     .run = releases_after_failure,
     .severity = Severity::should},  // as provider.no-leak
    {.id = "undefined/provider-before",
     .title = "The notifyee does not read lpProvider before a cancel: it is undefined",
     .rules = {Rule::notifycancel_provider_before},
     .run = provider_before_is_undefined},
    {.id = "undefined/provider-after-failure",
     .title = "The notifyee does not read lpProvider after a cancel that failed: it is unspecified",
     .rules = {Rule::notifycancel_provider_after_failure},
     .run = provider_after_failure_is_undefined},
    {.id = "undefined/details-read-only",
     .title = "The notifyee leaves NOTIFYCANCEL and NOTIFYADD unchanged",
     .rules = {Rule::notifycancel_read_only},
     .run = details_are_read_only},
    {.id = "errors/before",
     .title = "The notifyee returns WN_SUCCESS in advance (the effect of an error is an open question)",
     .rules = {Rule::notify_error_before},
     .run = errors_before},
    {.id = "concurrency/two-threads",
     .title = "Two threads can notify the notifyee at the same time",
     .rules = {Rule::provider_thread_safe},
     .run = thread_safe},
});

}  // namespace
}  // namespace notifyee_checks

std::span<const Check> notifyee_chapter() noexcept { return notifyee_checks::checks; }

}  // namespace mprsim
