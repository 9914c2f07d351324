#include "tools/conformance/bench/fixture_bench.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "mock_mpr/text/unicode.h"
#include "scenarios/language/diagnostics.h"
#include "tools/conformance/bench/command.h"
#include "tools/conformance/bench/real_files.h"

namespace mprsim {
namespace {

constexpr char16_t printer_port[] = u"LPT1";

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

// The end of a command as the status of a bench function.
Status status_of(const CommandResult& result) {
  switch (result.end) {
    case CommandEnd::exited:
      return Status{result.exit_code};
    case CommandEnd::timed_out:
      return wn::timeout;
    case CommandEnd::not_started:
      return wn::file_not_found;
    case CommandEnd::killed:
      break;
  }
  return wn::device_error;
}

class FixtureBench final : public Bench {
 public:
  FixtureBench(std::shared_ptr<const Fixture> fixture, PluginSession& session)
      : fixture_(std::move(fixture)), session_(session) {}

  bool can(BenchAction action) const override {
    if (!fixture_->command(action).empty()) return true;
    switch (action) {
      case BenchAction::connect:
        return exports("NPAddConnection");
      case BenchAction::reset:
        return exports("NPCancelConnection");
      case BenchAction::open_file:
      case BenchAction::touch_file:
      case BenchAction::close_file:
        return uses_real_files();
      default:
        return false;
    }
  }

  PluginResult<BenchAnswer> perform(const BenchRequest& request) override {
    if (request.action == BenchAction::reset) real_files_.close_all();
    if (!fixture_->command(request.action).empty()) return by_command(request);
    switch (request.action) {
      case BenchAction::connect:
        return add_connection(request);
      case BenchAction::reset:
        return cancel_all();
      case BenchAction::open_file:
        return real_files_.open(request.name.value_or(u""));
      case BenchAction::touch_file:
        return BenchAnswer{real_files_.touch(request.handle)};
      case BenchAction::close_file:
        return BenchAnswer{real_files_.close(request.handle)};
      default:
        return BenchAnswer{wn::not_supported};
    }
  }

  PluginResult<std::vector<BenchResource>> resources() override { return fixture_->resources; }
  std::span<const std::u16string> drives() const override { return fixture_->drives; }
  bool outlives_session() const override { return true; }

 private:
  bool exports(std::string_view function) const {
    return std::ranges::find(session_.exports(), function) != session_.exports().end();
  }

  bool uses_real_files() const {
    return RealFiles::available() && fixture_->command(BenchAction::open_file).empty();
  }

  BenchAnswer by_command(const BenchRequest& request) {
    const bool opens = request.action == BenchAction::open_file || request.action == BenchAction::start_job ||
                       request.action == BenchAction::start_use;
    const std::uint64_t handle = opens ? ++last_handle_ : request.handle;
    std::vector<std::string> words = fixture_->command(request.action);
    for (std::string& word : words) {
      replace_all(word, "{local}",
                  to_utf8(std::u16string_view(request.name ? *request.name : std::u16string())));
      replace_all(word, "{remote}", to_utf8(std::u16string_view(request.remote)));
      replace_all(word, "{file}", concat({"mprsim-", std::to_string(handle)}));
    }
    return {status_of(run_command(words, fixture_->time_limit)), handle};
  }

  PluginResult<BenchAnswer> answer_of(const PluginCall& call) {
    auto reply = session_.call(call);
    if (!reply) return tl::unexpected(std::move(reply.error()));
    return BenchAnswer{Status{reply->status}};
  }

  PluginResult<BenchAnswer> add_connection(const BenchRequest& request) {
    const auto known = std::ranges::find(fixture_->resources, request.remote, &BenchResource::remote);
    const ResourceType type = known == fixture_->resources.end() ? ResourceType::disk : known->type;
    const ResourceArgument resource{
        .type = static_cast<std::uint32_t>(type), .local = request.name, .remote = request.remote};
    return answer_of({"NPAddConnection", {resource, NullArgument{}, NullArgument{}}});
  }

  // The answers do not matter: most names are not connected.
  PluginResult<BenchAnswer> cancel_all() {
    std::vector<std::u16string> names = fixture_->drives;
    names.emplace_back(printer_port);
    for (const BenchResource& resource : fixture_->resources) names.push_back(resource.remote);
    for (const std::u16string& name : names) {
      auto answer = answer_of({"NPCancelConnection", {TextArgument{name, true}, ValueArgument{1}}});
      if (!answer) return answer;
    }
    return BenchAnswer{wn::success};
  }

  std::shared_ptr<const Fixture> fixture_;  // shared by the benches of all sessions
  PluginSession& session_;
  RealFiles real_files_;
  std::uint64_t last_handle_ = 0;
};

}  // namespace

BenchFactory fixture_bench(Fixture fixture) {
  return [fixture = std::make_shared<const Fixture>(std::move(fixture))](PluginSession& session) {
    return std::unique_ptr<Bench>(std::make_unique<FixtureBench>(fixture, session));
  };
}

}  // namespace mprsim
