#include "tools/conformance/call_text.h"

#include <variant>

#include "mock_mpr/facts/np_function.h"
#include "mock_mpr/text/unicode.h"
#include "scenarios/language/diagnostics.h"
#include "sim/plugin/plugin_function.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

std::string yes_or_no(bool value) { return value ? "TRUE" : "FALSE"; }

struct Describe {
  std::string operator()(const NullArgument&) const { return "NULL"; }
  std::string operator()(const PoisonArgument&) const { return "undefined"; }
  std::string operator()(const ValueArgument& value) const { return std::to_string(value.value); }
  std::string operator()(const TextArgument& text) const { return described(MaybeText(text.text)); }
  std::string operator()(const BufferArgument& buffer) const {
    return concat({"buffer of ", std::to_string(buffer.bytes), " bytes"});
  }
  std::string operator()(const CellArgument& cell) const {
    return cell.is_handle ? "&handle" : std::to_string(cell.value);
  }
  std::string operator()(const ResourceArgument& resource) const {
    return concat({"{", described(resource.local), ", ", described(resource.remote), "}"});
  }
  std::string operator()(const NotifyInfoArgument& info) const {
    const bool before = info.notify_status == 1;
    return concat({before ? "NOTIFY_PRE" : "NOTIFY_POST", ", ",
                   before ? std::string("lpContext=NULL")
                          : concat({"dwOperationStatus=", described(Status{info.operation_status})})});
  }
  std::string operator()(const NotifyCancelArgument& cancel) const {
    return concat({"{", described(cancel.name), ", lpProvider=",
                   cancel.provider_is_poison ? std::string("undefined") : described(cancel.provider),
                   ", dwFlags=", std::to_string(cancel.flags), ", fForce=", yes_or_no(cancel.force), "}"});
  }
  std::string operator()(const NotifyAddArgument& add) const {
    return concat({(*this)(add.resource), ", dwAddFlags=", std::to_string(add.flags)});
  }
};

// By the naming of Windows: fForce is a BOOL, hEnum a HANDLE. The number of a handle differs from run to run.
bool is_named_as(const PluginCall& call, std::size_t argument, char kind) {
  const PluginFunction* function = find_plugin_function(call.function);
  if (function == nullptr) return false;
  const std::string_view name = parameter_name(*function, argument);
  return name.size() > 1 && name[0] == kind && name[1] >= 'A' && name[1] <= 'Z';
}

// The indexes of NPGetCaps have names.
std::string index_name(const PluginCall& call, const ValueArgument& value) {
  if (call.function != info(NpFunction::NPGetCaps).name) return std::to_string(value.value);
  for (const WnncIndex& index : all_wnnc_indexes()) {
    if (index.number == value.value) return std::string(index.name);
  }
  return std::to_string(value.value);
}

}  // namespace

std::string described(Status status) {
  const std::string_view known = name(status);
  return known.empty() ? std::to_string(status.code())
                       : concat({known, " (", std::to_string(status.code()), ")"});
}

std::string described(const MaybeText& name) {
  return name ? concat({"\"", visible(to_utf8(std::u16string_view(*name))), "\""}) : "NULL";
}

std::string described(const PluginCall& call) {
  std::string text = concat({call.function, "("});
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (i > 0) text += ", ";
    const auto* value = std::get_if<ValueArgument>(&call.arguments[i]);
    if (value != nullptr && is_named_as(call, i, 'f')) {
      text += yes_or_no(value->value != 0);
    } else if (value != nullptr && is_named_as(call, i, 'h')) {
      text += value->value == 0 ? "NULL" : "handle";
    } else if (value != nullptr) {
      text += index_name(call, *value);
    } else {
      text += std::visit(Describe{}, call.arguments[i]);
    }
  }
  return text + ")";
}

std::string described(const BenchRequest& request) {
  std::string text = concat({info(request.action).function, "("});
  switch (request.action) {
    case BenchAction::connect:
      text += concat({described(request.name), ", ", described(MaybeText(request.remote))});
      break;
    case BenchAction::open_file:
    case BenchAction::start_job:
    case BenchAction::start_use:
      text += described(request.name);
      break;
    case BenchAction::touch_file:
    case BenchAction::close_file:
    case BenchAction::end_job:
    case BenchAction::end_use:
      text += "handle";
      break;
    case BenchAction::stop_network:
    case BenchAction::start_network:
      text += yes_or_no(request.action == BenchAction::stop_network);
      break;
    case BenchAction::reset:
      break;
  }
  return text + ")";
}

}  // namespace mprsim
