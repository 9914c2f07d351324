// HostLink: one host process as the operating system sees it. It is started, watched and ended here;
// host_link_posix.cc and host_link_windows.cc implement the class.
//
// Page: docs/architecture.md, "Plug-ins live in a process of their own". Thread-safety: one thread at a time.
// Failure: open() says why a host cannot be started. Nothing throws but std::bad_alloc.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#if defined(BOOST_ASIO_HAS_WINDOWS_STREAM_HANDLE)
#include <boost/asio/windows/stream_handle.hpp>
#else
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#endif

#include <tl/expected.hpp>

#include "sim/plugin/host_death.h"

namespace mprsim {

class HostLink {
 public:
#if defined(BOOST_ASIO_HAS_WINDOWS_STREAM_HANDLE)
  using ChannelStream = boost::asio::windows::stream_handle;
  using OutputStream = boost::asio::windows::stream_handle;
#else
  /// A socket rather than a pipe: a write to a closed socket can fail with an error instead of SIGPIPE.
  using ChannelStream = boost::asio::local::stream_protocol::socket;
  using OutputStream = boost::asio::posix::stream_descriptor;
#endif

  /// Starts `program` with an empty standard input. `memory_limit` is in bytes; Windows sets it here, and on
  /// Linux the host limits itself. On failure no process is left, and the message says why: "cannot start
  /// mprsim-host: No such file or directory". `io` must outlive the link.
  static tl::expected<std::unique_ptr<HostLink>, std::string> open(boost::asio::io_context& io,
                                                                   const std::string& program,
                                                                   std::uint64_t memory_limit);
  /// Ends the host if end() was not called, without grace.
  virtual ~HostLink() = default;
  HostLink(const HostLink&) = delete;
  HostLink& operator=(const HostLink&) = delete;

  /// The stream of protocol messages, in both directions.
  virtual ChannelStream& channel() = 0;
  /// The standard output and error of the host, together.
  virtual OutputStream& output() = 0;

  /// True if the host has died. The end of the channel does not always say so: a process that the plug-in
  /// started may hold the channel open. So the driver calls this every few milliseconds. What the host wrote
  /// last may still have to be read.
  virtual bool died() noexcept = 0;

  /// Ends the host and every process that it started, within a bounded time, and says how the host ended. A
  /// host that is about to end on its own gets `grace` for that. A second call returns the same value.
  virtual HostDeath end(std::chrono::milliseconds grace) noexcept = 0;

  /// How many bytes of memory the process uses; empty if the system does not say.
  virtual std::optional<std::uint64_t> memory_in_use(std::uint64_t process_id) const noexcept = 0;

 protected:
  HostLink() = default;
};

}  // namespace mprsim
