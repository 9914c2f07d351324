#include "mock_mpr/trace/trace.h"

#include <algorithm>
#include <cassert>

namespace mprsim {
namespace {

std::size_t slot(NameId id) noexcept { return static_cast<std::size_t>(id); }

constexpr std::size_t first_room = 64;

bool has(const Event& event, std::uint32_t flag) noexcept { return (event.b & flag) != 0; }

}  // namespace

Trace::Trace(const Policy& policy, std::size_t max_events) : policy_(policy), max_events_(max_events) {
  names_.emplace_back();  // NameId::null
  name_hashes_.push_back(0);
}

void Trace::look_up(std::string_view text) {
  auto known = ids_.find(text);
  if (known == ids_.end()) {
    known = ids_.emplace(text, static_cast<NameId>(names_.size())).first;
    names_.emplace_back(text);
    Hasher hasher;
    hasher.add(text);
    name_hashes_.push_back(hasher.value());
  }
  last_ = known->second;
  last_text_ = text;
}

std::string_view Trace::text(NameId id) const noexcept {
  return id == NameId::poison ? std::string_view{} : std::string_view{names_[slot(id)]};
}

Text Trace::optional_text(NameId id) const noexcept {
  if (id == NameId::null) return {};
  return id == NameId::poison ? Text::poison() : Text{text(id)};
}

void Trace::bind(const Registry& registry) {
  providers_.clear();
  notifyees_.clear();
  for (std::size_t i = 0; i < registry.provider_count(); ++i) {
    providers_.push_back(intern(registry.name(static_cast<ProviderId>(i))));
  }
  for (std::size_t i = 0; i < registry.notifyee_count(); ++i) {
    notifyees_.push_back(intern(registry.name(static_cast<NotifyeeId>(i))));
  }
}

Event& Trace::place_slowly() {
  if (full_ || size_ == max_events_) {
    full_ = true;
    if (events_.size() == size_) events_.resize(size_ + 1);
    return events_[size_];
  }
  room_ = std::min(max_events_, std::max(first_room, 2 * size_));
  events_.resize(room_);
  return events_[size_++];
}

void Trace::end_with(std::size_t position, const Event& last) {
  if (full_) return;  // its limit came first
  events_[position] = last;
  size_ = room_ = position + 1;
  if (events_.size() == size_) events_.resize(size_ + 1);  // for what is thrown away
  full_ = ended_ = true;
}

EventView Trace::view(const Event& event) const {
  switch (event.kind) {
    case EventKind::call_begins:
      return CallBegins{.app = text(event.subject),
                        .api = static_cast<Api>(event.action),
                        .name = optional_text(event.object),
                        .device = text(event.name_in_a()),
                        .force = has(event, event_flag::force),
                        .update_profile = has(event, event_flag::update_profile),
                        .temporary = has(event, event_flag::temporary),
                        .no_force = has(event, event_flag::no_force),
                        .remembered = has(event, event_flag::remembered)};
    case EventKind::call_ends:
      return CallEnds{text(event.subject), static_cast<Api>(event.action), event.status, text(event.object),
                      event.a};
    case EventKind::notified:
      return Notified{.notifyee = text(event.subject),
                      .when = static_cast<NotifyStatus>(event.action & 0xF),
                      .add = (event.action & event_flag::add) != 0,
                      .operation_status = Status{event.a},
                      .provider = optional_text(event.object),
                      .context = event.b,
                      .reply = event.status};
    case EventKind::provider_called:
      return ProviderCalled{.provider = text(event.subject),
                            .function = static_cast<NpFunction>(event.action),
                            .name = optional_text(event.object),
                            .remote = text(event.name_in_a()),
                            .force = has(event, event_flag::force),
                            .reply = event.status,
                            .value = event.a_is_name() ? 0 : event.a};
    case EventKind::skipped:
      return Skipped{text(event.subject), event.status};
    case EventKind::profile:
      return ProfileTouched{static_cast<ProfileAction>(event.action), text(event.object),
                            text(event.name_in_a()), event.status};
    case EventKind::looked_up:
      return LookedUp{text(event.object), event.status};
    case EventKind::world:
      break;
  }
  return WorldChanged{static_cast<WorldAction>(event.action), optional_text(event.subject),
                      optional_text(event.object), event.a, event.status};
}

std::uint64_t Trace::name_hash(NameId id) const noexcept {
  return id == NameId::poison ? slot(id) : name_hashes_[slot(id)];
}

void Trace::add_to(Hasher& hasher, const Event& event) const noexcept {
  hasher.add(std::uint64_t{event.at_ms} << 32 | event.call);
  hasher.add(static_cast<std::uint64_t>(event.kind) << 24 | std::uint64_t{event.action} << 16 |
             static_cast<std::uint64_t>(event.rule) << 8 | static_cast<std::uint64_t>(event.by));
  hasher.add(name_hash(event.subject));
  hasher.add(name_hash(event.object));
  hasher.add(std::uint64_t{event.status.code()} << 32 | event.b);
  hasher.add(event.a_is_name() ? name_hash(event.name_in_a()) : event.a);
}

std::uint64_t Trace::hash() const noexcept {
  Hasher hasher;
  for (const Event& event : events()) add_to(hasher, event);
  return hasher.value();
}

}  // namespace mprsim
