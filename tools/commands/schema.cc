// mprsim schema: the JSON Schema of scenario files for editors, and their keys as Markdown for the
// documentation.
#include "scenarios/language/schema.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/language/key_tables.h"
#include "tools/commands/commands.h"
#include "tools/requests/finish.h"

namespace mprsim {
namespace {

enum class SchemaFormat : std::uint8_t { json, markdown };
constexpr std::array<std::string_view, 2> schema_formats{"json", "markdown"};

struct SchemaRequest {
  SchemaFormat format = SchemaFormat::json;
  std::optional<std::string> out;  ///< a file, replaced in one step
};

int print_schema(const SchemaRequest& request, CommandContext& context) {
  return write_or_print(context, request.out,
                        request.format == SchemaFormat::json ? render_schema() : render_key_tables());
}

Action declare_schema(Options& options) {
  auto request = std::make_shared<SchemaRequest>();
  add_format(options, request->format, schema_formats,
             "json (the JSON Schema, unless given) or markdown (tables of all keys)");
  add_text(options, "--out", "FILE", request->out, "Write it to this file");
  return [request](CommandContext& context) { return print_schema(*request, context); };
}

constexpr std::string_view schema_help = R"(Examples:
  mprsim schema --out scenario.schema.json
  mprsim schema --format markdown    the key tables of docs/scenario-format.md

An editor that knows TOML and JSON Schema completes and checks scenario files
with it.)";

}  // namespace

const Command schema_command{"schema", "Print the JSON Schema of scenario files", schema_help,
                             declare_schema};

}  // namespace mprsim
