#include "tests/meta/rooms.h"

#include <algorithm>
#include <sstream>

#include "tests/meta/source_tree.h"

namespace mprsim::meta {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  for (std::size_t end = line.find('|'); end != line.npos; end = line.find('|')) {
    columns.push_back(trimmed(line.substr(0, end)));
    line.remove_prefix(end + 1);
  }
  columns.push_back(trimmed(line));
  return columns;
}

// The folders that a second column names: "top" is the layer's own, all others are below it.
std::vector<std::string> used_folders(std::string_view layer, std::string_view column) {
  std::vector<std::string> folders;
  std::istringstream words{std::string(column)};
  for (std::string word; words >> word;) {
    if (word == "nothing" || word == "apart") continue;
    folders.push_back(word == "top" ? std::string(layer) : std::string(layer) + "/" + word);
  }
  return folders;
}

}  // namespace

std::string_view layer_of(std::string_view path) { return path.substr(0, path.find('/')); }

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

Rooms::Rooms(std::string_view text) {
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    if (!trimmed(line).empty() && !trimmed(line).starts_with('#')) read_line(number, line);
  }
}

void Rooms::read_line(std::size_t number, std::string_view line) {
  const auto columns = columns_of(line);
  if (columns.size() != 3 || std::ranges::any_of(columns, &std::string_view::empty)) {
    unread_.push_back(finding(rooms_file, number, "a line is: room | rooms it uses | what it is for"));
    return;
  }
  rooms_.push_back({number, std::string(columns[0]), used_folders(layer_of(columns[0]), columns[1]),
                    columns[1].starts_with("apart"), std::string(columns[2])});
}

const Room* Rooms::find(std::string_view folder) const {
  const auto found = std::ranges::find(rooms_, folder, &Room::folder);
  return found == rooms_.end() ? nullptr : &*found;
}

std::vector<std::pair<std::string, std::string>> Rooms::arrows() const {
  std::vector<std::pair<std::string, std::string>> arrows;
  for (const Room& room : rooms_) {
    for (const std::string& used : room.uses) arrows.emplace_back(room.folder, used);
  }
  return arrows;
}

bool Rooms::has_path(std::string_view from, std::string_view to) const {
  // Every room is visited once, so that a circle ends as well.
  std::vector<std::string_view> reached = {from};
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const Room* room = find(reached[i]);
    if (!room) continue;
    for (const std::string& used : room->uses) {
      if (used == to) return true;
      if (std::ranges::find(reached, used) == reached.end()) reached.push_back(used);
    }
  }
  return false;
}

bool Rooms::is_below_or_same(std::string_view layer, std::string_view other) const {
  // The layers are in the order of the file.
  const auto place = [&](std::string_view name) {
    return std::ranges::find(rooms_, name, [](const Room& room) { return layer_of(room.folder); });
  };
  return place(other) != rooms_.end() && place(layer) <= place(other);
}

bool Rooms::may_use(std::string_view from, std::string_view to) const {
  const Room* user = find(from);
  const Room* used = find(to);
  if (!user || !used) return false;
  if (user == used) return true;
  if (used->is_apart) return false;
  if (user->is_apart || layer_of(from) == layer_of(to)) return has_path(from, to);
  return is_below_or_same(layer_of(to), layer_of(from));
}

std::vector<std::string> Rooms::findings_of(const Room& room) const {
  std::vector<std::string> findings;
  const auto say = [&](const std::string& why) { findings.push_back(finding(rooms_file, room.line, why)); };
  if (find(room.folder) != &room) say(room.folder + " has a line already");
  for (const std::string& used : room.uses) {
    const Room* target = find(used);
    if (!target) {
      say(used + " is no room");
    } else if (target->is_apart) {
      say(used + " stands apart: no room may use it");
    }
  }
  if (has_path(room.folder, room.folder)) say("the arrows of " + room.folder + " lead back to it");
  return findings;
}

std::vector<std::string> Rooms::findings(const std::vector<std::string>& folders) const {
  std::vector<std::string> findings = unread_;
  for (const Room& room : rooms_) {
    std::ranges::copy(findings_of(room), std::back_inserter(findings));
    if (std::ranges::find(folders, room.folder) == folders.end()) {
      findings.push_back(finding(rooms_file, room.line, room.folder + " holds no sources"));
    }
  }
  for (const std::string& folder : folders) {
    if (!find(folder)) findings.push_back(std::string(rooms_file) + ": no line for " + folder);
  }
  return findings;
}

}  // namespace mprsim::meta
