// Buffers: sizes in characters, and nothing written past them.
//
// Pages: nf-npapi-npgetconnection, nf-npapi-npgetuser, handling-buffered-data.
#include <array>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/check.h"
#include "tools/conformance/narration.h"

namespace mprsim {
namespace {

constexpr std::uint32_t slack_bytes = 4096;  // so that a wrong size shows as what it is, not as an overrun

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
  // As few as two would do for bytes.
  const TextAnswer small = probe.get_into("NPGetConnection", drive, needed - 1, slack_bytes);
  if (probe.over() || small.status != wn::more_data) return;  // another rule's finding
  const bool bytes = small.characters == needed * 2 || small.characters == (needed - 1) * 2;
  probe.expect(!bytes, concat({"the size needed is given as ", in_characters(needed)}),
               concat({"it is given as ", std::to_string(small.characters), ", which is bytes"}));
}

// A function that gives back one text, in buffers that end where the size given ends.
struct TextFunction {
  std::string_view name;
  MaybeText about;
};

std::string small_buffer(std::uint32_t given, std::uint32_t needed) {
  return concat({described(wn::more_data), " and the size needed: ", std::to_string(given), " of ",
                 in_characters(needed), " were given"});
}

// The size that a call says it needs must do, whatever it is.
void needed_size_does(Probe& probe, const TextFunction& function, std::uint32_t stated) {
  const TextAnswer answer = probe.get_into(function.name, function.about, stated, stated * 2);
  probe.expect(answer.status.ok(), concat({described(wn::success), ": it is the size that was asked for"}));
}

void every_size(Probe& probe, const TextFunction& function) {
  const TextAnswer whole = probe.get_into(function.name, function.about, slack_bytes / 2, slack_bytes);
  if (!whole.status.ok()) {
    return probe.inapplicable(concat({"there is no text to ask for: ", probe.last()}));
  }
  const std::uint32_t needed = characters_of(whole.text);
  const TextAnswer nowhere = probe.get_into(function.name, function.about, 0, std::nullopt);
  probe.expect(!nowhere.status.ok(), "an error, such as WN_MORE_DATA: there is no buffer");
  for (std::uint32_t size = 0; size < needed && !probe.over(); ++size) {
    const TextAnswer answer = probe.get_into(function.name, function.about, size, size * 2);
    if (!probe.expect(answer.status == wn::more_data && answer.characters > size, small_buffer(size, needed),
                      concat({"*lpnBufferLen is ", std::to_string(answer.characters)})))
      return;
    if (size == 0) needed_size_does(probe, function, answer.characters);
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
     .title = "Sizes of NPGetConnection are characters, both ways",
     .rules = {Rule::provider_characters},
     .needs = Need::get | Need::connect,
     .run = sizes_in_characters},
    {.id = "buffers/no-overrun",
     .title = "NPGetConnection writes nothing past the size given, and says what size it needs",
     .rules = {Rule::provider_no_overrun},
     .needs = Need::get | Need::connect,
     .run = no_overrun},
    {.id = "buffers/no-overrun-user",
     .title = "NPGetUser writes nothing past the size given, and says what size it needs",
     .rules = {Rule::provider_no_overrun},
     .needs = Need::user,
     .run = no_overrun_of_user},
});

}  // namespace

std::span<const Check> buffers_chapter() noexcept { return checks; }

}  // namespace mprsim
