#include "sim/plugin/host/host.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "sim/plugin/host/argument_memory.h"
#include "sim/plugin/host/call_recorder.h"
#include "sim/plugin/host/guarded_memory.h"
#include "sim/plugin/host/start_line.h"
#include "sim/plugin/host/thunk.h"
#include "sim/plugin/plugin_function.h"

namespace mprsim::plugin_host {
namespace {

// What the fault handler needs. It is global because a signal handler has no parameter for it.
struct FaultSite {
  const GuardedMemory* memory = nullptr;
  const Channel* channel = nullptr;
  std::atomic<std::uint32_t> sequence = 0;
};
FaultSite fault_site;
// The index of the function under way on this thread.
thread_local constinit std::uint32_t function_under_way = protocol::Fault::no_function;

void report_fault(const RawFault& raw) noexcept {
  protocol::Fault fault;
  fault.code = raw.code;
  fault.address = raw.address;
  fault.has_address = raw.has_address;
  fault.access = raw.access;
  fault.out_of_memory = raw.out_of_memory;
  fault.function = function_under_way;
  if (raw.has_address) {
    const GuardedMemory::Location location = fault_site.memory->locate(raw.address);
    fault.place = location.place;
    fault.offset = location.offset;
    if (location.place != protocol::Place::elsewhere) {
      fault.argument_function = location.owner.function;
      fault.argument = location.owner.argument;
      fault.part = location.owner.part;
    }
  }
  std::array<std::uint8_t, protocol::fault_frame_bytes> frame{};
  protocol::encode_fault(fault, fault_site.sequence, frame);
  fault_site.channel->write(frame);
}

bool is_laid_out(std::uintptr_t address) noexcept {
  return fault_site.memory->locate(address).place != protocol::Place::elsewhere;
}

class Host {
 public:
  explicit Host(Channel channel) noexcept : channel_(channel) {
    fault_site.memory = &memory_;
    fault_site.channel = &channel_;
  }

  int run();

 private:
  struct Export {
    void* address = nullptr;
  };

  std::optional<protocol::Message> next_request();
  protocol::Message answer(const protocol::Load& request);
  protocol::Message answer(const PluginCall& request) { return call(request); }
  protocol::Message answer(const protocol::CallTogether& request);
  protocol::Message answer(const protocol::AskHeapUse& /*request*/) { return heap_use(); }
  // The other messages are answers: a driver that sends one is broken.
  template <class Reply>
  protocol::Message answer(const Reply& /*request*/) {
    die(channel_broken);
  }

  PluginReply call(const PluginCall& call);

  Channel channel_;
  std::vector<std::uint8_t> inbox_;
  std::uint32_t sequence_ = 0;
  GuardedMemory memory_;
  StackReserve reserve_;
  CallRecorder recorder_;
  std::vector<Export> exports_{all_plugin_functions().size()};
};

// The driver sends one request and waits, so that the inbox never holds more than one frame. Empty when the
// driver has closed the channel.
std::optional<protocol::Message> Host::next_request() {
  std::array<std::uint8_t, 16'384> chunk;
  inbox_.clear();
  std::optional<protocol::Header> header;
  for (;;) {
    if (!header && inbox_.size() >= protocol::header_bytes) {
      const auto decoded = protocol::decode_header(std::span(inbox_).first<protocol::header_bytes>());
      if (!decoded) die(channel_broken);
      header = *decoded;
    }
    if (header && inbox_.size() >= protocol::header_bytes + header->payload_bytes) break;
    const std::size_t count = channel_.read_some(chunk);
    if (count == 0) return std::nullopt;
    inbox_.insert(inbox_.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(count));
  }
  auto message = protocol::decode_payload(*header, std::span(inbox_).subspan(protocol::header_bytes));
  if (!message) die(channel_broken);
  sequence_ = header->sequence;
  fault_site.sequence = sequence_;
  return std::move(*message);
}

int Host::run() {
  while (auto request = next_request()) {
    const protocol::Message reply = std::visit([this](const auto& r) { return answer(r); }, *request);
    if (!channel_.write(protocol::encode(reply, sequence_))) return channel_broken;
  }
  return 0;
}

protocol::Message Host::answer(const protocol::Load& request) {
  apply_limits(request.memory_limit);
  catch_faults(report_fault, is_laid_out);
  const auto plugin = Library::load(request.plugin);
  if (!plugin) return protocol::NotLoaded{plugin.error()};
  plugin->redirect(mpr_exports());
  std::optional<Library> companion;
  if (!request.companion.empty()) {
    auto loaded = Library::load(request.companion);
    if (!loaded) return protocol::NotLoaded{loaded.error()};
    companion = *loaded;
  }
  // A second time, because the plug-in may have replaced the handlers while it was loaded.
  catch_faults(report_fault, is_laid_out);

  protocol::Loaded reply{process_id(), {}};
  const auto functions = all_plugin_functions();
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const std::string name(functions[i].name);
    void* address = nullptr;
    if (companion && functions[i].is_bench) address = companion->find(name);
    if (address == nullptr) address = plugin->find(name);
    if (address == nullptr && companion) address = companion->find(name);
    exports_[i].address = address;
    if (address != nullptr) reply.exports.push_back(name);
  }
  return reply;
}

PluginReply Host::call(const PluginCall& call) {
  using Clock = std::chrono::steady_clock;
  const PluginFunction* function = find_plugin_function(call.function);
  if (function == nullptr || function->arity != call.arguments.size()) die(channel_broken);
  const auto index = static_cast<std::size_t>(function - all_plugin_functions().data());
  if (exports_[index].address == nullptr) die(channel_broken);

  const ArgumentMemory arguments(memory_, call, static_cast<std::uint32_t>(index));
  PluginReply reply;
  function_under_way = static_cast<std::uint32_t>(index);
  recorder_.begin(reply);
  const Clock::time_point begin = Clock::now();
  reply.status = all_thunks()[index](exports_[index].address, arguments.words());
  reply.took = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin);
  recorder_.end();
  function_under_way = protocol::Fault::no_function;
  reply.arguments = arguments.after();
  return reply;
}

// The threads wait for each other before every round, so that their calls overlap as often as possible.
protocol::Message Host::answer(const protocol::CallTogether& request) {
  if (request.threads.empty() || request.rounds > protocol::most_rounds) die(channel_broken);
  protocol::RepliesTogether result;
  result.threads.resize(request.threads.size());
  StartLine start(request.threads.size());
  const auto work = [&](std::size_t thread) {
    const StackReserve reserve;
    for (std::uint32_t round = 0; round < request.rounds; ++round) {
      std::vector<PluginReply> replies;
      start.arrive_and_wait();
      for (const PluginCall& one : request.threads[thread]) replies.push_back(call(one));
      result.threads[thread] = std::move(replies);
    }
  };
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < request.threads.size(); ++i) threads.emplace_back(work, i);
  threads.clear();
  return result;
}

}  // namespace

int run_host(Channel channel) { return Host(channel).run(); }

}  // namespace mprsim::plugin_host
