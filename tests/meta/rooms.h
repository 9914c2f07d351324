// The rooms of the sources and the arrows between them, as tests/meta/rooms.txt writes them down.
// docs/architecture.md shows the same data. Not thread-safe; reads no file by itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mprsim::meta {

constexpr std::string_view rooms_file = "tests/meta/rooms.txt";

struct Room {
  std::size_t line;    ///< of the file, from 1
  std::string folder;  ///< "sim/plugin/host"; the room at the top of a layer is the layer, "mock_mpr"
  std::vector<std::string> uses;  ///< folders of the same layer
  bool is_apart;                  ///< uses no room, and no room uses it
  std::string purpose;

  bool operator==(const Room&) const = default;
};

/// The layer of a folder or file: its first name.
std::string_view layer_of(std::string_view path);

/// The folder of a file: "sim/time" of "sim/time/time.h".
std::string_view folder_of(std::string_view path);

class Rooms {
 public:
  /// Reads the text of rooms.txt. A line that cannot be read becomes a finding and no room.
  explicit Rooms(std::string_view text);

  const std::vector<Room>& all() const { return rooms_; }

  /// The room that is this folder, or nullptr.
  const Room* find(std::string_view folder) const;

  /// The arrows as they are written: (user, used).
  std::vector<std::pair<std::string, std::string>> arrows() const;

  /// Whether a file in the folder `from` may include one in the folder `to`: the same room, a path of arrows,
  /// or a room of a lower layer that is not apart. False if one of them is no room.
  bool may_use(std::string_view from, std::string_view to) const;

  /// Whether `layer` is the same as `other` or stands below it. False for names that are no layer.
  bool is_below_or_same(std::string_view layer, std::string_view other) const;

  /// What is wrong with the file itself: lines that cannot be read, rooms named twice, arrows to rooms that
  /// do not exist or of another layer, arrows in a circle. `folders` are the folders that hold sources: each
  /// needs a line, and each line its folder.
  std::vector<std::string> findings(const std::vector<std::string>& folders) const;

 private:
  void read_line(std::size_t number, std::string_view line);
  bool has_path(std::string_view from, std::string_view to) const;
  std::vector<std::string> findings_of(const Room& room) const;

  std::vector<Room> rooms_;
  std::vector<std::string> unread_;
};

}  // namespace mprsim::meta
