// A scenario, as a value: what one TOML file says after it was read, and nothing that it means when it runs.
//
// Page: docs/scenario-format.md. The loader (loader.h) is the only one who makes a Scenario from text; the
// runner (runner.h) is the only one who plays it. Names are UTF-8, times are virtual milliseconds. Plain
// values: copy them, share them between threads for reading.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/rule.h"
#include "mock_mpr/facts/status.h"
#include "mock_mpr/operations/call.h"
#include "sim/choice/fault.h"
#include "sim/time/time.h"

namespace mprsim {

/// Where something stands in the file; line and column count from 1, 0 means unknown.
struct Location {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

/// What a fake provider says to one call: its true answer (nullopt) or a status from the script.
using ScriptedAnswer = std::optional<Status>;

/// How long a call takes: always the same, or a time between two, drawn for each call.
struct LatencyModel {
  SimTime from{0};
  SimTime to{0};  ///< from or more
  friend bool operator==(const LatencyModel&, const LatencyModel&) = default;
};

struct ProviderModel {
  std::string name;
  /// plugin = "build/drives": a library instead of a fake one, from the folder of the file; bench =
  /// "build/bench": a second one that holds its bench. Without an extension: that of the platform's
  /// libraries.
  std::string plugin, bench;
  /// can = ["add", "add3", "cancel", "get", "enumerate"]: the advertised capabilities; all of them by
  /// default.
  bool can_add = true, can_add3 = true, can_cancel = true, can_get = true, can_enumerate = true;
  /// missing_exports = ["NPCancelConnection"]: advertised, yet not exported.
  std::vector<std::string> missing_exports;
  /// start = 0 | 1 | "unknown" | "5s": what NPGetCaps(WNNC_START) returns. 1 (already started) by default.
  std::uint32_t start = 1;
  /// network = "down": every call answers WN_NO_NETWORK.
  bool network_down = false;
  /// latency = "20ms": virtual time that each call takes; { from, to }: drawn between them for each call.
  LatencyModel latency;
  /// faults = ["hang", "lie"] or { kinds, one_in, delay, statuses }.
  FaultPlan faults;
  /// owns = ['\\files']: prefixes of the remote names that it accepts in an add; empty: every name.
  std::vector<std::string> owns;
  /// answers = [...] (for cancel) or { cancel = [...], add = [...], get = [...], enumerate = [...] }: by call
  /// index; "truth" asks the connection table, and so does every call after the last one listed. A scripted
  /// answer is an answer and nothing else: the table does not change, so a scripted WN_SUCCESS is a lie.
  std::vector<ScriptedAnswer> cancel_answers, add_answers, get_answers, enumerate_answers;
  /// extended_error = { code = 5, text = "..." }: set with WNetSetLastError before it answers
  /// WN_EXTENDED_ERROR.
  std::optional<std::pair<std::uint32_t, std::string>> extended_error;
  /// overrides_device_in_use = true: what it does to 2404 under force where the profile leaves it to the
  /// provider.
  bool overrides_device_in_use = false;
  /// reenters = true: it calls WNetGetConnection inside NPCancelConnection, which it must not.
  bool reenters = false;
  /// sets_last_error = 5: it calls SetLastError itself, which it must not.
  std::optional<Status> sets_last_error;
  Location where;
  friend bool operator==(const ProviderModel&, const ProviderModel&) = default;
};

/// What a notifyee does in one of its four notifications.
struct NotifyeeBehaviour {
  std::vector<std::string> close;  ///< close = 'Z:\a' or a list: closes these files
  std::vector<std::string> open;   ///< open = 'Z:\a' or a list: opens (again) these files in its own name
  std::vector<std::string> end;    ///< end = "backup": ends these processes' use of a device
  std::vector<Status> returns;     ///< returns = "WN_CANCEL" or a list by call; WN_SUCCESS after the last
  bool declines = false;           ///< declines = true: leaves lpContext NULL (before only)
  bool edits = false;              ///< edits = true: scribbles over NOTIFYCANCEL / NOTIFYADD
  bool reads_provider = false;     ///< reads_provider = true: reads lpProvider
  friend bool operator==(const NotifyeeBehaviour&, const NotifyeeBehaviour&) = default;
};

struct NotifyeeModel {
  std::string name;
  std::string plugin;  ///< plugin = "build/indexer": a library instead of a fake one
  /// value = "Indexer", library = '%ProgramFiles%\indexer.dll': the value under the Notifyees key. Both
  /// optional.
  std::string value, library;
  /// loads = false: the library cannot be loaded. exports = [...]: what it exports; both functions by
  /// default.
  bool loads = true;
  bool exports_add = true, exports_cancel = true;
  LatencyModel latency;                     ///< as of a provider
  FaultPlan faults;                         ///< as of a provider
  NotifyeeBehaviour before, after;          ///< CancelConnectNotify
  NotifyeeBehaviour add_before, add_after;  ///< AddConnectNotify
  Location where;
  friend bool operator==(const NotifyeeModel&, const NotifyeeModel&) = default;
};

struct OpenFileModel {
  std::string file;               ///< file = 'Z:\catalog.db'
  std::string by;                 ///< by = "indexer"
  std::uint32_t unwritten = 0;    ///< unwritten = 3: changes not yet written
  std::optional<SimTime> closes;  ///< closes = "5s": closes by itself at that time
  friend bool operator==(const OpenFileModel&, const OpenFileModel&) = default;
};
struct PrintJobModel {
  std::string document;     ///< document = "report"
  std::uint32_t pages = 1;  ///< pages = 4: pages left
  /// page_time = "1s": prints a page in that time; never by itself if absent.
  std::optional<SimTime> page_time;
  friend bool operator==(const PrintJobModel&, const PrintJobModel&) = default;
};
struct DeviceUseModel {
  std::string process;          ///< process = "backup"
  std::optional<SimTime> ends;  ///< ends = "5s"
  friend bool operator==(const DeviceUseModel&, const DeviceUseModel&) = default;
};

struct ConnectionModel {
  std::string session = "user";
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

enum class StoreState : std::uint8_t { ok, unreadable, malformed };

struct SessionModel {
  std::string name;
  StoreState store = StoreState::ok;  ///< store = "ok" | "unreadable" | "malformed"
  bool logged_on = true;
  Location where;
  friend bool operator==(const SessionModel&, const SessionModel&) = default;
};

/// The verb of a step: which key of the step says what is done.
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

/// What a step must have led to. Absent: not checked.
struct Expectation {
  std::optional<Status> status;               ///< of the call
  std::optional<std::string> provider;        ///< who performed it; "" nobody
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
  std::optional<bool> asked;    ///< dialog: was the user asked
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

struct Step {
  Verb verb = Verb::wait;
  std::string app;            ///< app = "other": who does it; "" the main application
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

struct AppModel {
  std::string name;
  std::string session = "user";
  std::vector<Step> steps;  ///< [[app.step]]: run beside the main sequence
  Location where;
  friend bool operator==(const AppModel&, const AppModel&) = default;
};

struct Limits {
  SimTime time{std::chrono::hours{24}};  ///< [limits] time = "1h": the longest virtual run
  std::uint32_t events = 10'000;         ///< [limits] events = 500: the longest trace
  friend bool operator==(const Limits&, const Limits&) = default;
};

/// Something that holds, or does not, at any moment of a run: all that it states, at the same time.
struct ConditionModel {
  std::string what;                           ///< what = "the user gets Z: back": for people
  std::string session = "user";               ///< whose connections
  std::string name;                           ///< name = "Z:": a device or a remote name
  std::optional<bool> connected, remembered;  ///< of the name
  std::string app;                            ///< app = "explorer": whose call; "" anybody's
  std::optional<Status> status;               ///< what the last call returned
  std::vector<std::pair<std::string, std::string>> files, jobs;  ///< as in expect
  std::vector<std::string> lost;  ///< among the files whose unwritten changes are lost by now
  Location where;
  friend bool operator==(const ConditionModel&, const ConditionModel&) = default;
};

/// A choice that is made in advance: choices = [{ of = "order", takes = "explorer" }].
struct ChoiceModel {
  std::string of;                         ///< the component that is asked, as decision logs name it
  std::optional<std::string> takes{};     ///< the alternative, by name ...
  std::optional<std::uint64_t> number{};  ///< ... or by its position from 0, or the number itself
  Location where{};
  friend bool operator==(const ChoiceModel&, const ChoiceModel&) = default;
};

struct Golden {
  std::string trace;
  Location where;
  friend bool operator==(const Golden&, const Golden&) = default;
};

/// { any = [...] }: a value that is decided when the scenario is played.
struct Variation {
  std::string name;                       ///< "step 2: cancel": what varies; never twice in one scenario
  std::vector<std::string> alternatives;  ///< as text, for people
  Location where;
  friend bool operator==(const Variation&, const Variation&) = default;
};

struct TomlValue;

struct Scenario {
  std::string path;
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
  std::vector<SessionModel> sessions;  ///< [[session]]; others come into being where they are named
  std::vector<ProviderModel> providers;
  std::vector<NotifyeeModel> notifyees;
  std::vector<ConnectionModel> connections;
  std::vector<AppModel> apps;  ///< [[app]]
  std::vector<Step> steps;     ///< [[step]]: the main sequence
  /// [[always]] at every moment of every run, [[eventually]] at some moment of every run, [[sometimes]] at
  /// some moment of some run of a sweep.
  std::vector<ConditionModel> always, eventually, sometimes;
  Limits limits;
  /// choices = [...]: each component takes its own one after the other, then the first alternative.
  std::vector<ChoiceModel> choices;
  std::optional<Golden> golden;
  /// The values that may be one of several. The fields above hold the first of each; see variation.h.
  std::vector<Variation> variations;
  std::shared_ptr<const TomlValue> undecided;  ///< the file as it is; null if nothing varies
  friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace mprsim
