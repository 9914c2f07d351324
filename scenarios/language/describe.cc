#include "scenarios/language/describe.h"

#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

std::string describe_one(const Type& type) {
  switch (type.form) {
    case Form::flag:
      return "true or false";
    case Form::yes:
      return "true";
    case Form::whole:
      return concat({"a whole number from ", std::to_string(type.least), " to ", std::to_string(type.most)});
    case Form::text:
    case Form::prose:
    case Form::any_name:
      return type.noun == Noun::none ? "a string" : "a name";
    case Form::null_name:
      return "a name, or false for NULL";
    case Form::device:
      return R"(a device such as "Z:" or "LPT1")";
    case Form::remote:
      return R"(a remote name such as '\\server\share')";
    case Form::duration:
      return R"(a time such as "20ms", "1.5s", "2m" or "1h")";
    case Form::start_time:
      return R"(0, 1, "unknown" or a time such as "5s")";
    case Form::status:
      return R"(a status such as "WN_NOT_CONNECTED" or 2250)";
    case Form::answer:
      return R"("truth", or a status such as "WN_NOT_CONNECTED" or 2250)";
    case Form::rule:
      return R"(the slug of a rule such as "route.stop-at-success")";
    case Form::choice: {
      const auto choices = type.choices();
      return concat({choices.size() > 1 ? "one of " : "", quoted_list({choices.begin(), choices.end()})});
    }
    case Form::np_function:
      return R"(a function of a provider such as "NPCancelConnection")";
    case Form::notice:
      return R"("name:before" or "name:after" of a notifyee)";
    case Form::table:
      return "a table";
    case Form::answer_lists:
      return "a list of answers, or a table of such lists";
    case Form::time_range:
      return R"(a time such as "20ms", or a table { from, to } of two)";
    case Form::fault_plan:
      return R"(a list of kinds such as "hang", or a table)";
    case Form::policy:
      return "a table of policy switches";
    case Form::words:
      return "a table";
  }
  return {};
}

}  // namespace

std::string describe(const Type& type) {
  const auto one = describe_one(type);
  if (type.many == Many::one) return one;
  if (type.form == Form::table) return "a list of tables";
  if (type.many == Many::list) return concat({"a list, each entry ", one});
  return concat({one, ", or a list of these"});
}

}  // namespace mprsim
