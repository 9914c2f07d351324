#include "tools/conformance/bench/bench.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "tools/conformance/bench/buffer_text.h"

namespace mprsim {
namespace {

constexpr auto actions = std::to_array<BenchActionInfo>({
    {BenchAction::reset, "MprBenchReset", "reset"},
    {BenchAction::connect, "MprBenchConnect", "connect"},
    {BenchAction::open_file, "MprBenchOpenFile", "open_file"},
    {BenchAction::touch_file, "MprBenchTouchFile", "touch_file"},
    {BenchAction::close_file, "MprBenchCloseFile", "close_file"},
    {BenchAction::start_job, "MprBenchStartJob", "start_job"},
    {BenchAction::end_job, "MprBenchEndJob", "end_job"},
    {BenchAction::start_use, "MprBenchStartUse", "start_use"},
    {BenchAction::end_use, "MprBenchEndUse", "end_use"},
    {BenchAction::stop_network, "MprBenchStopNetwork", "stop_network"},
    {BenchAction::start_network, "MprBenchStopNetwork", "start_network"},
});

constexpr std::string_view remote_name_function = "MprBenchRemoteName";
constexpr std::uint32_t remote_name_characters = 1024;
constexpr std::uint64_t most_remote_names = 64;

PluginArgument name_argument(const MaybeText& text) {
  if (!text) return NullArgument{};
  return TextArgument{*text, false};
}

std::vector<PluginArgument> arguments_of(const BenchRequest& request) {
  const CellArgument handle{0, true};
  switch (request.action) {
    case BenchAction::reset:
      return {};
    case BenchAction::connect:
      return {name_argument(request.name), TextArgument{request.remote, false}};
    case BenchAction::open_file:
    case BenchAction::start_job:
    case BenchAction::start_use:
      return {name_argument(request.name), handle};
    case BenchAction::touch_file:
    case BenchAction::close_file:
    case BenchAction::end_job:
    case BenchAction::end_use:
      return {ValueArgument{request.handle}};
    case BenchAction::stop_network:
      return {ValueArgument{1}};
    case BenchAction::start_network:
      return {ValueArgument{0}};
  }
  return {};
}

class ExportedBench final : public Bench {
 public:
  explicit ExportedBench(PluginSession& session) noexcept : session_(session) {}

  bool can(BenchAction action) const override { return exports(info(action).function); }

  PluginResult<BenchAnswer> perform(const BenchRequest& request) override {
    auto reply = session_.call({std::string(info(request.action).function), arguments_of(request)});
    if (!reply) return tl::unexpected(std::move(reply.error()));
    BenchAnswer answer{Status{reply->status}};
    if (reply->arguments.size() == 2) answer.handle = reply->arguments[1].value;
    return answer;
  }

  PluginResult<std::vector<BenchResource>> resources() override {
    std::vector<BenchResource> found;
    if (!exports(remote_name_function)) return found;
    for (std::uint64_t n = 0; n < most_remote_names; ++n) {
      auto reply =
          session_.call({std::string(remote_name_function),
                         {ValueArgument{n}, CellArgument{}, BufferArgument{remote_name_characters * 2},
                          CellArgument{remote_name_characters}}});
      if (!reply) return tl::unexpected(std::move(reply.error()));
      if (!Status{reply->status}.ok()) break;
      const bool prints =
          reply->arguments[1].value == std::uint64_t{static_cast<std::uint8_t>(ResourceType::print)};
      found.push_back(
          {text_of(reply->arguments[2].bytes), prints ? ResourceType::print : ResourceType::disk});
    }
    return found;
  }

  std::span<const std::u16string> drives() const override { return usual_drives(); }

 private:
  bool exports(std::string_view function) const {
    return std::ranges::find(session_.exports(), function) != session_.exports().end();
  }

  PluginSession& session_;
};

}  // namespace

std::span<const BenchActionInfo> all_bench_actions() noexcept { return actions; }

const BenchActionInfo& info(BenchAction action) noexcept {
  const auto index = static_cast<std::size_t>(action);
  assert(index < actions.size() && actions[index].action == action);
  return actions[index];
}

BenchFactory exported_bench() {
  return [](PluginSession& session) -> std::unique_ptr<Bench> {
    const bool any = std::ranges::any_of(
        session.exports(), [](const std::string& name) { return name.starts_with("MprBench"); });
    if (!any) return nullptr;
    return std::make_unique<ExportedBench>(session);
  };
}

std::span<const std::u16string> usual_drives() noexcept {
  static const std::array<std::u16string, 4> drives{u"Z:", u"Y:", u"X:", u"L:"};
  return drives;
}

}  // namespace mprsim
