// Enumeration: the layout of the buffer, and that no entry is lost or listed twice.
//
// Pages: handling-buffered-data, nf-npapi-npenumresource, nf-winnetwk-wnetopenenumw,
// ns-winnetwk-netresourcew.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"
#include "tools/conformance/netresource.h"

namespace mprsim {
namespace enumeration_checks {
namespace {

constexpr std::uint32_t all_entries = 0xFFFFFFFF;
constexpr std::uint32_t roomy_bytes = 16 * 1024;
constexpr int most_calls = 64;

/// One enumeration of the connections; the destructor closes it.
class Enumeration {
 public:
  explicit Enumeration(Probe& probe) : probe_(probe) {
    const auto opened = probe.call({"NPOpenEnum",
                                    {ValueArgument{resource_connected}, ValueArgument{}, ValueArgument{},
                                     NullArgument{}, CellArgument{0, true}}});
    if (!opened) return;
    if (!Status{opened->status}.ok()) {
      probe.inapplicable(concat({"the connections cannot be listed: ", probe.last()}));
      return;
    }
    handle_ = opened->arguments[4].value;
  }
  Enumeration(const Enumeration&) = delete;
  Enumeration& operator=(const Enumeration&) = delete;
  ~Enumeration() {
    if (handle_) probe_.call({"NPCloseEnum", {ValueArgument{*handle_}}});
  }

  bool is_open() const noexcept { return handle_.has_value(); }

  struct Answer {
    Status status;
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;  ///< *lpBufferSize afterwards
    ArgumentAfter buffer;
  };

  std::optional<Answer> next(std::uint32_t count, std::uint32_t bytes) {
    const auto reply = probe_.call(
        {"NPEnumResource",
         {ValueArgument{*handle_}, CellArgument{count}, BufferArgument{bytes}, CellArgument{bytes}}});
    if (!reply || reply->arguments.size() != 4) return std::nullopt;
    return Answer{Status{reply->status}, reply->arguments[1].value, reply->arguments[3].value,
                  reply->arguments[2]};
  }

 private:
  Probe& probe_;
  std::optional<std::uint64_t> handle_;
};

bool connect_three(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  for (std::size_t i = 0; i < 3; ++i) {
    const std::u16string remote = facts.remote(i);
    if (!probe.connect(facts.drives[i], remote.empty() ? facts.remote(0) : remote)) return false;
  }
  return true;
}

void packing(Probe& probe) {
  if (!connect_three(probe)) return;
  Enumeration enumeration(probe);
  if (!enumeration.is_open()) return;
  const auto answer = enumeration.next(all_entries, roomy_bytes);
  if (!answer) return;
  if (!probe.expect(answer->status.ok(), described(wn::success), "three drives are connected")) return;
  const auto resources = read_netresources(answer->buffer, answer->count);
  probe.expect(resources.has_value(),
               "structures in an array at the front of the buffer, their strings behind them inside it",
               resources ? std::string() : resources.error());
}

/// All entries of one enumeration.
struct Entries {
  std::uint64_t count = 0;
  bool readable = true;  ///< if not, enumeration/packing reports it, and only the count is compared
  std::vector<std::u16string> names{};

  void take(const Enumeration::Answer& answer) {
    count += answer.count;
    const auto resources = read_netresources(answer.buffer, answer.count);
    readable = readable && resources;
    if (!resources) return;
    for (const ResourceArgument& resource : *resources) names.push_back(resource.local.value_or(u""));
    std::ranges::sort(names);
  }
  bool same_as(const Entries& other) const {
    return count == other.count && (!readable || !other.readable || names == other.names);
  }
};

// Reads all entries with a buffer of so many bytes. A buffer that is too small grows to the size that the
// provider asks for.
std::optional<Entries> entries_by(Probe& probe, std::uint32_t count, std::uint32_t bytes) {
  Enumeration enumeration(probe);
  if (!enumeration.is_open()) return std::nullopt;
  Entries entries;
  for (int i = 0; i < most_calls && !probe.over(); ++i) {
    const auto answer = enumeration.next(count, bytes);
    if (!answer) return std::nullopt;
    if (answer->status == wn::no_more_entries) return entries;
    if (answer->status == wn::more_data) {
      if (!probe.expect(answer->bytes > bytes,
                        concat({"with ", described(wn::more_data), " a size of more than ",
                                std::to_string(bytes), " bytes, which were too few"}),
                        concat({"*lpBufferSize is ", std::to_string(answer->bytes)})))
        return std::nullopt;
      bytes = static_cast<std::uint32_t>(std::min<std::uint64_t>(answer->bytes, roomy_bytes));
      continue;
    }
    if (!probe.expect(answer->status.ok() && answer->count > 0,
                      concat({"entries, ", described(wn::more_data), " or ", described(wn::no_more_entries)}),
                      concat({std::to_string(answer->count), " entries"})))
      return std::nullopt;
    entries.take(*answer);
  }
  probe.expect(probe.over(), concat({described(wn::no_more_entries), " at the end"}),
               "the enumeration does not end");
  return std::nullopt;
}

constexpr auto buffer_sizes = std::to_array<std::uint32_t>({16, 48, 80, 128, 200, 320, 512});

// Every connection is listed exactly once, however small the buffer is.
void small_buffers(Probe& probe) {
  if (!connect_three(probe)) return;
  const auto all = entries_by(probe, all_entries, roomy_bytes);
  if (!all) return;
  const auto compare = [&](const std::optional<Entries>& entries, const std::string& how) {
    if (!entries || entries->same_as(*all)) return;
    probe.fail(concat({"the ", std::to_string(all->count), " entries of one large buffer, each once"}),
               concat({std::to_string(entries->count), " entries ", how}));
  };
  compare(entries_by(probe, 1, roomy_bytes), "one at a time");
  for (const std::uint32_t bytes : buffer_sizes) {
    if (probe.over()) return;
    compare(entries_by(probe, all_entries, bytes),
            concat({"with a buffer of ", std::to_string(bytes), " bytes"}));
  }
}

// The listed connections. Nothing, and the check is not applicable, if the enumeration cannot be read.
std::optional<std::vector<ResourceArgument>> listed(Probe& probe) {
  auto resources = probe.list(resource_connected);
  if (!resources) probe.inapplicable("the enumeration cannot be read; enumeration/packing reports that");
  return resources;
}

bool lists(const std::vector<ResourceArgument>& resources, const std::u16string& drive) {
  return std::ranges::find(resources, MaybeText(drive), &ResourceArgument::local) != resources.end();
}

void cancelled_leaves(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const std::u16string& drive = facts.drives.front();
  if (!probe.connect(drive, facts.remote(0))) return;
  const auto before = listed(probe);
  if (!before) return;
  if (!lists(*before, drive)) {
    return probe.fail(concat({described(MaybeText(drive)), " is listed: it is connected"}),
                      "it is not listed");
  }
  if (!probe.cancel(drive, false).ok()) {
    return probe.inapplicable(concat({"the cancel failed: ", probe.last()}));
  }
  const auto after = listed(probe);
  if (after && lists(*after, drive)) {
    probe.fail(concat({described(MaybeText(drive)), " is no longer listed: it was cancelled"}),
               "it is still listed");
  }
}

void deviceless(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const Status connected = probe.perform({.action = BenchAction::connect, .remote = facts.remote(0)});
  if (!connected.ok()) {
    return probe.inapplicable(concat({"the bench makes no connection without a device: ", probe.last()}));
  }
  const auto resources = listed(probe);
  if (!resources) return;
  for (const ResourceArgument& resource : *resources) {
    if (resource.remote != facts.remote(0)) continue;
    if (!resource.local) return;
    return probe.fail("lpLocalName is NULL: the connection has no device",
                      concat({"lpLocalName is ", described(resource.local)}));
  }
  probe.fail(concat({described(MaybeText(facts.remote(0))), " is listed: it is connected"}),
             "it is not listed");
}

constexpr Need needed = Need::list | Need::connect;

constexpr auto checks = std::to_array<Check>({
    {.id = "enumeration/packing",
     .title = "The structures are at the front of the buffer, and their strings follow inside the buffer",
     .rules = {Rule::enum_packing},
     .needs = needed,
     .run = packing},
    {.id = "enumeration/small-buffers",
     .title = "Every entry is listed exactly once, however small the buffer is",
     .rules = {Rule::enum_packing},
     .needs = needed,
     .run = small_buffers},
    {.id = "enumeration/cancelled-leaves",
     .title = "A connection is listed until it is cancelled, and not after that",
     .rules = {Rule::enum_connected},
     .needs = needed | Need::cancel,
     .run = cancelled_leaves},
    {.id = "enumeration/deviceless",
     .title = "A connection without a device is listed with a NULL lpLocalName",
     .rules = {Rule::enum_deviceless},
     .needs = needed,
     .run = deviceless},
});

}  // namespace
}  // namespace enumeration_checks

std::span<const Check> enumeration_chapter() noexcept { return enumeration_checks::checks; }

}  // namespace mprsim
