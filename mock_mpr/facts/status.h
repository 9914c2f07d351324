// Status: a Windows status code as the network functions and the providers return it (WN_* of winnetwk.h,
// ERROR_* of winerror.h), and what is known about each one.
// Pages: "Network Security Return Values" and "System Error Codes"; the facts are in status.def.
//
// Thread-safety: everything here is immutable or a value. Nothing throws but the functions that return a
// container or a string (std::bad_alloc). A code that status.def does not know is legal everywhere: it is
// significant, hard, and has no name.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mprsim {

class Status {
 public:
  constexpr Status() noexcept = default;  ///< success
  constexpr explicit Status(std::uint32_t code) noexcept : code_(code) {}

  constexpr std::uint32_t code() const noexcept { return code_; }
  constexpr bool ok() const noexcept { return code_ == 0; }

  friend constexpr bool operator==(Status, Status) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(Status, Status) noexcept = default;

 private:
  std::uint32_t code_ = 0;
};

/// One constant for each row of status.def: wn::success, wn::not_connected, ...
namespace wn {
#define MPRSIM_STATUS(identifier, number, ...) inline constexpr Status identifier{number};
#include "mock_mpr/facts/status.def"
}  // namespace wn

/// How the documented NT routing weighs the answer of a provider.
enum class Significance : std::uint8_t { accepted, insignificant, not_connected, significant };

struct StatusInfo {
  Status status{};
  std::string_view wn_name{};  ///< "" where winnetwk.h has no name
  std::string_view error_name{};
  Significance significance = Significance::significant;
  bool soft_on_win9x = false;
  std::string_view meaning{};  ///< one or two plain sentences
};

namespace detail {

// The codes of the rows for which a question is answered with yes: each question has a handful, so a few
// comparisons answer it.
template <auto IsAskedFor>
inline constexpr auto codes_where = [] {
  constexpr auto rows = std::to_array<StatusInfo>({
#define MPRSIM_STATUS(identifier, number, ...) StatusInfo{__VA_ARGS__},
#include "mock_mpr/facts/status.def"
  });
  constexpr auto codes = std::to_array<std::uint32_t>({
#define MPRSIM_STATUS(identifier, number, ...) number,
#include "mock_mpr/facts/status.def"
  });
  std::array<std::uint32_t, std::ranges::count_if(rows, IsAskedFor)> found{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (IsAskedFor(rows[i])) found[count++] = codes[i];
  }
  return found;
}();

template <auto IsAskedFor>
constexpr bool is_one_of(Status status) noexcept {
  for (const std::uint32_t code : codes_where<IsAskedFor>) {
    if (status.code() == code) return true;
  }
  return false;
}

template <Significance Wanted>
constexpr bool has_significance(Status status) noexcept {
  return is_one_of<[](const StatusInfo& row) { return row.significance == Wanted; }>(status);
}

}  // namespace detail

/// The weight of an answer under the documented routing; `significant` for a code that status.def does not
/// know.
constexpr Significance significance(Status status) noexcept {
  if (status.ok()) return Significance::accepted;
  if (detail::has_significance<Significance::not_connected>(status)) return Significance::not_connected;
  if (detail::has_significance<Significance::insignificant>(status)) return Significance::insignificant;
  return Significance::significant;
}

/// True if the Windows 9x router takes the answer for "not mine" and asks the next provider.
constexpr bool soft_on_win9x(Status status) noexcept {
  return detail::is_one_of<[](const StatusInfo& row) { return row.soft_on_win9x; }>(status);
}

/// Every status of status.def, in order of number.
std::span<const StatusInfo> all_statuses() noexcept;

/// The row of a code; null if status.def does not know it.
const StatusInfo* find_status(Status status) noexcept;

/// The status of a name or alias in its exact case, or of a decimal number, known or not. Nothing for any
/// other text, blanks included.
std::optional<Status> parse_status(std::string_view text) noexcept;

/// The WN_ name where there is one, else the ERROR_ name; "" for an unknown code.
std::string_view name(Status status) noexcept;

/// The name, or the decimal number of an unknown code: parse_status() reads it back.
std::string to_string(Status status);

/// Every name and alias that parse_status() takes, in order of number.
std::vector<std::string_view> status_names();

}  // namespace mprsim

template <>
struct std::hash<mprsim::Status> {
  std::size_t operator()(mprsim::Status status) const noexcept {
    return std::hash<std::uint32_t>{}(status.code());
  }
};
