#include "mock_mpr/facts/status.h"

#include <algorithm>
#include <charconv>

namespace mprsim {
namespace {

constexpr StatusInfo statuses[] = {
#define MPRSIM_STATUS(identifier, number, ...) {.status = Status{number}, __VA_ARGS__},
#include "mock_mpr/facts/status.def"
};

static_assert(std::ranges::adjacent_find(statuses, std::ranges::greater_equal{}, &StatusInfo::status) ==
                  std::ranges::end(statuses),
              "status.def: one row per number, in order of number");

struct NamedStatus {
  std::string_view name;  // "" where a row has no WN_ name
  Status status;
};

constexpr NamedStatus named_statuses[] = {
#define MPRSIM_STATUS(identifier, number, ...) \
  {StatusInfo{__VA_ARGS__}.wn_name, wn::identifier}, {StatusInfo{__VA_ARGS__}.error_name, wn::identifier},
#define MPRSIM_STATUS_ALIAS(identifier, name) {name, wn::identifier},
#include "mock_mpr/facts/status.def"
};

}  // namespace

std::span<const StatusInfo> all_statuses() noexcept { return statuses; }

const StatusInfo* find_status(Status status) noexcept {
  const auto* found = std::ranges::lower_bound(statuses, status, {}, &StatusInfo::status);
  return found != std::ranges::end(statuses) && found->status == status ? found : nullptr;
}

std::optional<Status> parse_status(std::string_view text) noexcept {
  if (text.empty()) return std::nullopt;
  std::uint32_t code = 0;
  const char* end = text.data() + text.size();
  if (const auto [rest, error] = std::from_chars(text.data(), end, code);
      error == std::errc{} && rest == end) {
    return Status{code};
  }
  const auto* found = std::ranges::find(named_statuses, text, &NamedStatus::name);
  if (found == std::ranges::end(named_statuses)) return std::nullopt;
  return found->status;
}

std::string_view name(Status status) noexcept {
  const StatusInfo* found = find_status(status);
  if (found == nullptr) return {};
  return found->wn_name.empty() ? found->error_name : found->wn_name;
}

std::string to_string(Status status) {
  const std::string_view known = name(status);
  return known.empty() ? std::to_string(status.code()) : std::string(known);
}

std::vector<std::string_view> status_names() {
  std::vector<std::string_view> names;
  for (const NamedStatus& named : named_statuses) {
    if (!named.name.empty()) names.push_back(named.name);
  }
  return names;
}

}  // namespace mprsim
