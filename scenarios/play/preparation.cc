#include "scenarios/play/preparation.h"

#include <algorithm>
#include <string>

#include "mock_mpr/text/name.h"
#include "sim/platform/platform.h"

namespace mprsim {
namespace {

class Preparer {
 public:
  Preparer(const Scenario& scenario, const Policy& policy, const std::string& host)
      : scenario_(scenario), host_(host), prepared_{.trace = Trace{policy, scenario.limits.events}} {
    prepared_.setup.policy = policy;
    if (scenario.restore_timeout) {
      prepared_.setup.restore_timeout_ms = static_cast<std::uint32_t>(scenario.restore_timeout->count());
    }
  }

  Prepared run(const RememberedStore* store) {
    add_providers();
    add_notifyees();
    prepared_.trace.bind(prepared_.setup.registry);
    bind_names();
    add_sessions(store);
    add_apps();
    for (const ConnectionModel& connection : scenario_.connections) add_connection(connection);
    break_stores();
    prepared_.trace.clear();  // the events of the preparation are not part of a run
    return std::move(prepared_);
  }

 private:
  NameId intern(std::string_view name) { return name.empty() ? NameId::null : prepared_.trace.intern(name); }
  World& world() { return prepared_.initial.world; }
  WorldRecorder world_recorder() { return {&prepared_.trace, SimTime{0}, 0}; }

  // route.provider-order: the order of the list, then that of the file.
  std::vector<const ProviderModel*> providers_in_order() const {
    std::vector<const ProviderModel*> order;
    for (const ProviderModel& provider : scenario_.providers) order.push_back(&provider);
    const auto rank = [this](const ProviderModel* provider) {
      const auto& listed = scenario_.provider_order;
      return std::ranges::find_if(listed,
                                  [&](const auto& name) { return equal_names(name, provider->name); }) -
             listed.begin();
    };
    std::ranges::stable_sort(order, {}, rank);
    return order;
  }

  PluginSpec plugin_spec(const std::string& plugin, const std::string& bench) const {
    PluginSpec spec;
    spec.plugin = plugin_path(scenario_, plugin);
    if (!bench.empty()) spec.companion = plugin_path(scenario_, bench);
    spec.host = host_;
    return spec;
  }

  void add_loaded_provider(const ProviderModel& model) {
    const PluginSpec spec = plugin_spec(model.plugin, model.bench);
    const ProviderFacts facts = probe_provider(spec).value_or(ProviderFacts{});
    const auto id = prepared_.setup.registry.add_provider(model.name, facts.abilities);
    FakeProvider provider{{}, *id};
    provider.net_type = facts.net_type;
    provider.start = facts.start;
    provider.latency = model.latency;
    prepared_.setup.providers.push_back(std::move(provider));
    prepared_.initial.providers.push_back({.network_down = model.network_down});
    prepared_.setup.provider_plugins.resize(index(*id) + 1);
    prepared_.setup.provider_plugins.back() = spec;
  }

  void add_loaded_notifyee(const NotifyeeModel& model) {
    const PluginSpec spec = plugin_spec(model.plugin, {});
    const auto id = prepared_.setup.registry.add_notifyee(model.name, probe_notifyee(spec).value_or(true));
    prepared_.setup.notifyees.push_back({.id = *id, .latency = model.latency});
    prepared_.initial.notifyees.emplace_back();
    prepared_.setup.notifyee_plugins.resize(index(*id) + 1);
    prepared_.setup.notifyee_plugins.back() = spec;
  }

  void add_providers() {
    for (const ProviderModel* model : providers_in_order()) {
      if (!model->plugin.empty()) {
        add_loaded_provider(*model);
        continue;
      }
      const auto id = prepared_.setup.registry.add_provider(model->name, model->abilities);
      FakeProvider provider{*model, *id};
      // The model leaves this name empty, so that it is written down once.
      if (provider.extended_error) provider.extended_error->provider = model->name;
      prepared_.setup.providers.push_back(std::move(provider));
      prepared_.initial.providers.push_back({.network_down = model->network_down});
    }
  }

  void add_notifyees() {
    for (const NotifyeeModel& model : scenario_.notifyees) {
      if (!model.plugin.empty()) {
        add_loaded_notifyee(model);
        register_library(model, static_cast<NotifyeeId>(prepared_.setup.notifyees.size() - 1));
        continue;
      }
      const bool usable = model.loads && model.exports_add && model.exports_cancel;  // notify.both-exports
      const auto id = prepared_.setup.registry.add_notifyee(model.name, usable);
      FakeNotifyee notifyee{.id = *id, .latency = model.latency, .faults = model.faults};
      notifyee.scripts = {script(model.before), script(model.after), script(model.add_before),
                          script(model.add_after)};
      prepared_.setup.notifyees.push_back(std::move(notifyee));
      prepared_.initial.notifyees.emplace_back();
      register_library(model, *id);
    }
  }

  void register_library(const NotifyeeModel& model, NotifyeeId id) {
    if (model.library.empty()) return;
    prepared_.registrations.emplace_back(id,
                                         intern(expand_environment(model.library, scenario_.environment)));
  }

  NotifyeeScript script(const NotifyeeBehaviour& model) {
    return model.renamed<NameId>([this](const std::string& name) { return intern(name); });
  }

  void bind_names() {
    for (FakeProvider& provider : prepared_.setup.providers)
      provider.name = prepared_.trace.provider(provider.id);
    for (FakeNotifyee& notifyee : prepared_.setup.notifyees)
      notifyee.name = prepared_.trace.notifyee(notifyee.id);
  }

  void add_sessions(const RememberedStore* store) {
    const SessionId main = world().add_session(intern(main_session_name));
    for (const SessionModel& model : scenario_.sessions) {
      Session& session = world().session(world().find_or_add_session(intern(model.name)));
      session.logged_on = model.logged_on;
    }
    if (store != nullptr) world().session(main).store = *store;
  }

  // After the connections have been remembered: a profile that cannot be read still holds its entries.
  void break_stores() {
    for (const SessionModel& model : scenario_.sessions) {
      RememberedStore& store = world().session(world().find_or_add_session(intern(model.name))).store;
      if (model.store == StoreState::unreadable) store.set_state(wn::cannot_open_profile);
      if (model.store == StoreState::malformed) store.set_state(wn::bad_profile);
    }
  }

  void add_apps() {
    prepared_.initial.apps.push_back(
        {intern(main_app_name), world().find_or_add_session(intern(main_session_name))});
    for (const AppModel& model : scenario_.apps) {
      prepared_.initial.apps.push_back(
          {intern(model.name), world().find_or_add_session(intern(model.session))});
    }
    for (const Step& step : scenario_.steps) prepared_.app_of_step.push_back(find_app(step.app));
  }

  AppId find_app(std::string_view name) const {
    const auto found = std::ranges::find(scenario_.apps, name, &AppModel::name);
    if (name.empty() || found == scenario_.apps.end()) return main_app;
    return app_of_model(static_cast<std::size_t>(found - scenario_.apps.begin()));
  }

  void add_connection(const ConnectionModel& model) {
    const SessionId session = world().find_or_add_session(intern(model.session));
    const auto owner = prepared_.setup.registry.find_provider(model.provider);
    if (model.remembered) remember(model, session, owner);
    if (!model.connected) return;
    const ConnectionId id = world().connect({.session = session,
                                             .device = intern(model.device),
                                             .remote = intern(model.remote),
                                             .user = intern(model.user),
                                             .owner = owner.value_or(ProviderId{}),
                                             .type = model.type});
    for (const OpenFileModel& file : model.open) add_file(id, file);
    for (const PrintJobModel& job : model.jobs) add_job(id, job);
    for (const DeviceUseModel& use : model.used_by) add_use(id, use);
  }

  void remember(const ConnectionModel& model, SessionId session, std::optional<ProviderId> owner) {
    const std::uint32_t net_type = owner ? prepared_.setup.providers[index(*owner)].net_type : 0;
    // Fails where a store from outside remembers the device for another remote name; that entry stays.
    (void)world().session(session).store.remember(
        {model.device, model.remote, model.user, model.provider, net_type, model.type});
  }

  void add_file(ConnectionId id, const OpenFileModel& model) {
    const FileId file =
        world().open_file({id, intern(model.file), intern(model.by), model.unwritten}, world_recorder());
    if (model.closes) prepared_.initial.closings.push_back({file, *model.closes});
  }

  void add_job(ConnectionId id, const PrintJobModel& model) {
    const JobId job = world().start_job({id, intern(model.document), model.pages}, world_recorder());
    if (model.page_time) prepared_.initial.printings.push_back({job, *model.page_time});
  }

  void add_use(ConnectionId id, const DeviceUseModel& model) {
    const UseId use = world().begin_use({id, intern(model.process)}, world_recorder());
    if (model.ends) prepared_.initial.endings.push_back({use, *model.ends});
  }

  const Scenario& scenario_;
  const std::string& host_;
  Prepared prepared_;
};

}  // namespace

Prepared prepare(const Scenario& scenario, const Policy& policy, const RememberedStore* store,
                 const std::string& host) {
  return Preparer{scenario, policy, host}.run(store);
}

std::string plugin_path(const Scenario& scenario, std::string_view plugin) {
  constexpr std::string_view separators = "/\\";
  const bool has_drive = plugin.size() > 1 && plugin[1] == ':';
  const bool is_absolute = has_drive || separators.find(plugin.front()) != std::string_view::npos;
  // Without a folder the system would search for the library along paths of its own.
  std::string path = is_absolute ? "" : scenario.folder.empty() ? "./" : scenario.folder;
  path += plugin;
  const std::size_t name = path.find_last_of(separators) + 1;
  if (path.find('.', name) == std::string::npos) path += shared_library_extension();
  return path;
}

}  // namespace mprsim
