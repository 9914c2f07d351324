#include "sim/plugin/host/call_recorder.h"

#include <optional>
#include <string>

#include "mock_mpr/text/unicode.h"
#include "sim/plugin/host/platform.h"

namespace mprsim::plugin_host {
namespace {

// The last error when a call begins: a number that no system uses. C libraries read the last error before
// work of their own and set it again afterwards; a SetLastError with this number is such a restore, and not
// the plug-in's doing.
constexpr std::uint32_t error_at_entry = 0x2000'4D50;

thread_local constinit PluginReply* recording =
    nullptr;  // the reply that begin() was given; null: no call under way

}  // namespace

void CallRecorder::begin(PluginReply& reply) {
  recording = &reply;
  mpr_errors() = CallerErrors{};
  mpr_errors().set_last_error(Status(error_at_entry));
  set_system_error(
      error_at_entry);  // last, because the first access to a thread-local variable may change it
}

void CallRecorder::end() {
  PluginReply& reply = *recording;
  recording = nullptr;
  if (const auto& extended = mpr_errors().extended()) {
    reply.extended = {extended->code, to_utf16(extended->text), to_utf16(extended->provider)};
  }
}

// A SetLastError with the present value is not recorded either: the C library of mingw-w64 sets the value
// that it has just read.
std::optional<std::uint32_t> CallRecorder::called(const MprCall& call) {
  const std::uint32_t before =
      last_error();  // first, because an access to a thread-local variable may change it
  if (recording == nullptr) return std::nullopt;
  switch (call.function) {
    case MprFunction::SetLastError:
      if (call.code != error_at_entry && call.code != before) recording->set_last_error.push_back(call.code);
      break;
    case MprFunction::WNetSetLastErrorA:
    case MprFunction::WNetSetLastErrorW:
      break;  // the library keeps it for end()
    default:
      recording->reentries.emplace_back(name(call.function));
  }
  return std::nullopt;
}

}  // namespace mprsim::plugin_host
