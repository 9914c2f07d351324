// What no source line may say: things that make a run differ from the next one, and work left undone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mprsim::meta {

std::vector<std::string> hygiene_findings(std::string_view path, std::string_view text);

}  // namespace mprsim::meta
