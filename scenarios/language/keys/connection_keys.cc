// [[connection]], and what is on it: `open`, `jobs` and `used_by`.
#include <optional>

#include "scenarios/language/choices.h"
#include "scenarios/language/finish.h"
#include "scenarios/language/keys/binding.h"

namespace mprsim {
namespace {

using namespace binding;

// The standard value of `type` depends on the device.
std::optional<TomlValue> write_type(const ConnectionModel& model, const Key& key) {
  if (model.type == standard_type(model.device)) return std::nullopt;
  return write(model.type, key);
}

constexpr auto connection_rows = keys_of<ConnectionModel>(
    key<&ConnectionModel::session>("session", uses(Noun::session), "the logon session it belongs to")
        .otherwise("\"user\""),
    key<&ConnectionModel::device>("device", text_of(Form::device), "the local device, if it has one"),
    key<&ConnectionModel::remote>("remote", text_of(Form::remote, step_name_bytes), "the remote name")
        .required(),
    key<&ConnectionModel::provider>("provider", uses(Noun::provider), "the provider that owns it").required(),
    key<&ConnectionModel::user>("user", text(), "the user name it was made with"),
    key<&ConnectionModel::type>("type", choice(words_of<resource_types>), "the kind of resource")
        .written<&write_type>()
        .otherwise("\"print\" for LPTn, else \"disk\""),
    key<&ConnectionModel::connected>("connected", flag(), "whether it is connected at the beginning")
        .otherwise("true"),
    key<&ConnectionModel::remembered>("remembered", flag(), "whether it comes back at the next logon")
        .otherwise("false"),
    key<&ConnectionModel::open>("open", tables(), "files open on it"),
    key<&ConnectionModel::jobs>("jobs", tables(), "print jobs on it"),
    key<&ConnectionModel::used_by>("used_by", tables(), "processes that use the device"));

constexpr auto open_file_rows = keys_of<OpenFileModel>(
    key<&OpenFileModel::file>("file", defines(Noun::file), "its path, on the device or the remote name")
        .required(),
    key<&OpenFileModel::by>("by", defines(Noun::holder),
                            "the process that opened it: an application, a notifyee or any other"),
    key<&OpenFileModel::unwritten>("unwritten", whole(0, 1'000'000), "changes not written yet")
        .otherwise("0"),
    key<&OpenFileModel::closes>("closes", duration(), "when it closes by itself"));

constexpr auto job_rows = keys_of<PrintJobModel>(
    key<&PrintJobModel::document>("document", defines(Noun::document),
                                  "its name, to which other tables refer")
        .required()
        .fixed(),
    key<&PrintJobModel::pages>("pages", whole(1, 10'000), "pages left to print").otherwise("1"),
    key<&PrintJobModel::page_time>("page_time", duration(1),
                                   "how long a page takes; without it nothing is printed"));

constexpr auto use_rows = keys_of<DeviceUseModel>(
    key<&DeviceUseModel::process>("process", defines(Noun::holder), "the process that uses the device")
        .required(),
    key<&DeviceUseModel::ends>("ends", duration(), "when the use ends by itself"));

}  // namespace

std::span<const Key> connection_keys() noexcept { return connection_rows; }
std::span<const Key> open_file_keys() noexcept { return open_file_rows; }
std::span<const Key> job_keys() noexcept { return job_rows; }
std::span<const Key> use_keys() noexcept { return use_rows; }

}  // namespace mprsim
