// A reason as tests compare it: "notify.retry-after-failure by notify_retry".
#pragma once

#include <string>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/rule.h"
#include "mock_mpr/operations/call.h"

namespace mprsim {

inline std::string text(Reason reason) {
  std::string words{slug(reason.rule)};
  if (reason.by != Switch::none) words.append(" by ").append(name(reason.by));
  return words;
}

}  // namespace mprsim
