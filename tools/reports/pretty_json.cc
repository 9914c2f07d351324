#include "tools/reports/pretty_json.h"

#include <utility>

#include "mock_mpr/text/json_writer.h"

namespace mprsim {

void PrettyJson::text(std::string_view content) {
  JsonWriter writer(content.size() + 2);
  writer.text(content);
  out_ += std::move(writer).take();
}

void PrettyJson::new_line() {
  out_.push_back('\n');
  out_.append(2 * depth_, ' ');
}

void PrettyJson::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!empty_) out_.push_back(',');
  new_line();
  empty_ = false;
}

PrettyJson& PrettyJson::begin(char bracket) {
  before_value();
  out_.push_back(bracket);
  ++depth_;
  empty_ = true;
  return *this;
}

PrettyJson& PrettyJson::end(char bracket) {
  --depth_;
  if (!empty_) new_line();
  out_.push_back(bracket);
  empty_ = false;
  return *this;
}

PrettyJson& PrettyJson::key(std::string_view name) {
  before_value();
  text(name);
  out_ += ": ";
  after_key_ = true;
  return *this;
}

PrettyJson& PrettyJson::value(std::string_view content) {
  before_value();
  text(content);
  return *this;
}

PrettyJson& PrettyJson::value(std::uint64_t number) {
  before_value();
  out_ += std::to_string(number);
  return *this;
}

PrettyJson& PrettyJson::value(bool truth) {
  before_value();
  out_ += truth ? "true" : "false";
  return *this;
}

PrettyJson& PrettyJson::null() {
  before_value();
  out_ += "null";
  return *this;
}

std::string PrettyJson::take() { return std::exchange(out_, {}) + "\n"; }

}  // namespace mprsim
