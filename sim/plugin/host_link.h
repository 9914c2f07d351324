// The operating system's side of one host process: it is started, watched and ended here, in
// host_link_posix.cc and host_link_windows.cc.
//
// Used by one thread at a time. Nothing throws but std::bad_alloc.
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
  // A socket: whoever writes to one that is closed gets an error rather than SIGPIPE.
  using ChannelStream = boost::asio::local::stream_protocol::socket;
  using OutputStream = boost::asio::posix::stream_descriptor;
#endif

  /// Starts `program`. Its standard input is empty. `memory_limit` is in bytes, for systems where whoever
  /// starts a process limits it; elsewhere the host limits itself. On failure nothing runs, and the message
  /// says what was tried: "cannot start mprsim-host: No such file or directory".
  static tl::expected<std::unique_ptr<HostLink>, std::string> open(boost::asio::io_context& io,
                                                                   const std::string& program,
                                                                   std::uint64_t memory_limit);
  virtual ~HostLink() = default;
  HostLink(const HostLink&) = delete;
  HostLink& operator=(const HostLink&) = delete;

  /// The protocol's way, both directions.
  virtual ChannelStream& channel() = 0;
  /// Standard output and error.
  virtual OutputStream& output() = 0;

  /// Whether the host has died. To be asked now and then: what it wrote last may not have come yet, and what
  /// it started may hold its end of the channel.
  virtual bool died() noexcept = 0;

  /// Ends the host and all that it started, within a bounded time. If it ended on its own, it is given
  /// `grace` to finish with that. The second call returns the same.
  virtual HostDeath end(std::chrono::milliseconds grace) noexcept = 0;

  /// Bytes of memory that the process uses; nothing if it cannot be known.
  virtual std::optional<std::uint64_t> memory_in_use(std::uint64_t process_id) const noexcept = 0;

 protected:
  HostLink() = default;
};

}  // namespace mprsim
