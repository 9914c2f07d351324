#include "tests/meta/hygiene.h"

#include <array>
#include <regex>

#include "tests/meta/source_tree.h"

namespace mprsim::meta {

namespace {

struct Ban {
  const char* pattern;
  const char* exempt;  // paths that may use it
  const char* why;
};

constexpr const char* no_file = "(?!)";
// Benchmarks, the plug-ins' own clock, the watch over real processes; budgets and progress.
constexpr const char* real_time =
    "tests/bench/.*|(mock_mpr|tests)/portable/.*|sim/plugin/.*|tools/terminal/stopwatch\\.cc";

constexpr std::array bans = {
    Ban{R"(\b(TODO|FIXME|XXX)\b)", no_file, "finish it, or open an issue"},
    Ban{R"(\bstd::unordered_)", no_file, "its order differs between libraries; use a sorted container"},
    Ban{R"(\b(system_clock|steady_clock|high_resolution_clock)\b)", real_time, "time is virtual"},
    Ban{R"(\b(clock_gettime|gettimeofday|QueryPerformanceCounter|GetTickCount\w*)\b)", real_time,
        "time is virtual"},
    Ban{R"(\bstd::(random_device|mt19937\w*|minstd_rand\w*|\w+_distribution)\b)", no_file,
        "chance comes from sim/choice/choice.h, the same on every platform"},
    Ban{R"(\bstd::(shuffle|sample)\b|\bstd::rand\b)", no_file, "chance comes from sim/choice/choice.h"},
    Ban{R"(#\s*(if|ifdef|ifndef|elif)\b.*\b(_WIN32|__linux__|__unix__|__MINGW\w*)\b)", "tests/.*",
        "platform code lives in *_posix.cc and *_windows.cc"},
    Ban{R"(\t|\r|[ ]$)", no_file, "a tab, a carriage return or a space at the end"},
};

}  // namespace

std::vector<std::string> hygiene_findings(std::string_view path, std::string_view text) {
  std::vector<std::string> findings;
  for (const Ban& ban : bans) {
    if (std::regex_match(std::string(path), std::regex(ban.exempt))) continue;
    const std::regex pattern(ban.pattern);
    std::size_t number = 0;
    for (std::string_view line : split_lines(text)) {
      ++number;
      if (!std::regex_search(line.data(), line.data() + line.size(), pattern)) continue;
      findings.push_back(finding(path, number, std::string(ban.why) + ": " + std::string(line)));
    }
  }
  return findings;
}

}  // namespace mprsim::meta
