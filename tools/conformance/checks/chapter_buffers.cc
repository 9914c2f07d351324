// Buffers: sizes are in characters, and nothing is written past the end.
//
// Pages: nf-npapi-npgetconnection, nf-npapi-npgetuser, handling-buffered-data.
#include <array>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"

namespace mprsim {
namespace buffers_checks {
namespace {

constexpr std::uint32_t slack_bytes =
    4096;  // room enough that a wrong size is found as such and not as an overrun

std::uint32_t characters_of(const std::u16string& text) {
  return static_cast<std::uint32_t>(text.size() + 1);
}

std::string in_characters(std::uint32_t count) { return concat({std::to_string(count), " characters"}); }

void sizes_in_characters(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const std::u16string& drive = facts.drives.front();
  const std::u16string remote = facts.remote(0);
  const std::uint32_t needed = characters_of(remote);
  if (!probe.connect(drive, remote)) return;
  const TextAnswer exact = probe.get_into("NPGetConnection", drive, needed, slack_bytes);
  probe.expect(exact.status.ok() && exact.text == remote,
               concat({described(wn::success), ": the name and its NUL are ", in_characters(needed)}));
  // One character too few. A provider that counts bytes would accept half the size.
  const TextAnswer small = probe.get_into("NPGetConnection", drive, needed - 1, slack_bytes);
  if (probe.over() || small.status != wn::more_data) return;  // buffers/no-overrun reports that
  const bool bytes = small.characters == needed * 2 || small.characters == (needed - 1) * 2;
  probe.expect(!bytes, concat({"the required size is given as ", in_characters(needed)}),
               concat({"the required size is given as ", std::to_string(small.characters),
                       ", which is a size in bytes"}));
}

// A function that returns one text. Its buffers end exactly where the given size ends.
struct TextFunction {
  std::string_view name;
  MaybeText about;
};

std::string small_buffer(std::uint32_t given, std::uint32_t needed) {
  return concat({described(wn::more_data), " and the required size: the buffer has ", std::to_string(given),
                 " of ", in_characters(needed)});
}

// The size that a call asks for must be enough, even if it is more than the text needs.
void stated_size_is_enough(Probe& probe, const TextFunction& function, std::uint32_t stated) {
  const TextAnswer answer = probe.get_into(function.name, function.about, stated, stated * 2);
  probe.expect(answer.status.ok(),
               concat({described(wn::success), ": the buffer has the size that the provider asked for"}));
}

void every_size(Probe& probe, const TextFunction& function) {
  const TextAnswer whole = probe.get_into(function.name, function.about, slack_bytes / 2, slack_bytes);
  if (!whole.status.ok()) {
    return probe.inapplicable(concat({"the provider returns no text: ", probe.last()}));
  }
  const std::uint32_t needed = characters_of(whole.text);
  const TextAnswer nowhere = probe.get_into(function.name, function.about, 0, std::nullopt);
  probe.expect(!nowhere.status.ok(), "an error, such as WN_MORE_DATA: there is no buffer");
  for (std::uint32_t size = 0; size < needed && !probe.over(); ++size) {
    const TextAnswer answer = probe.get_into(function.name, function.about, size, size * 2);
    if (!probe.expect(answer.status == wn::more_data && answer.characters > size, small_buffer(size, needed),
                      concat({"*lpnBufferLen is ", std::to_string(answer.characters)})))
      return;
    if (size == 0) stated_size_is_enough(probe, function, answer.characters);
  }
  const TextAnswer exact = probe.get_into(function.name, function.about, needed, needed * 2);
  probe.expect(exact.status == wn::more_data || (exact.status.ok() && exact.text == whole.text),
               concat({"the same text in a buffer of ", in_characters(needed)}));
}

void no_overrun(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  if (!probe.connect(facts.drives.front(), facts.remote(0))) return;
  every_size(probe, {"NPGetConnection", facts.drives.front()});
}

void no_overrun_of_user(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  MaybeText about;
  if (facts.why_not(Need::connect).empty()) {
    if (!probe.connect(facts.drives.front(), facts.remote(0))) return;
    about = facts.drives.front();
  }
  every_size(probe, {"NPGetUser", about});
}

constexpr auto checks = std::to_array<Check>({
    {.id = "buffers/characters",
     .title = "NPGetConnection takes and returns sizes in characters, not bytes",
     .rules = {Rule::provider_characters},
     .needs = Need::get | Need::connect,
     .run = sizes_in_characters},
    {.id = "buffers/no-overrun",
     .title = "NPGetConnection writes nothing past the given size, and returns the size that it needs",
     .rules = {Rule::provider_no_overrun},
     .needs = Need::get | Need::connect,
     .run = no_overrun},
    {.id = "buffers/no-overrun-user",
     .title = "NPGetUser writes nothing past the given size, and returns the size that it needs",
     .rules = {Rule::provider_no_overrun},
     .needs = Need::user,
     .run = no_overrun_of_user},
});

}  // namespace
}  // namespace buffers_checks

std::span<const Check> buffers_chapter() noexcept { return buffers_checks::checks; }

}  // namespace mprsim
