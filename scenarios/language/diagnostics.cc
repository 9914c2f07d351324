#include "scenarios/language/diagnostics.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "mock_mpr/text/unicode.h"

namespace mprsim {
namespace {

constexpr std::size_t shown_at_most = 100;  // diagnostics of one file
constexpr std::size_t text_columns = 60;    // of a text inside a message
constexpr std::size_t left_columns = 70;    // of a quoted line, before the caret
constexpr std::size_t line_columns = 110;   // of a quoted line
constexpr std::size_t listed_words = 20;

struct Cell {
  std::string text;
  std::size_t width;
};

// A tab is shown as one space: its column counts as one, and the caret must stand below it.
Cell make_cell(std::string_view line, std::size_t at, const CodePoint& character) {
  if (character.valid && character.value == '\t') return {" ", 1};
  Cell cell{printable(line, at, character), 0};
  const bool escaped = !character.valid || misleads(character.value);
  cell.width = escaped ? cell.text.size() : column_width(character.value);
  return cell;
}

struct Excerpt {
  std::string text;
  std::size_t caret = 0;  // columns before the caret
};

// The part of a line around a column (from 1), clipped on both sides.
Excerpt excerpt(std::string_view line, std::size_t column) {
  std::size_t caret = 0;
  for (std::size_t at = 0; at < line.size() && caret + 1 < column; ++caret) at += decode_utf8(line, at).units;

  // Cells that cannot be inside the window are never made: a line may be a megabyte long.
  std::vector<Cell> cells;
  std::size_t first = 0;
  std::size_t index = 0;
  std::size_t at = 0;
  for (; at < line.size() && index < caret + line_columns; ++index) {
    const auto character = decode_utf8(line, at);
    if (index + left_columns >= caret) {
      if (cells.empty()) first = index;
      cells.push_back(make_cell(line, at, character));
    }
    at += character.units;
  }
  const bool more_right = at < line.size();

  const std::size_t middle = std::min(caret - std::min(caret, first), cells.size());
  std::size_t begin = middle;
  std::size_t before = 0;
  while (begin > 0 && before + cells[begin - 1].width <= left_columns) before += cells[--begin].width;
  std::size_t end = middle;
  std::size_t total = before;
  while (end < cells.size() && total + cells[end].width <= line_columns) total += cells[end++].width;

  Excerpt result;
  const bool clipped_left = first + begin > 0;
  if (clipped_left) result.text += "...";
  for (std::size_t cell = begin; cell < end; ++cell) result.text += cells[cell].text;
  if (end < cells.size() || more_right) result.text += "...";
  result.caret = before + (clipped_left ? 3 : 0);
  return result;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void render_line(std::string& out, std::string_view line, const Location& where, const std::string& margin) {
  const auto shown = excerpt(line, where.column);
  const auto number = std::to_string(where.line);
  out += std::string(margin.size() - std::min(margin.size(), number.size()), ' ') + number + " | " +
         shown.text + '\n';
  out += margin + " | " + std::string(shown.caret, ' ') + "^\n";
}

}  // namespace

std::string concat(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  std::string text;
  text.reserve(size);
  for (const auto part : parts) text += part;
  return text;
}

std::string printable(std::string_view text) {
  std::string shown;
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = decode_utf8(text, at);
    if (++columns > text_columns) return shown + "...";
    shown += printable(text, at, character);
    at += character.units;
  }
  return shown;
}

std::string quoted(std::string_view text) { return concat({"\"", printable(text), "\""}); }

std::string quoted_list(const std::vector<std::string_view>& words) {
  std::string text;
  const std::size_t count = std::min(words.size(), listed_words);
  for (std::size_t index = 0; index < count; ++index) {
    if (index > 0) text += index + 1 == words.size() ? " and " : ", ";
    text += quoted(words[index]);
  }
  if (count < words.size()) text += ", ...";
  return text;
}

void sort_and_limit(Diagnostics& diagnostics) {
  std::ranges::stable_sort(diagnostics, {}, [](const Diagnostic& diagnostic) {
    return std::tuple(diagnostic.where.line, diagnostic.where.column);
  });
  if (diagnostics.size() <= shown_at_most) return;
  const auto more = std::to_string(diagnostics.size() - shown_at_most);
  const auto where = diagnostics[shown_at_most].where;
  diagnostics.resize(shown_at_most);
  diagnostics.push_back({where, concat({more, " more mistakes from here on"}), {}});
}

std::string render(const Diagnostics& diagnostics, std::string_view path, std::string_view text) {
  const auto lines = split_lines(text);
  std::string file;
  for (std::size_t at = 0; at < path.size();) {
    const auto character = decode_utf8(path, at);
    file += printable(path, at, character);
    at += character.units;
  }
  std::string out;
  for (const auto& [where, message, hint] : diagnostics) {
    out += file;
    if (where.line > 0) {
      out += concat({":", std::to_string(where.line), ":", std::to_string(where.column)});
    }
    out += concat({": error: ", message, "\n"});
    const std::string margin(5, ' ');
    if (where.line > 0 && where.line <= lines.size()) render_line(out, lines[where.line - 1], where, margin);
    if (!hint.empty()) out += concat({margin, "   hint: ", hint, "\n"});
  }
  return out;
}

}  // namespace mprsim
