#include "sim/plugin/plugin_process.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <thread>
#include <utility>
#include <variant>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include "mock_mpr/facts/status.h"
#include "sim/plugin/host_link.h"
#include "sim/plugin/plugin_function.h"
#include "sim/plugin/plugin_text.h"
#include "sim/plugin/protocol.h"

namespace mprsim {
namespace {

using Clock = std::chrono::steady_clock;
using boost::system::error_code;

constexpr std::size_t most_events = 16;
constexpr std::size_t most_output_kept = 4'096;
// The system sends no message about the memory in use or about a host that died: the driver looks this often.
constexpr std::chrono::milliseconds look_interval{20};
// How long the driver waits for the system to report a death after the channel has closed: the system closes
// the descriptors of a process before it reports the process dead.
constexpr std::chrono::milliseconds death_grace{3'000};

// The end of a plug-in's output. It is shortened only at twice its size, so that many small pieces do not
// each move all of it.
class OutputTail {
 public:
  void append(std::string_view text) {
    bytes_ += text.size();
    tail_ += text;
    if (tail_.size() > 2 * most_output_kept) shorten();
  }
  std::uint64_t bytes() const noexcept { return bytes_; }
  std::string take() {
    shorten();
    return std::move(tail_);
  }

 private:
  void shorten() {
    if (tail_.size() > most_output_kept) tail_.erase(0, tail_.size() - most_output_kept);
  }
  std::string tail_;
  std::uint64_t bytes_ = 0;
};

// The last calls and their results. They become text only when a caller reads them, because most are never
// read.
class EventRing {
 public:
  void begin(PluginCall call) {
    if (events_.size() == most_events) events_.pop_front();
    events_.push_back({std::move(call), std::nullopt});
    rendered_ = false;
  }
  void begin_other(std::string what) { begin({std::move(what), {}}); }
  void finish(std::string result) {
    events_.back().result = std::move(result);
    rendered_ = false;
  }
  const std::vector<std::string>& lines() const {
    if (rendered_) return lines_;
    lines_.clear();
    for (const Event& event : events_) {
      const bool is_call = find_plugin_function(event.call.function) != nullptr;
      lines_.push_back((is_call ? to_string(event.call) : event.call.function) + " = " +
                       event.result.value_or("?"));
    }
    rendered_ = true;
    return lines_;
  }

 private:
  struct Event {
    PluginCall call;
    std::optional<std::string> result;
  };
  std::deque<Event> events_;
  mutable std::vector<std::string> lines_;
  mutable bool rendered_ = true;
};

PluginEnd make_end(PluginEndKind kind, std::string_view call, std::string what) {
  PluginEnd end;
  end.kind = kind;
  end.call = call;
  end.what = std::move(what);
  return end;
}

}  // namespace

class PluginProcess::Impl {
 public:
  explicit Impl(const PluginSpec& spec) : spec_(spec), deadline_(Clock::now() + spec.process_limit) {}

  PluginResult<void> start();
  PluginResult<PluginReply> call(const PluginCall& call);
  PluginResult<std::vector<std::vector<PluginReply>>> call_together(
      std::span<const std::vector<PluginCall>> threads, std::uint32_t rounds);
  PluginResult<HeapUse> heap_use();

  const std::vector<std::string>& exports() const noexcept { return exports_; }
  bool has(std::string_view function) const noexcept {
    return std::ranges::find(exports_, function) != exports_.end();
  }
  const EventRing& events() const noexcept { return events_; }

 private:
  // Sends a request and waits for its answer. An answer of any other type than Reply ends the process.
  template <class Reply>
  PluginResult<Reply> ask(const protocol::Message& request, std::string_view call,
                          std::chrono::milliseconds limit);
  // The next message from the host, or the reason why there is none.
  tl::expected<protocol::Message, PluginEnd> receive(std::string_view call, std::chrono::milliseconds limit);

  void read_channel();
  void read_output();
  // Takes a message out of the inbox; empty if no whole frame has come yet; an error if the bytes are not one
  // frame.
  tl::expected<std::optional<protocol::Message>, std::string_view> take_message();
  struct Limit {
    std::chrono::milliseconds length;
    Clock::time_point end;
  };
  std::optional<PluginEnd> limit_reached(std::string_view call, const Limit& limit, Clock::time_point now);
  bool uses_too_much_memory() const;
  PluginEnd closed(std::string_view call);
  // Ends the host and keeps its end, which every later call returns too.
  tl::unexpected<PluginEnd> finish(PluginEnd end);
  tl::unexpected<PluginEnd> missing(const PluginCall& call);

  PluginSpec spec_;
  Clock::time_point deadline_;
  boost::asio::io_context io_{1};
  std::unique_ptr<HostLink> link_;
  std::uint64_t process_id_ = 0;
  std::vector<std::string> exports_;

  std::uint32_t sequence_ = 0;
  std::vector<std::uint8_t> inbox_;
  std::array<std::uint8_t, 65'536> channel_chunk_{};
  std::array<char, 65'536> output_chunk_{};
  bool channel_closed_ = false;
  OutputTail output_;
  EventRing events_;
  std::optional<PluginEnd> end_;
};

PluginResult<void> PluginProcess::Impl::start() {
  events_.begin_other("load " + spec_.plugin);
  auto link = HostLink::open(io_, spec_.host, spec_.memory_limit);
  if (!link) return finish(make_end(PluginEndKind::not_loaded, "load", std::move(link.error())));
  link_ = std::move(*link);
  read_channel();
  read_output();

  auto loaded = ask<protocol::Loaded>(protocol::Load{spec_.plugin, spec_.companion, spec_.memory_limit},
                                      "load", spec_.load_limit);
  if (!loaded) return tl::unexpected(std::move(loaded.error()));
  process_id_ = loaded->process_id;
  exports_ = std::move(loaded->exports);
  events_.finish("loaded");
  return {};
}

void PluginProcess::Impl::read_channel() {
  link_->channel().async_read_some(
      boost::asio::buffer(channel_chunk_), [this](error_code error, std::size_t count) {
        inbox_.insert(inbox_.end(), channel_chunk_.begin(),
                      channel_chunk_.begin() + static_cast<std::ptrdiff_t>(count));
        // More than the largest frame. take_message() finds garbage at its first bytes, so that only a host
        // that goes on writing gets here.
        const bool too_much = inbox_.size() > protocol::most_payload_bytes + protocol::header_bytes;
        if (error || too_much) {
          channel_closed_ = true;
        } else {
          read_channel();
        }
      });
}

void PluginProcess::Impl::read_output() {
  link_->output().async_read_some(boost::asio::buffer(output_chunk_),
                                  [this](error_code error, std::size_t count) {
                                    output_.append({output_chunk_.data(), count});
                                    if (!error && output_.bytes() <= spec_.output_limit) read_output();
                                  });
}

tl::expected<std::optional<protocol::Message>, std::string_view> PluginProcess::Impl::take_message() {
  if (inbox_.size() < protocol::header_bytes) return std::nullopt;
  const std::span bytes(inbox_);
  const auto header = protocol::decode_header(bytes.first<protocol::header_bytes>());
  if (!header) return tl::unexpected(header.error());
  // A thread that the plug-in made may crash at any time, so a fault may come between requests.
  const bool is_fault = header->kind == protocol::fault_kind;
  if (header->sequence != sequence_ && !is_fault)
    return tl::unexpected(std::string_view("it answers another request"));
  const std::size_t size = protocol::header_bytes + header->payload_bytes;
  if (inbox_.size() < size) return std::nullopt;
  auto message =
      protocol::decode_payload(*header, bytes.subspan(protocol::header_bytes, header->payload_bytes));
  if (!message) return tl::unexpected(message.error());
  if (inbox_.size() > size) return tl::unexpected(std::string_view("more bytes follow the reply"));
  inbox_.clear();
  return std::move(*message);
}

std::optional<PluginEnd> PluginProcess::Impl::limit_reached(std::string_view call, const Limit& limit,
                                                            Clock::time_point now) {
  if (output_.bytes() > spec_.output_limit) {
    return make_end(PluginEndKind::flood, call, fmt::format("prints more than {} bytes", spec_.output_limit));
  }
  if (now >= deadline_) {
    return make_end(PluginEndKind::hang, call,
                    fmt::format("the process has used its limit of {} ms", spec_.process_limit.count()));
  }
  if (now >= limit.end) {
    return make_end(PluginEndKind::hang, call, fmt::format("no reply within {} ms", limit.length.count()));
  }
  return std::nullopt;
}

bool PluginProcess::Impl::uses_too_much_memory() const {
  return process_id_ != 0 && link_->memory_in_use(process_id_).value_or(0) > spec_.memory_limit;
}

tl::expected<protocol::Message, PluginEnd> PluginProcess::Impl::receive(std::string_view call,
                                                                        std::chrono::milliseconds length) {
  const Clock::time_point begin = Clock::now();
  const Limit limit{length, begin + length};
  Clock::time_point next_look = begin + look_interval;
  std::optional<Clock::time_point> drained_by;
  for (;;) {
    auto message = take_message();
    if (!message) {
      return tl::unexpected(make_end(PluginEndKind::protocol, call,
                                     fmt::format("the host sent no valid reply: {}", message.error())));
    }
    if (*message) return std::move(**message);
    const Clock::time_point now = Clock::now();
    if (channel_closed_ || (drained_by && now >= *drained_by)) return tl::unexpected(closed(call));
    if (auto end = limit_reached(call, limit, now)) return tl::unexpected(std::move(*end));
    if (now >= next_look) {
      next_look = now + look_interval;
      if (uses_too_much_memory()) {
        return tl::unexpected(
            make_end(PluginEndKind::memory, call,
                     fmt::format("uses more than {} MiB of memory", spec_.memory_limit >> 20)));
      }
      // The last message of a dead host may still be in the channel. Usually the channel closes after it; but
      // if a process that the plug-in started holds the channel open, the wait ends after death_grace.
      if (!drained_by && link_->died()) drained_by = now + death_grace;
    }
    io_.restart();
    // A sleeping core takes longer to wake than most calls take (protocol::awake).
    if (now - begin < protocol::awake) {
      if (io_.poll_one() == 0) std::this_thread::yield();
    } else {
      io_.run_one_until(std::min({limit.end, deadline_, next_look}));
    }
  }
}

// The channel closed without a message about a fault.
PluginEnd PluginProcess::Impl::closed(std::string_view call) {
  const HostDeath death = link_->end(death_grace);
  if (death.on_its_own) return describe_death(death, call);
  return make_end(PluginEndKind::protocol, call, "the plug-in closed the channel to its host");
}

tl::unexpected<PluginEnd> PluginProcess::Impl::finish(PluginEnd end) {
  if (link_) {
    link_->end({});
    // Reads the rest of the output. All writers are dead, so the loop ends.
    io_.restart();
    while (output_.bytes() <= spec_.output_limit && io_.poll_one() > 0) {
    }
  }
  if (events_.lines().empty()) events_.begin_other(end.call);
  events_.finish(std::string(to_string(end.kind)) + ": " + end.what);
  end.last_events = events_.lines();
  end.output = output_.take();
  end_ = std::move(end);
  link_.reset();
  return tl::unexpected(*end_);
}

template <class Reply>
PluginResult<Reply> PluginProcess::Impl::ask(const protocol::Message& request, std::string_view call,
                                             std::chrono::milliseconds limit) {
  if (end_) return tl::unexpected(*end_);
  ++sequence_;
  const std::vector<std::uint8_t> frame = protocol::encode(request, sequence_);
  // The write is not waited for: if the host does not read its request, the limit of the call ends it.
  boost::asio::async_write(link_->channel(), boost::asio::buffer(frame), [](error_code, std::size_t) {});
  auto message = receive(call, limit);
  if (!message) return finish(std::move(message.error()));
  if (auto* reply = std::get_if<Reply>(&*message)) return std::move(*reply);
  if (const auto* fault = std::get_if<protocol::Fault>(&*message))
    return finish(describe_fault(*fault, call));
  if (auto* failure = std::get_if<protocol::NotLoaded>(&*message)) {
    return finish(make_end(PluginEndKind::not_loaded, call, std::move(failure->message)));
  }
  return finish(make_end(PluginEndKind::protocol, call, "the host sent a reply of another kind"));
}

tl::unexpected<PluginEnd> PluginProcess::Impl::missing(const PluginCall& call) {
  if (end_) return tl::unexpected(*end_);
  return finish(
      make_end(PluginEndKind::not_loaded, call.function, "the library does not export " + call.function));
}

PluginResult<PluginReply> PluginProcess::Impl::call(const PluginCall& call) {
  assert(find_plugin_function(call.function) != nullptr &&
         find_plugin_function(call.function)->arity == call.arguments.size());
  if (end_) return tl::unexpected(*end_);
  events_.begin(call);
  if (!has(call.function)) return missing(call);
  auto reply = ask<PluginReply>(call, call.function, spec_.call_limit);
  if (reply) events_.finish(to_string(Status(reply->status)));
  return reply;
}

PluginResult<std::vector<std::vector<PluginReply>>> PluginProcess::Impl::call_together(
    std::span<const std::vector<PluginCall>> threads, std::uint32_t rounds) {
  assert(!threads.empty() && threads.size() <= protocol::most_threads && rounds <= protocol::most_rounds);
  if (end_) return tl::unexpected(*end_);
  events_.begin_other(fmt::format("{} threads, {} rounds each", threads.size(), rounds));
  std::string names;
  for (const auto& calls : threads) {
    for (const PluginCall& call : calls) {
      if (!has(call.function)) return missing(call);
      if (names.find(call.function) != std::string::npos) continue;
      names += (names.empty() ? "" : ", ") + call.function;
    }
  }
  auto reply = ask<protocol::RepliesTogether>(
      protocol::CallTogether{rounds, {threads.begin(), threads.end()}}, names, spec_.call_limit);
  if (!reply) return tl::unexpected(std::move(reply.error()));
  events_.finish("done");
  return std::move(reply->threads);
}

PluginResult<PluginProcess::HeapUse> PluginProcess::Impl::heap_use() {
  auto use = ask<protocol::HeapUse>(protocol::AskHeapUse{}, "heap use", spec_.call_limit);
  if (!use) return tl::unexpected(std::move(use.error()));
  return HeapUse{use->bytes, use->blocks};
}

PluginResult<PluginProcess> PluginProcess::start(const PluginSpec& spec) {
  PluginProcess process(std::make_unique<Impl>(spec));
  auto started = process.impl_->start();
  if (!started) return tl::unexpected(std::move(started.error()));
  return process;
}

PluginProcess::PluginProcess(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
PluginProcess::PluginProcess(PluginProcess&&) noexcept = default;
PluginProcess& PluginProcess::operator=(PluginProcess&&) noexcept = default;
PluginProcess::~PluginProcess() = default;

const std::vector<std::string>& PluginProcess::exports() const noexcept { return impl_->exports(); }

bool PluginProcess::has(std::string_view function) const noexcept { return impl_->has(function); }

PluginResult<PluginReply> PluginProcess::call(const PluginCall& call) { return impl_->call(call); }

PluginResult<std::vector<std::vector<PluginReply>>> PluginProcess::call_together(
    std::span<const std::vector<PluginCall>> threads, std::uint32_t rounds) {
  return impl_->call_together(threads, rounds);
}

PluginResult<PluginProcess::HeapUse> PluginProcess::heap_use() { return impl_->heap_use(); }

const std::vector<std::string>& PluginProcess::last_events() const noexcept {
  return impl_->events().lines();
}

}  // namespace mprsim
