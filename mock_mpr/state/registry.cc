#include "mock_mpr/state/registry.h"

#include <algorithm>

#include "mock_mpr/text/name.h"

namespace mprsim {

std::optional<ProviderId> Registry::add_provider(std::string name, Abilities abilities) {
  if (provider_count() == max_providers || find_provider(name)) return std::nullopt;
  provider_names_.push_back(std::move(name));
  abilities_.push_back(abilities);
  callable_.push_back(abilities.advertised & abilities.exported);
  return static_cast<ProviderId>(provider_count() - 1);
}

std::optional<NotifyeeId> Registry::add_notifyee(std::string name, bool loads) {
  if (notifyee_count() == max_notifyees) return std::nullopt;
  const auto id = static_cast<NotifyeeId>(notifyee_count());
  notifyee_names_.push_back(std::move(name));
  if (!loads) broken_ |= std::uint32_t{1} << index(id);
  return id;
}

std::optional<ProviderId> Registry::find_provider(std::string_view name) const noexcept {
  for (std::size_t i = 0; i < provider_names_.size(); ++i) {
    if (equal_names(provider_names_[i], name)) return static_cast<ProviderId>(i);
  }
  return std::nullopt;
}

std::string expand_environment(std::string_view text,
                               std::span<const std::pair<std::string, std::string>> environment) {
  std::string expanded;
  while (!text.empty()) {
    const std::size_t open = text.find('%');
    const std::size_t close = open == text.npos ? text.npos : text.find('%', open + 1);
    if (close == text.npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto known =
        std::ranges::find_if(environment, [&](const auto& v) { return equal_names(v.first, name); });
    expanded += text.substr(0, open);
    if (known != environment.end()) {
      expanded += known->second;
      text.remove_prefix(close + 1);
    } else {
      // The closing sign may open the next name: "100%%HOME%".
      expanded += text.substr(open, close - open);
      text.remove_prefix(close);
    }
  }
  return expanded.append(text);
}

}  // namespace mprsim
