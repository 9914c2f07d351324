// What applications do besides calling the router, and what happens by itself.
#include <optional>
#include <string_view>

#include "sim/simulation/simulation.h"

namespace mprsim {

Status Simulation::open_file(AppId id, std::string_view path, std::uint32_t unwritten,
                             std::optional<SimTime> closes) {
  const App& opener = app(id);
  const auto connection = state_->world.find_path(opener.session, path, *trace_);
  const NameId name = trace_->intern(path);
  if (!connection) {
    record(world_recorder(), WorldAction::file_opened, opener.name, name, 0, {}, wn::path_not_found);
    return wn::path_not_found;
  }
  const FileId file = state_->world.open_file({*connection, name, opener.name, unwritten}, world_recorder());
  if (closes) schedule(FileClosing{file, context_.now() + *closes});
  return wn::success;
}

Status Simulation::write_file(AppId id, std::string_view path) {
  const auto file = state_->world.find_file(path, app(id).name, *trace_);
  return file ? state_->world.write_file(*file, world_recorder()) : wn::bad_handle;
}

Status Simulation::close_file(AppId id, std::string_view path) {
  const auto file = state_->world.find_file(path, app(id).name, *trace_);
  if (!file || state_->world.file(*file).state == FileState::closed) return wn::bad_handle;
  state_->world.close_file(*file, world_recorder());
  return wn::success;
}

Status Simulation::print(AppId id, std::string_view device, std::string_view document, std::uint32_t pages,
                         std::optional<SimTime> page_time) {
  const auto connection = state_->world.find_device(app(id).session, device, *trace_);
  if (!connection) return wn::not_connected;
  const JobId job = state_->world.start_job({*connection, trace_->intern(document), pages}, world_recorder());
  if (page_time) schedule(JobPrinting{job, *page_time});
  return wn::success;
}

Status Simulation::use_device(AppId id, std::string_view device) {
  const auto connection = state_->world.find_device(app(id).session, device, *trace_);
  if (!connection) return wn::not_connected;
  state_->world.begin_use({*connection, app(id).name}, world_recorder());
  return wn::success;
}

void Simulation::end_process(std::string_view process) {
  state_->world.end_process(process, world_recorder());
}

void Simulation::set_network(ProviderId provider, bool up) {
  state_->providers[index(provider)].network_down = !up;
  record(world_recorder(), WorldAction::network_changed, trace_->provider(provider), NameId::null,
         up ? 1 : 0);
}

// An event that happens by itself is an act of the thing that it happens to: a file closes itself.

void Simulation::schedule(const FileClosing& closing) {
  act_at(closing.at, state_->world.file(closing.file).path,
         [this, closing] { state_->world.close_file(closing.file, world_recorder()); });
}

void Simulation::schedule(const JobPrinting& printing) {
  const SimTime at = context_.now() + printing.page_time;
  act_at(at, state_->world.job(printing.job).document, [this, printing] {
    if (state_->world.print_page(printing.job, world_recorder())) schedule(printing);
  });
}

void Simulation::schedule(const UseEnding& ending) {
  act_at(ending.at, state_->world.use(ending.use).process,
         [this, ending] { state_->world.end_use(ending.use, world_recorder()); });
}

template <class Act>
void Simulation::act_at(SimTime time, NameId who, Act act) {
  const ActorId actor = context_.actor();
  context_.set_actor(static_cast<ActorId>(who));
  context_.arm_timer(time, [act](boost::system::error_code) { act(); });
  context_.set_actor(actor);
}

}  // namespace mprsim
