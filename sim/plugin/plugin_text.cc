#include "sim/plugin/plugin_text.h"

#include <cstddef>
#include <iterator>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "mock_mpr/text/unicode.h"
#include "sim/plugin/plugin_function.h"

namespace mprsim {
namespace {

constexpr std::size_t most_characters = 80;

std::string quoted(std::u16string_view text) {
  std::string out = "\"";
  const bool cut = text.size() > most_characters;
  for (std::u16string_view rest = text.substr(0, most_characters); !rest.empty();) {
    const CodePoint point = decode_utf16(rest);
    rest.remove_prefix(point.units);
    if (point.value < 0x20 || point.value == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\x{:02X}", static_cast<unsigned>(point.value));
    } else {
      encode_utf8(point.valid ? point.value : replacement_character, [&](char c) { out += c; });
    }
  }
  out += '"';
  if (cut) fmt::format_to(std::back_inserter(out), "… ({} characters)", text.size());
  return out;
}

std::string quoted_or_null(const MaybeText& text) { return text ? quoted(*text) : "NULL"; }

std::string number(std::uint64_t value) {
  return value > 0xFFFF ? fmt::format("{:#x}", value) : fmt::format("{}", value);
}

struct ArgumentText {
  std::string operator()(const NullArgument&) const { return "NULL"; }
  std::string operator()(const PoisonArgument&) const { return "undefined"; }
  std::string operator()(const ValueArgument& argument) const { return number(argument.value); }
  std::string operator()(const TextArgument& argument) const { return quoted(argument.text); }
  std::string operator()(const BufferArgument& argument) const {
    return fmt::format("[{} bytes]", argument.bytes);
  }
  std::string operator()(const CellArgument& argument) const { return "&" + number(argument.value); }
  std::string operator()(const ResourceArgument& argument) const {
    return fmt::format("{{type {}, {}, {}}}", argument.type, quoted_or_null(argument.local),
                       quoted_or_null(argument.remote));
  }
  std::string operator()(const NotifyInfoArgument& argument) const {
    return fmt::format("{{{}, {}, {}}}", argument.notify_status, argument.operation_status,
                       number(argument.context));
  }
  std::string operator()(const NotifyCancelArgument& argument) const {
    return fmt::format("{{{}, {}, {}, {}}}", quoted_or_null(argument.name),
                       argument.provider_is_poison ? "undefined" : quoted_or_null(argument.provider),
                       argument.flags, argument.force ? 1 : 0);
  }
  std::string operator()(const NotifyAddArgument& argument) const {
    return fmt::format("{{{}, {}, {}}}", number(argument.owner_window), (*this)(argument.resource),
                       argument.flags);
  }
};

std::string_view part_name(protocol::Part part) noexcept {
  using protocol::Part;
  switch (part) {
    case Part::whole:
      return {};
    case Part::local_name:
      return "lpLocalName";
    case Part::remote_name:
      return "lpRemoteName";
    case Part::comment:
      return "lpComment";
    case Part::provider:
      return "lpProvider";
    case Part::name:
      return "lpName";
  }
  return {};
}

const PluginFunction* function_at(std::uint32_t index) noexcept {
  const auto all = all_plugin_functions();
  return index < all.size() ? &all[index] : nullptr;
}

// "argument 2 (lpNetResource->lpRemoteName)". People count arguments from 1.
std::string argument_text(const protocol::Fault& fault) {
  std::string out = fmt::format("argument {}", std::uint64_t{fault.argument} + 1);
  const PluginFunction* function = function_at(fault.argument_function);
  if (function == nullptr) return out;
  fmt::format_to(std::back_inserter(out), " ({}", parameter_name(*function, fault.argument));
  if (const auto part = part_name(fault.part); !part.empty()) {
    fmt::format_to(std::back_inserter(out), "->{}", part);
  }
  return out + ")";
}

std::string_view verb(protocol::Access access) noexcept {
  switch (access) {
    case protocol::Access::unknown:
      return "touches";
    case protocol::Access::read:
      return "reads";
    case protocol::Access::write:
      return "writes";
    case protocol::Access::execute:
      return "executes";
  }
  return {};
}

std::string place_text(const protocol::Fault& fault) {
  const std::string argument = argument_text(fault);
  const std::string_view does = verb(fault.access);
  switch (fault.place) {
    case protocol::Place::elsewhere:
      break;
    case protocol::Place::past_end:
      if (fault.offset == 0) return fmt::format("{} just past the end of {}", does, argument);
      return fmt::format("{} {} bytes past the end of {}", does, fault.offset, argument);
    case protocol::Place::before_start:
      return fmt::format("{} {} bytes before the start of {}", does, -fault.offset, argument);
    case protocol::Place::inside:
      return fmt::format("{} into {} at byte {}, which is input", does, argument, fault.offset);
    case protocol::Place::poison:
      return fmt::format("{} through {}, which is undefined", does, argument);
    case protocol::Place::returned: {
      const PluginFunction* function = function_at(fault.argument_function);
      return fmt::format("{} {} of {}, which had returned", does, argument,
                         function != nullptr ? function->name : "a call");
    }
  }
  return {};
}

std::string crash_text(const protocol::Fault& fault) {
  std::string out = fault_name(fault.code);
  if (!fault.has_address) return out;
  switch (fault.access) {
    case protocol::Access::unknown:
      out += " at";
      break;
    case protocol::Access::read:
      out += " reading";
      break;
    case protocol::Access::write:
      out += " writing";
      break;
    case protocol::Access::execute:
      out += " executing";
      break;
  }
  return fmt::format("{} address {:#x}", out, fault.address);
}

PluginEndKind kind_of(const protocol::Fault& fault) noexcept {
  if (fault.place == protocol::Place::poison) return PluginEndKind::poison;
  if (fault.place != protocol::Place::elsewhere) return PluginEndKind::overrun;
  return fault.out_of_memory ? PluginEndKind::memory : PluginEndKind::crash;
}

}  // namespace

std::string to_string(const PluginCall& call) {
  std::string out = call.function + "(";
  std::string_view separator;
  for (const PluginArgument& argument : call.arguments) {
    out += separator;
    out += std::visit(ArgumentText{}, argument);
    separator = ", ";
  }
  return out + ")";
}

std::string_view to_string(PluginEndKind kind) noexcept {
  switch (kind) {
    case PluginEndKind::crash:
      return "crash";
    case PluginEndKind::overrun:
      return "overrun";
    case PluginEndKind::poison:
      return "poison";
    case PluginEndKind::exit:
      return "exit";
    case PluginEndKind::hang:
      return "hang";
    case PluginEndKind::memory:
      return "memory";
    case PluginEndKind::flood:
      return "flood";
    case PluginEndKind::protocol:
      return "protocol";
    case PluginEndKind::not_loaded:
      return "not_loaded";
  }
  return {};
}

PluginEnd describe_fault(const protocol::Fault& fault, std::string_view call) {
  PluginEnd end;
  end.kind = kind_of(fault);
  const PluginFunction* function = function_at(fault.function);
  end.call = function != nullptr ? function->name : call;
  end.writing = fault.access == protocol::Access::write;
  if (fault.place == protocol::Place::elsewhere) {
    end.what = crash_text(fault);
    if (end.kind == PluginEndKind::memory) end.what += ", with no memory left";
    return end;
  }
  end.what = place_text(fault);
  end.argument = fault.argument;
  const bool measured =
      fault.place == protocol::Place::past_end || fault.place == protocol::Place::before_start;
  end.offset = measured ? fault.offset : 0;
  return end;
}

PluginEnd describe_death(const HostDeath& death, std::string_view call) {
  PluginEnd end;
  end.call = call;
  end.kind = death.by_signal ? PluginEndKind::crash : PluginEndKind::exit;
  end.what = death.by_signal ? fault_name(death.code) : fmt::format("exit code {}", death.code);
  return end;
}

}  // namespace mprsim
