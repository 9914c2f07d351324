// A scenario as a value: what one TOML file says, before anything of it has run.
//
// Page: docs/scenario-format.md. load_scenario() (language/loader.h) makes a Scenario from text and checks
// it; a Runner (play/runner.h) runs it. Every reference by name in a loaded scenario is known to exist; a
// Scenario that code builds itself has to keep that promise. Names are UTF-8, times are virtual milliseconds.
// The comment of a field shows its key in the file. Thread-safety: plain values; several threads may read one
// at the same time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/rule.h"
#include "mock_mpr/facts/status.h"
#include "mock_mpr/operations/call.h"
#include "mock_mpr/state/registry.h"
#include "sim/choice/fault.h"
#include "sim/choice/latency.h"
#include "sim/time/time.h"
#include "sim/world/notifyee_script.h"
#include "sim/world/provider_script.h"

namespace mprsim {

/// A position in the scenario file. Line and column count from 1; line 0 means the file as a whole.
struct Location {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

/// The session and the application that exist without a table.
inline constexpr std::string_view main_session_name = "user";
inline constexpr std::string_view main_app_name = "app";

/// [[provider]]. The keys of its script (start, latency, faults, owns, answers, ...) are those of
/// ProviderScript; the name of the provider in `extended_error` stays "" here.
struct ProviderModel : ProviderScript {
  std::string name;
  /// plugin = "build/drives": a library instead of a fake provider, by its path from the folder of the
  /// scenario file. bench = "build/bench": a second library that holds the bench of the first. A path without
  /// an extension gets the one that the platform gives to libraries.
  std::string plugin, bench;
  /// can = ["add", "add3", "cancel", "get", "enumerate"]: what it advertises; everything by default.
  /// missing_exports = ["NPCancelConnection"]: what it does not export, advertised or not.
  Abilities abilities;
  bool network_down = false;  ///< network = "down": every call answers WN_NO_NETWORK
  Location where;
  friend bool operator==(const ProviderModel&, const ProviderModel&) = default;
};

/// before, after, add_before, add_after: what a notifyee does in one of its four notifications.
using NotifyeeBehaviour = NotifyeeActions<std::string>;

/// [[notifyee]].
struct NotifyeeModel {
  std::string name;
  std::string plugin;  ///< plugin = "build/indexer": a library instead of a fake notifyee
  /// value = "Indexer", library = '%ProgramFiles%\indexer.dll': the value under the Notifyees key. Both
  /// optional.
  std::string value, library;
  bool loads = true;  ///< loads = false: the library cannot be loaded
  /// exports = ["AddConnectNotify", "CancelConnectNotify"]: what the library exports; both by default.
  bool exports_add = true, exports_cancel = true;
  Latency latency;                          ///< as of a provider
  FaultPlan faults;                         ///< as of a provider
  NotifyeeBehaviour before, after;          ///< CancelConnectNotify
  NotifyeeBehaviour add_before, add_after;  ///< AddConnectNotify
  Location where;
  friend bool operator==(const NotifyeeModel&, const NotifyeeModel&) = default;
};

/// An entry of `open`: a file that is open on a connection when the scenario begins.
struct OpenFileModel {
  std::string file;               ///< file = 'Z:\catalog.db'
  std::string by;                 ///< by = "indexer"
  std::uint32_t unwritten = 0;    ///< unwritten = 3: changes not yet written
  std::optional<SimTime> closes;  ///< closes = "5s": closes by itself at that time
  friend bool operator==(const OpenFileModel&, const OpenFileModel&) = default;
};

/// An entry of `jobs`: a print job on a connection when the scenario begins.
struct PrintJobModel {
  std::string document;     ///< document = "report"
  std::uint32_t pages = 1;  ///< pages = 4: pages left
  /// page_time = "1s": prints a page in that time; never by itself if absent.
  std::optional<SimTime> page_time;
  friend bool operator==(const PrintJobModel&, const PrintJobModel&) = default;
};

/// An entry of `used_by`: a process that uses the device of a connection when the scenario begins.
struct DeviceUseModel {
  std::string process;          ///< process = "backup"
  std::optional<SimTime> ends;  ///< ends = "5s"
  friend bool operator==(const DeviceUseModel&, const DeviceUseModel&) = default;
};

/// [[connection]].
struct ConnectionModel {
  std::string session{main_session_name};
  std::string device;  ///< "" for a connection without a device
  std::string remote, provider, user;
  ResourceType type = ResourceType::disk;  ///< type = "disk" | "print"; print by default for LPTn
  bool connected = true;                   ///< connected = false: only remembered
  bool remembered = false;
  std::vector<OpenFileModel> open;      ///< open = [{ file, by, unwritten, closes }]
  std::vector<PrintJobModel> jobs;      ///< jobs = [{ document, pages, page_time }]
  std::vector<DeviceUseModel> used_by;  ///< used_by = [{ process, ends }]
  Location where;
  friend bool operator==(const ConnectionModel&, const ConnectionModel&) = default;
};

/// What opening the remembered connections of a session gives.
enum class StoreState : std::uint8_t { ok, unreadable, malformed };

/// [[session]].
struct SessionModel {
  std::string name;
  StoreState store = StoreState::ok;  ///< store = "ok" | "unreadable" | "malformed"
  bool logged_on = true;
  Location where;
  friend bool operator==(const SessionModel&, const SessionModel&) = default;
};

/// What a step does; the key of the same name says it. In the order of the keys (language/keys/step_keys.cc).
enum class Verb : std::uint8_t {
  cancel,      ///< cancel = "Z:" (update_profile, force): WNetCancelConnection2
  cancel_old,  ///< cancel_old = "Z:" (force): WNetCancelConnection
  add,  ///< add = '\\files\team' (device, provider, type, update_profile, temporary, user, level = 1|2|3)
  get,  ///< get = "Z:": WNetGetConnection
  enumerate,       ///< enumerate = "connected" | "remembered": WNetOpenEnum .. WNetCloseEnum
  dialog,          ///< dialog = "Z:" (update_profile, no_force, answer = "yes" | "no"): WNetDisconnectDialog1
  get_last_error,  ///< get_last_error = true: GetLastError and WNetGetLastError
  start,           ///< start = true: the router asks WNNC_START and waits
  logon,           ///< logon = true: start-up wait, then restore of the remembered connections
  logoff,          ///< logoff = true: the session's connections end, the remembered entries stay
  open,            ///< open = 'Z:\a' (unwritten, closes): the app opens a file
  write,           ///< write = 'Z:\a': writes through the handle it holds (adds an unwritten change)
  close,           ///< close = 'Z:\a': closes its handle
  print,           ///< print = "LPT1" (document, pages, page_time): starts a job
  use,             ///< use = "Z:": the app's process uses the device
  end,             ///< end = "backup": a process's use of every device ends
  network,         ///< network = "down" | "up" (provider)
  wait,            ///< wait = "5s"
};

/// expect = { ... }: what must hold when the step has ended. What is absent is not checked.
struct Expectation {
  std::optional<Status> status;               ///< of the call
  std::optional<std::string> provider;        ///< the provider that did it; "" none
  std::optional<bool> connected, remembered;  ///< of the name of the step, afterwards
  std::optional<std::string> remote;          ///< what the name is connected to (get: what it returned)
  std::optional<std::vector<std::string>>
      names;  ///< enumerate: local name, or remote name where there is none
  std::optional<std::vector<std::string>> called;    ///< providers called by this step, in order
  std::optional<std::vector<std::string>> notified;  ///< "indexer:before", "indexer:after", in order
  std::optional<std::vector<std::string>> restored;  ///< logon: devices connected again
  std::optional<Status> last_error;                  ///< GetLastError of the app afterwards
  std::optional<std::string> extended;               ///< WNetGetLastError text of the app; "" none
  std::optional<std::uint32_t> extended_code;
  std::optional<std::string> extended_provider;
  std::optional<bool> asked;    ///< dialog: whether the user was asked
  std::optional<SimTime> wait;  ///< start, logon: how long the router waited
  std::optional<SimTime> at;    ///< virtual time at which the step ended
  std::optional<bool> hangs;    ///< the call never returned, because of a fault
  /// files = { 'Z:\a' = "open" | "closed" | "stale" }, jobs = { report = "printing" | "finished" | "aborted"
  /// }
  std::vector<std::pair<std::string, std::string>> files, jobs;
  std::vector<std::string> lost;     ///< lost = ['Z:\a']: files whose unwritten changes were lost by now
  std::optional<bool> lost_nothing;  ///< from lost = []
  Location where;
  friend bool operator==(const Expectation&, const Expectation&) = default;
};

/// [[step]] or [[app.step]].
struct Step {
  Verb verb = Verb::wait;
  std::string app;            ///< app = "other": the application that does it; "" the main one
  std::string object;         ///< the verb's value: a name, a file, a document, a process
  bool name_is_null = false;  ///< cancel = false: a NULL lpName (an empty string is an empty name)
  std::optional<SimTime> at,
      after;  ///< at = "5s": not before that time; after = "2s": that long after the last step
  bool update_profile = false, force = false, temporary = false, no_force = false;
  std::string device, provider, user, document;
  std::optional<ResourceType> type;
  std::uint32_t level = 2;  ///< level = 1 | 2 | 3 of WNetAddConnection
  bool answer_yes = true;   ///< answer = "yes" | "no"
  bool enumerate_remembered = false;
  bool network_up = false;
  std::uint32_t unwritten = 0, pages = 1;
  std::optional<SimTime> closes, page_time;
  SimTime duration{0};  ///< wait
  std::optional<Expectation> expect;
  std::vector<Expectation> or_else;  ///< expectations with `any`: one of them, or `expect`, must hold
  Location where;
  friend bool operator==(const Step&, const Step&) = default;
};

/// [[app]]: an application beside the main one.
struct AppModel {
  std::string name;
  std::string session{main_session_name};
  std::vector<Step> steps;  ///< [[app.step]]: run beside the main sequence
  Location where;
  friend bool operator==(const AppModel&, const AppModel&) = default;
};

/// [limits]: a run that exceeds one of them ends with Outcome::timeout.
struct Limits {
  SimTime time{std::chrono::hours{24}};  ///< [limits] time = "1h": the longest virtual run
  std::uint32_t events = 10'000;         ///< [limits] events = 500: the longest trace
  friend bool operator==(const Limits&, const Limits&) = default;
};

/// [[always]], [[eventually]], [[sometimes]]: a condition on one moment of a run. It holds at a moment when
/// everything that it states is true at that moment.
struct ConditionModel {
  std::string what;                           ///< what = "the user gets Z: back": shown in findings
  std::string session{main_session_name};     ///< whose connections
  std::string name;                           ///< name = "Z:": a device or a remote name
  std::optional<bool> connected, remembered;  ///< of the name
  std::string app;                            ///< app = "explorer": whose call; "" of any application
  std::optional<Status> status;               ///< what the last call returned
  std::vector<std::pair<std::string, std::string>> files, jobs;  ///< as in expect
  std::vector<std::string> lost;  ///< files whose unwritten changes are lost by now, among others
  Location where;
  friend bool operator==(const ConditionModel&, const ConditionModel&) = default;
};

/// An entry of `choices`: a decision that is not left to the seed, such as { of = "order", takes = "explorer"
/// }.
struct ChoiceModel {
  std::string of;                         ///< the component that decides, as decision logs name it
  std::optional<std::string> takes{};     ///< the alternative, by name ...
  std::optional<std::uint64_t> number{};  ///< ... or by its position from 0, or the number itself
  Location where{};
  friend bool operator==(const ChoiceModel&, const ChoiceModel&) = default;
};

/// [golden]: the trace that a run must leave, byte for byte.
struct Golden {
  std::string trace;
  Location where;
  friend bool operator==(const Golden&, const Golden&) = default;
};

/// { any = [...] }: a value that is decided at the beginning of each run, by the seed or by a decision log.
struct Variation {
  std::string name;                       ///< "step 2: cancel": what varies; unique in its scenario
  std::vector<std::string> alternatives;  ///< as text, in the order of the file
  Location where;
  friend bool operator==(const Variation&, const Variation&) = default;
};

struct TomlValue;

/// A whole file.
struct Scenario {
  std::string path;    ///< as given to the loader
  std::string folder;  ///< where the paths of plug-ins start, with its separator; "" for the current one
  std::string title, why;
  std::vector<Rule> shows;
  Profile profile = Profile::nt_doc;
  /// [policy] routing = "last_answer": switches changed on top of the profile, in the order of the file.
  std::vector<std::pair<Switch, std::string>> overrides;
  std::uint64_t seed = 0;
  std::optional<SimTime> restore_timeout;   ///< restore_timeout = "5s"
  std::vector<std::string> provider_order;  ///< provider_order = ["B", "A"]; file order if empty
  std::vector<std::pair<std::string, std::string>>
      environment;                     ///< [environment] ProgramFiles = 'C:\Program Files'
  std::vector<SessionModel> sessions;  ///< [[session]]; a session needs no table if an application runs in it
  std::vector<ProviderModel> providers;
  std::vector<NotifyeeModel> notifyees;
  std::vector<ConnectionModel> connections;
  std::vector<AppModel> apps;  ///< [[app]]
  std::vector<Step> steps;     ///< [[step]]: the main sequence
  /// [[always]] at every moment of every run, [[eventually]] at some moment of every run, [[sometimes]] at
  /// some moment of some run of a sweep.
  std::vector<ConditionModel> always, eventually, sometimes;
  Limits limits;
  /// choices = [...]: each component takes its own choices in this order, and then always its first
  /// alternative.
  std::vector<ChoiceModel> choices;
  std::optional<Golden> golden;
  /// The values that may be one of several. The fields above hold the first of each; see variation.h.
  std::vector<Variation> variations;
  std::shared_ptr<const TomlValue> undecided;  ///< the file as it is; null if nothing varies
  friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace mprsim
