#include "tests/meta/source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace mprsim::meta {

namespace fs = std::filesystem;

std::string finding(std::string_view path, std::size_t line, std::string_view why) {
  return std::string(path) + ":" + std::to_string(line) + ": " + std::string(why);
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string read_source(std::string_view path) {
  std::ifstream in(fs::path(MPRSIM_SOURCE_DIR) / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<SourceFile> read_tree(const std::vector<std::string>& folders,
                                  const std::vector<std::string>& extensions) {
  const fs::path root(MPRSIM_SOURCE_DIR);
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!fs::is_directory(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || std::ranges::find(extensions, extension) == extensions.end()) continue;
      const std::string path = entry.path().lexically_relative(root).generic_string();
      files.push_back({path, read_source(path)});
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::string join(const std::vector<std::string>& findings) {
  std::string text;
  for (const std::string& line : findings) text += line + "\n";
  return text;
}

}  // namespace mprsim::meta
