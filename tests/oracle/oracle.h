// The oracle: what a cancel, an add and a look-up must come to, told a second time.
//
// Written from the rules and the table of profiles and not from the router: straight-line code over vectors,
// which shares nothing with mock_mpr but the words Status and Policy. Slow and plain on purpose; where the
// two disagree, one of them is wrong. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/status.h"

namespace mprsim::oracle {

struct Provider {
  bool capable = true;
  bool exported = true;
  std::vector<Status> answers{};  // by round; the last one stays
};

struct Notifyee {
  bool loads = true;
  Status before{};
  std::uint64_t leaves = 1;     // 0 declines
  std::vector<Status> after{};  // by round; the last one stays
};

struct World {
  std::vector<Provider> providers{};
  std::vector<Notifyee> notifyees{};
  bool connected = true;
  Status profile{};        // 0, 1205 or 1206
  bool remembered = true;  // for an add: for another remote name
};

struct Cancel {
  std::string name = "Z:";  // "" is NULL as well
  std::uint32_t flags = 0;
  bool force = false;
  bool old_call = false;  // WNetCancelConnection
};

struct Add {
  std::string device = "Z:";
  std::string remote = R"(\\s\r)";
  bool update_profile = true;
  int named_provider = -1;  // -1: none; past the end: unknown
};

/// One step: who, and what a notifyee is told.
struct Step {
  enum Kind : char {
    before = '<',
    after = '>',
    call = 'P',
    skip = '-',
    broken = '!',
    look = '?',
    read = 'R',
    forget = 'F',
    remember = 'W'
  };
  Kind kind;
  int who = -1;
  std::uint32_t operation_status = 0;  // before, after
  std::uint64_t context = 0;           // before, after
  int provider = -1;                   // after: whom lpProvider names; -1 NULL, -2 poison
  std::uint32_t flags = 0;             // before, after
  bool force = false;                  // before, after
  friend bool operator==(const Step&, const Step&) = default;
};

struct Outcome {
  Status status;
  int provider = -1;       // who accepted
  bool forgotten = false;  // for an add: remembered
  std::vector<Step> steps;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome cancel(const World&, const Cancel&, const Policy&);
Outcome add(const World&, const Add&, const Policy&);
/// WNetGetConnection; steps are calls and skips alone.
Outcome look_up(const World&, const Policy&);

/// The steps in one line, for a failure message.
std::string to_text(const Outcome&);

}  // namespace mprsim::oracle
