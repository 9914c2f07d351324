// A temporary directory with helpers to fill it. It is removed with its object.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "sim/platform/platform.h"

namespace mprsim {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    const auto base = std::filesystem::temp_directory_path();
    for (int attempt = 0;; ++attempt) {
      path_ = base / ("mprsim-test-" + std::to_string(process_id()) + "-" + std::to_string(attempt));
      if (std::filesystem::create_directory(path_)) return;
    }
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string path() const { return utf8(path_); }
  // `name` is UTF-8 with '/'.
  std::string operator/(const std::string& name) const { return path() + "/" + name; }

  std::string write(const std::string& name, const std::string& contents) const {
    const auto file = native(*this / name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << contents;
    return *this / name;
  }
  std::string make_directory(const std::string& name) const {
    std::filesystem::create_directories(native(*this / name));
    return *this / name;
  }

  static std::string read(const std::string& path) {
    std::ifstream file(native(path), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

  static std::filesystem::path native(const std::string& path) {
    return std::filesystem::path(std::u8string(path.begin(), path.end()));
  }

 private:
  static std::string utf8(const std::filesystem::path& path) {
    const std::u8string text = path.generic_u8string();
    return {text.begin(), text.end()};
  }

  std::filesystem::path path_;
};

}  // namespace mprsim
