#include "mock_mpr/trace/trace_text.h"

#include <algorithm>
#include <vector>

#include "mock_mpr/trace/trace_line.h"

namespace mprsim {
namespace {

// What is longer than these does not widen its column: it pushes the rest of its own line and nothing else.
constexpr std::size_t widest_who = 24;
constexpr std::size_t widest_action = 80;
constexpr std::size_t latest_reason = 136;

constexpr std::size_t result_gap = 1;
constexpr std::size_t reason_gap = 3;

struct Row {
  std::string time;
  std::string call;  // "[2]"; empty unless the calls have to be told apart
  TraceLine line;
};

// In characters.
struct Columns {
  std::size_t time = 0;  // widths
  std::size_t call = 0;  // 0: the column is not shown
  std::size_t who = 0;   // the columns where these begin
  std::size_t action = 0;
  std::size_t result = 0;
  std::size_t reason = 0;
};

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Whether a reader could not tell from the order of the lines which call they belong to: several applications
// called, or one call began inside another.
bool needs_call_numbers(const Trace& trace) {
  NameId app = NameId::null;
  std::vector<std::uint32_t> under_way;
  for (const Event& event : trace.events()) {
    if (event.kind == EventKind::call_begins) {
      if (app != NameId::null && app != event.subject) return true;
      app = event.subject;
      if (std::ranges::any_of(under_way, [&](std::uint32_t call) { return call != event.call; })) return true;
      under_way.push_back(event.call);
    } else if (event.kind == EventKind::call_ends) {
      std::erase(under_way, event.call);
    }
  }
  return false;
}

std::vector<Row> rows_of(const Trace& trace) {
  const bool numbered = needs_call_numbers(trace);
  std::vector<Row> rows;
  rows.reserve(trace.events().size());
  for (const Event& event : trace.events()) {
    Row row{format_seconds(event.at_ms), {}, describe(trace, event)};
    if (numbered && event.call != 0) row.call = '[' + std::to_string(event.call) + ']';
    rows.push_back(std::move(row));
  }
  return rows;
}

void widen(std::size_t& width, std::size_t candidate, std::size_t widest) {
  if (candidate <= widest) width = std::max(width, candidate);
}

// Where the line ends that the reason is to follow.
std::size_t end_before_reason(const Columns& columns, const TraceLine& line) {
  const std::size_t end = columns.action + characters(line.action);
  return line.result.empty() ? end : std::max(end + result_gap, columns.result) + characters(line.result);
}

Columns measure(const std::vector<Row>& rows) {
  Columns columns;
  std::size_t who = 0;
  std::size_t action = 0;
  for (const Row& row : rows) {
    columns.time = std::max(columns.time, row.time.size());
    columns.call = std::max(columns.call, row.call.size());
    widen(who, characters(row.line.who), widest_who);
    if (!row.line.result.empty()) widen(action, characters(row.line.action), widest_action);
  }
  columns.who = columns.time + 2 + (columns.call == 0 ? 0 : columns.call + 1);
  columns.action = columns.who + who + 2;
  columns.result = columns.action + action + result_gap;
  for (const Row& row : rows) {
    if (row.line.reason.empty()) continue;
    widen(columns.reason, end_before_reason(columns, row.line) + reason_gap, latest_reason);
  }
  return columns;
}

// One line of output that knows how many characters it has.
class LineWriter {
 public:
  explicit LineWriter(std::string& out) : out_(out) {}

  // At a column, or after a gap where the line is already past it.
  void put(std::size_t column, std::size_t gap, std::string_view text) {
    if (text.empty()) return;
    const std::size_t start = width_ == 0 ? column : std::max(column, width_ + gap);
    out_.append(start - width_, ' ');
    out_ += text;
    width_ = start + characters(text);
  }
  void end() { out_ += '\n'; }

 private:
  std::string& out_;
  std::size_t width_ = 0;
};

void write(std::string& out, const Columns& columns, const Row& row) {
  LineWriter line(out);
  line.put(columns.time - row.time.size(), 0, row.time);
  line.put(columns.time + 2, 2, row.call);
  line.put(columns.who, 1, row.line.who);
  line.put(columns.action, 2, row.line.action);
  line.put(columns.result, result_gap, row.line.result);
  line.put(columns.reason, reason_gap, row.line.reason);
  line.end();
}

}  // namespace

std::string render_text(const Trace& trace) {
  const std::vector<Row> rows = rows_of(trace);
  const Columns columns = measure(rows);
  std::string out;
  for (const Row& row : rows) write(out, columns, row);
  if (trace.full() && !trace.ended()) {
    out += "(the trace is full after " + std::to_string(rows.size()) + " events: later ones are missing)\n";
  }
  return out;
}

}  // namespace mprsim
