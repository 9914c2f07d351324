#include "sim/platform/profile_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "mock_mpr/text/name.h"

namespace mprsim {
namespace {

constexpr std::string_view first_line = "mprsim-profile 1";
constexpr std::size_t max_bytes = 1024 * 1024;
constexpr std::array<std::string_view, 5> keys{"RemotePath", "UserName", "ProviderName", "ProviderType",
                                               "ConnectionType"};

using Values = std::array<std::optional<std::string>, keys.size()>;

std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

// A value is one line without control characters, so that it comes back from the file unchanged. A scenario
// allows no control characters in names either.
bool is_plain(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  tl::expected<RememberedStore, ProfileError> run() {
    if (next_line() != first_line)
      return fail("the file is not a profile: its first line is not '" + std::string{first_line} + "'");
    while (!rest_.empty()) {
      const std::string_view line = next_line();
      if (line.empty()) continue;
      if (auto error = line.front() == '[' ? begin_section(line) : set_value(line)) return fail(*error);
    }
    if (auto error = end_section()) return fail(*error);
    return store_;
  }

 private:
  std::string_view next_line() {
    ++line_;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }

  tl::expected<RememberedStore, ProfileError> fail(std::string message) const {
    return tl::unexpected(ProfileError{line_, std::move(message)});
  }

  std::optional<std::string> begin_section(std::string_view line) {
    if (auto error = end_section()) return error;
    const std::string_view device = line.substr(1, line.size() - 2);
    if (line.size() < 3 || line.back() != ']' || !is_device_name(device))
      return "the line is not a section such as [Z:]";
    if (store_.find(device) != nullptr) return "there is already a section for " + std::string{device};
    device_ = device;
    values_ = {};
    return std::nullopt;
  }

  std::optional<std::string> set_value(std::string_view line) {
    const std::size_t equals = line.find('=');
    const auto key = std::ranges::find(keys, line.substr(0, equals));
    if (equals == line.npos || key == keys.end()) return "the line is not a value of an entry";
    if (device_.empty()) return "the value stands before the first section";
    if (!is_plain(line.substr(equals + 1))) return "the value holds a control character";
    auto& value = values_[static_cast<std::size_t>(key - keys.begin())];
    if (value) return "the section has two values " + std::string{*key};
    value = line.substr(equals + 1);
    return std::nullopt;
  }

  std::optional<std::string> end_section() {
    if (device_.empty()) return std::nullopt;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!values_[i]) return "the entry " + device_ + " above has no " + std::string{keys[i]};
    }
    const auto provider_type = parse_number(*values_[3]);
    const auto connection_type = parse_number(*values_[4]);
    if (values_[0]->empty()) return "the entry " + device_ + " above has an empty RemotePath";
    if (!provider_type) return "the entry " + device_ + " above has a ProviderType that is not a number";
    if (!connection_type || *connection_type < 1 || *connection_type > 2) {
      return "the entry " + device_ + " above has a ConnectionType that is neither 1 (disk) nor 2 (print)";
    }
    (void)store_.remember({device_, *values_[0], *values_[1], *values_[2], *provider_type,
                           static_cast<ResourceType>(*connection_type)});  // the device is new: checked above
    device_.clear();
    return std::nullopt;
  }

  std::string_view rest_;
  std::size_t line_ = 0;
  std::string device_;
  Values values_;
  RememberedStore store_;
};

}  // namespace

std::string format_profile(const RememberedStore& store) {
  std::string text{first_line};
  text += '\n';
  for (const RememberedEntry& entry : store.entries()) {
    text += "[" + entry.device + "]\n";
    text += "RemotePath=" + entry.remote_path + "\n";
    text += "UserName=" + entry.user_name + "\n";
    text += "ProviderName=" + entry.provider_name + "\n";
    text += "ProviderType=" + std::to_string(entry.provider_type) + "\n";
    text += "ConnectionType=" + std::to_string(static_cast<unsigned>(entry.connection_type)) + "\n";
  }
  return text;
}

tl::expected<RememberedStore, ProfileError> parse_profile(std::string_view text) {
  return Parser{text}.run();
}

LoadedProfile load_profile(const std::string& path) {
  LoadedProfile loaded;
  const FileResult<std::string> text = read_file(path, max_bytes);
  if (!text) {
    if (text.error().kind == FileErrorKind::missing) return loaded;
    loaded.store.set_state(wn::cannot_open_profile);
    loaded.problem = to_string(text.error());
    return loaded;
  }
  auto parsed = parse_profile(*text);
  if (parsed) {
    loaded.store = std::move(*parsed);
  } else {
    loaded.store.set_state(wn::bad_profile);
    loaded.problem = path + ":" + std::to_string(parsed.error().line) + ": " + parsed.error().message;
  }
  return loaded;
}

FileResult<void> save_profile(const std::string& path, const RememberedStore& store) {
  if (!store.state().ok()) return {};
  return replace_file(path, format_profile(store));
}

}  // namespace mprsim
