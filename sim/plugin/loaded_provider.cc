#include "sim/plugin/loaded_provider.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>

#include "mock_mpr/text/unicode.h"

namespace mprsim {
namespace {

constexpr std::uint32_t first_name_characters = 128;
constexpr std::uint32_t first_buffer_bytes = 16'384;
constexpr std::uint32_t most_buffer_bytes = 1U << 20;
constexpr std::size_t most_answers = 65'536;
constexpr std::uint32_t as_many_as_fit = 0xFFFF'FFFF;

TextArgument text(std::string_view utf8) { return {to_utf16(utf8)}; }

MaybeText maybe_text(const std::optional<std::string>& utf8) {
  return utf8 ? MaybeText(to_utf16(*utf8)) : std::nullopt;
}

PluginArgument optional_text(const std::optional<std::string>& utf8) {
  if (!utf8) return NullArgument{};
  return text(*utf8);
}

// A buffer as the plug-in left it. Its pointers are addresses in the plug-in's process: they are compared
// with the address at which the buffer stood there, and never followed.
class AnswerBuffer {
 public:
  explicit AnswerBuffer(const ArgumentAfter& argument) noexcept
      : bytes_(argument.bytes), address_(argument.address) {}

  template <class Integer>
  std::optional<Integer> integer(std::size_t offset) const {
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(Integer)) return std::nullopt;
    Integer value = 0;
    for (std::size_t i = 0; i < sizeof(Integer); ++i) {
      value = static_cast<Integer>(value |
                                   static_cast<Integer>(static_cast<Integer>(bytes_[offset + i]) << (8 * i)));
    }
    return value;
  }

  // The string that the pointer at `offset` points to; empty unless all of it, with its NUL, stands in the
  // buffer.
  std::optional<std::string> string(std::size_t offset) const {
    const auto pointer = integer<std::uint64_t>(offset);
    if (!pointer || *pointer < address_) return std::nullopt;
    std::u16string characters;
    for (std::uint64_t at = *pointer - address_; at < bytes_.size(); at += sizeof(char16_t)) {
      const auto unit = integer<std::uint16_t>(static_cast<std::size_t>(at));
      if (!unit) break;
      if (*unit == 0) return to_utf8(std::u16string_view(characters));
      characters.push_back(static_cast<char16_t>(*unit));
    }
    return std::nullopt;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  std::uint64_t address_;
};

// The size of a NETRESOURCEW if pointers have 64 bits. The offsets below are those of its members.
constexpr std::size_t resource_bytes = 48;

std::vector<LoadedResource> resources_in(const AnswerBuffer& buffer, std::uint64_t count) {
  std::vector<LoadedResource> resources;
  for (std::size_t at = 0; resources.size() < count && buffer.integer<std::uint64_t>(at + resource_bytes - 8);
       at += resource_bytes) {
    LoadedResource resource;
    resource.scope = *buffer.integer<std::uint32_t>(at);
    resource.type = *buffer.integer<std::uint32_t>(at + 4);
    resource.display_type = *buffer.integer<std::uint32_t>(at + 8);
    resource.usage = *buffer.integer<std::uint32_t>(at + 12);
    resource.local = buffer.string(at + 16);
    resource.remote = buffer.string(at + 24);
    resource.comment = buffer.string(at + 32);
    resource.provider = buffer.string(at + 40);
    resources.push_back(std::move(resource));
  }
  return resources;
}

// Calls a function if it is exported; otherwise the reply is WN_NOT_SUPPORTED.
PluginResult<PluginReply> call_exported(PluginProcess& process, std::string_view function,
                                        std::vector<PluginArgument> arguments) {
  if (!process.has(function)) {
    PluginReply reply;
    reply.status = wn::not_supported.code();
    reply.arguments.resize(arguments.size());
    return reply;
  }
  return process.call({std::string(function), std::move(arguments)});
}

PluginResult<Status> status_of(PluginResult<PluginReply> reply) {
  if (!reply) return tl::unexpected(std::move(reply.error()));
  return Status(reply->status);
}

}  // namespace

PluginResult<PluginReply> LoadedProvider::call(std::string_view function,
                                               std::vector<PluginArgument> arguments) {
  auto reply = call_exported(*process_, function, std::move(arguments));
  if (!reply) return reply;
  std::ranges::copy(reply->set_last_error, std::back_inserter(left_behind_.set_last_error));
  std::ranges::copy(reply->reentries, std::back_inserter(left_behind_.reentries));
  if (reply->extended) left_behind_.extended = reply->extended;
  return reply;
}

PluginResult<std::uint32_t> LoadedProvider::capabilities(std::uint32_t index) {
  if (!process_->has("NPGetCaps")) return 0;
  auto reply = call("NPGetCaps", {ValueArgument{index}});
  if (!reply) return tl::unexpected(std::move(reply.error()));
  return reply->status;
}

PluginResult<Status> LoadedProvider::cancel_connection(std::string_view name, bool force) {
  return status_of(call("NPCancelConnection", {text(name), ValueArgument{force ? 1U : 0U}}));
}

PluginResult<Status> LoadedProvider::add_connection(const Add& add) {
  ResourceArgument resource;
  resource.type = add.type;
  resource.local = maybe_text(add.local);
  resource.remote = to_utf16(add.remote);
  const PluginArgument password = optional_text(add.password);
  const PluginArgument user = optional_text(add.user);
  if (!process_->has("NPAddConnection3")) {
    return status_of(call("NPAddConnection", {resource, password, user}));
  }
  return status_of(
      call("NPAddConnection3", {NullArgument{}, resource, password, user, ValueArgument{add.flags}}));
}

PluginResult<LoadedProvider::Connection> LoadedProvider::get_connection(std::string_view local) {
  std::uint32_t characters = first_name_characters;
  for (;;) {
    auto reply =
        call("NPGetConnection", {text(local), BufferArgument{characters * 2}, CellArgument{characters}});
    if (!reply) return tl::unexpected(std::move(reply.error()));
    const Status status(reply->status);
    const std::uint64_t needed = reply->arguments[2].value;
    if (status == wn::more_data && needed > characters && needed <= most_buffer_bytes / 2) {
      characters = static_cast<std::uint32_t>(needed);
      continue;
    }
    if (!status.ok()) return Connection{status, {}};
    std::u16string remote;
    const AnswerBuffer buffer(reply->arguments[1]);
    for (std::size_t at = 0; const auto unit = buffer.integer<std::uint16_t>(at); at += 2) {
      if (*unit == 0) break;
      remote.push_back(static_cast<char16_t>(*unit));
    }
    return Connection{status, to_utf8(std::u16string_view(remote))};
  }
}

PluginResult<LoadedProvider::Enumeration> LoadedProvider::enumerate(std::uint32_t scope, std::uint32_t type,
                                                                    std::uint32_t usage) {
  auto opened = call("NPOpenEnum", {ValueArgument{scope}, ValueArgument{type}, ValueArgument{usage},
                                    NullArgument{}, CellArgument{0, true}});
  if (!opened) return tl::unexpected(std::move(opened.error()));
  Enumeration result{Status(opened->status), {}};
  if (!result.status.ok()) return result;

  const ValueArgument handle{opened->arguments[4].value};
  std::uint32_t bytes = first_buffer_bytes;
  result.status = wn::out_of_memory;
  for (std::size_t answers = 0; answers < most_answers && result.resources.size() < most_answers; ++answers) {
    auto reply = call("NPEnumResource",
                      {handle, CellArgument{as_many_as_fit}, BufferArgument{bytes}, CellArgument{bytes}});
    if (!reply) return tl::unexpected(std::move(reply.error()));
    const Status status(reply->status);
    const std::uint64_t needed = reply->arguments[3].value;
    if (status == wn::more_data && needed > bytes && needed <= most_buffer_bytes) {
      bytes = static_cast<std::uint32_t>(needed);
      continue;
    }
    if (!status.ok()) {
      result.status = status == wn::no_more_entries ? wn::success : status;
      break;
    }
    auto page = resources_in(AnswerBuffer(reply->arguments[2]), reply->arguments[1].value);
    std::ranges::move(page, std::back_inserter(result.resources));
  }
  auto closed = call("NPCloseEnum", {handle});
  if (!closed) return tl::unexpected(std::move(closed.error()));
  return result;
}

namespace {

PluginResult<LoadedNotifyee::Answer> answer_of(PluginResult<PluginReply> reply) {
  if (!reply) return tl::unexpected(std::move(reply.error()));
  return LoadedNotifyee::Answer{Status(reply->status), reply->arguments[0].value,
                                reply->arguments[0].changed || reply->arguments[1].changed};
}

}  // namespace

PluginResult<LoadedNotifyee::Answer> LoadedNotifyee::notify(const NotifyInfoArgument& info,
                                                            const NotifyCancelArgument& cancel) {
  return answer_of(call_exported(*process_, "CancelConnectNotify", {info, cancel}));
}

PluginResult<LoadedNotifyee::Answer> LoadedNotifyee::notify(const NotifyInfoArgument& info,
                                                            const NotifyAddArgument& add) {
  return answer_of(call_exported(*process_, "AddConnectNotify", {info, add}));
}

}  // namespace mprsim
