#include "tools/requests/selection.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "mock_mpr/facts/rule.h"
#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "scenarios/language/loader.h"
#include "sim/platform/file.h"
#include "sim/platform/platform.h"
#include "tools/reports/run_report.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/pattern.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::string_view extension = ".toml";

/// A file, and what reports call it.
struct Candidate {
  std::string file;
  std::string name;
};

// Whether there is anything of that name, readable or not: reading it reports what is wrong.
bool exists(const std::string& path) {
  const auto read = read_file(path, 0);
  return read ||
         (read.error().kind != FileErrorKind::missing && read.error().kind != FileErrorKind::bad_name);
}

std::string without_separator_at_end(std::string path) {
  while (path.size() > 1 && platform::path_separators().find(path.back()) != std::string_view::npos)
    path.pop_back();
  return path;
}

class ScenarioSelector {
 public:
  ScenarioSelector(const SelectionRequest& request, const Environment& environment)
      : request_(request), library_(find_library(request, environment)) {}

  /// Fills candidates(); problems() tells what could not be found.
  void find() {
    if (request_.paths.empty()) {
      if (library_) {
        add_folder(*library_, library_->size() + 1);
      } else {
        problem("there is no scenario library: name files, or set --library or MPRSIM_LIBRARY", {});
      }
    }
    for (const std::string& path : request_.paths) add(path);
  }

  const std::vector<Candidate>& candidates() const noexcept { return candidates_; }
  const std::string& problems() const noexcept { return problems_; }
  bool single_file() const noexcept { return request_.paths.size() == 1 && !has_folder_; }

 private:
  void problem(std::string_view what, std::string_view hint) {
    problems_ += concat({"mprsim: ", what, "\n"});
    if (!hint.empty()) problems_ += concat({"        hint: ", hint, "\n"});
  }

  void add(const std::string& argument) {
    const std::string path = without_separator_at_end(argument);
    if (is_directory(path)) return add_folder(path, 0);
    if (exists(path)) return add_file({path, path});
    if (!add_from_library(path))
      problem(concat({path.empty() ? "an empty path" : visible(path), ": no such file or folder"}),
              guess(path));
  }

  bool add_from_library(const std::string& name) {
    if (!library_ || name.empty() || name.starts_with('/')) return false;
    const std::string path = concat({*library_, "/", name});
    if (is_directory(path)) {
      add_folder(path, library_->size() + 1);
    } else if (exists(path)) {
      add_file({path, name});
    } else if (exists(path + std::string(extension))) {
      add_file({path + std::string(extension), name + std::string(extension)});
    } else {
      return false;
    }
    return true;
  }

  void add_folder(const std::string& folder, std::size_t name_begins) {
    has_folder_ = true;
    const auto files = list_files(folder);
    if (!files) return problem(visible(to_string(files.error())), {});
    bool any = false;
    for (const std::string& file : *files) {
      if (!file.ends_with(extension)) continue;
      add_file({file, file.substr(name_begins)});
      any = true;
    }
    if (!any) problem(concat({visible(folder), ": the folder has no file that ends in .toml"}), {});
  }

  void add_file(Candidate candidate) {
    if (seen_.insert(candidate.file).second) candidates_.push_back(std::move(candidate));
  }

  // A hint for a wrong path: a similar name in the same folder or inside the library.
  std::string guess(const std::string& path) const {
    std::set<std::string> known;
    const std::string folder = directory_part(path);
    if (const auto entries = platform::directory_entries(folder.empty() ? "." : folder)) {
      for (const auto& entry : *entries) known.insert(folder + entry.name);
    }
    if (library_) add_library_names(*library_, known);
    return did_you_mean(path, std::vector<std::string_view>(known.begin(), known.end()));
  }

  // With and without the extension, and the folders.
  static void add_library_names(const std::string& library, std::set<std::string>& known) {
    const auto files = list_files(library);
    for (std::size_t i = 0; files && i < files->size(); ++i) {
      const std::string name = (*files)[i].substr(library.size() + 1);
      known.insert(name);
      known.insert(name.substr(0, name.find_last_of('.')));
      known.emplace(folder_of(name));
    }
  }

  const SelectionRequest& request_;
  std::optional<std::string> library_;
  std::vector<Candidate> candidates_;
  std::set<std::string> seen_;
  std::string problems_;
  bool has_folder_ = false;
};

bool passes(const SelectionRequest& request, const Scenario& scenario) {
  return request.filters.empty() || std::ranges::any_of(request.filters, [&](const std::string& filter) {
           return matches_filter(filter, scenario);
         });
}

LoadedFile load(const Candidate& candidate) {
  LoadedFile loaded = load_scenario_file(candidate.file);
  loaded.path = candidate.name;
  if (loaded.result) loaded.result->path = candidate.name;
  return loaded;
}

SelectionError nothing_left(const SelectionRequest& request, std::size_t files) {
  return {exit_code::nothing_selected, concat({"mprsim: nothing selected: of ", counted(files, "scenario"),
                                               " none has a path, a title or a rule that fits ",
                                               visible(joined(request.filters, ", ")), "\n"})};
}

}  // namespace

void add_library(Options& options, SelectionRequest& selection) {
  add_text(options, "--library", "DIR", selection.library,
           "The folder of the scenario library, if it is not the usual one");
}

void add_selection(Options& options, SelectionRequest& selection) {
  options.arguments("paths", "PATH", selection.paths, Presence::optional,
                    "Files, folders, or names inside the library; without any: the whole library");
  options.values(
      "--filter", "TEXT", selection.filters,
      "Only scenarios whose path, title or rules contain TEXT; with * or ? in it, TEXT has to fit the whole");
  add_library(options, selection);
}

bool matches_filter(std::string_view filter, const Scenario& scenario) {
  return fits_filter(filter, scenario.path) || fits_filter(filter, scenario.title) ||
         std::ranges::any_of(scenario.shows, [&](Rule rule) { return fits_filter(filter, slug(rule)); });
}

std::optional<std::string> find_library(const SelectionRequest& request, const Environment& environment) {
  if (request.library) return without_separator_at_end(*request.library);
  if (const auto named = environment.variable("MPRSIM_LIBRARY"); named && !named->empty()) {
    return without_separator_at_end(*named);
  }
  if (is_directory(MPRSIM_SOURCE_LIBRARY)) return MPRSIM_SOURCE_LIBRARY;
  const std::string installed = environment.program_folder + "../share/mprsim/library";
  if (!environment.program_folder.empty() && is_directory(installed)) return installed;
  return std::nullopt;
}

tl::expected<Selection, SelectionError> select_scenarios(const SelectionRequest& request,
                                                         const Environment& environment) {
  ScenarioSelector selector(request, environment);
  selector.find();
  Selection selection;
  selection.single_file = selector.single_file();
  std::string mistakes = selector.problems();
  std::size_t broken = 0;
  for (const Candidate& candidate : selector.candidates()) {
    LoadedFile loaded = load(candidate);
    mistakes += render(loaded);
    broken += loaded.result ? 0 : 1;
    if (!loaded.result || !passes(request, *loaded.result)) continue;
    selection.scenarios.push_back({candidate.file, std::move(loaded.text), *std::move(loaded.result)});
  }
  if (broken > 0 && selector.candidates().size() > 1) {
    mistakes += concat({"mprsim: ", std::to_string(broken), " of ",
                        counted(selector.candidates().size(), "file"), " have mistakes, so none is used\n"});
  }
  if (!mistakes.empty()) return tl::unexpected(SelectionError{exit_code::bad_input, std::move(mistakes)});
  if (selection.scenarios.empty()) {
    return tl::unexpected(nothing_left(request, selector.candidates().size()));
  }
  return selection;
}

std::vector<Scenario> valid_scenarios(const SelectionRequest& request, const Environment& environment) {
  ScenarioSelector selector(request, environment);
  selector.find();
  std::vector<Scenario> scenarios;
  for (const Candidate& candidate : selector.candidates()) {
    LoadedFile loaded = load(candidate);
    if (loaded.result && passes(request, *loaded.result)) scenarios.push_back(*std::move(loaded.result));
  }
  return scenarios;
}

}  // namespace mprsim
