// Whether a text is well-formed XML, as far as reports use it: no DTD but a bare DOCTYPE, no CDATA, no
// processing instruction but the first line. Collects the elements on the way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mprsim {

class WellFormed {
 public:
  explicit WellFormed(std::string_view text) : rest_(text) { read(); }

  /// "" if it is; else what is wrong and the text from there on.
  const std::string& mistake() const noexcept { return mistake_; }
  /// The names of all elements, in order.
  const std::vector<std::string>& elements() const noexcept { return elements_; }
  /// The names of all attributes, in order.
  const std::vector<std::string>& attributes() const noexcept { return attributes_; }

 private:
  bool fail(std::string_view what) {
    if (mistake_.empty()) mistake_ = std::string(what) + ": " + std::string(rest_.substr(0, 80));
    return false;
  }
  bool skip(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
  }
  std::string name() {
    std::size_t size = 0;
    while (size < rest_.size() && is_name(rest_[size])) ++size;
    const std::string found(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return found;
  }

  // Plain text with entities, up to a character or the end.
  bool characters(char end) {
    while (!rest_.empty() && rest_.front() != end) {
      const char c = rest_.front();
      if (c == '<' || (c >= 0 && c < ' ' && c != '\n') || c == 0x7F)
        return fail("a character that must be escaped");
      if (c == '&' && !entity()) return fail("no entity");
      if (c != '&') rest_.remove_prefix(1);
    }
    return true;
  }
  bool entity() {
    for (const std::string_view known : {"&amp;", "&lt;", "&gt;", "&quot;", "&#9;", "&#10;"}) {
      if (skip(known)) return true;
    }
    return false;
  }

  bool attribute() {
    const std::string found = name();
    if (found.empty() || !skip("=\"")) return fail("no attribute");
    attributes_.push_back(found);
    return characters('"') && (skip("\"") || fail("the value does not end"));
  }

  bool tag() {
    if (skip("</")) {
      const std::string found = name();
      if (open_.empty() || open_.back() != found) return fail("</" + found + "> ends nothing");
      open_.pop_back();
      return skip(">") || fail("the tag does not end");
    }
    skip("<");
    const std::string found = name();
    if (found.empty()) return fail("no tag");
    elements_.push_back(found);
    while (skip(" ")) {
      if (!attribute()) return false;
    }
    if (skip("/>")) return true;
    open_.push_back(found);
    return skip(">") || fail("the tag does not end");
  }

  void read() {
    if (skip("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")) skip("\n");
    skip("<!DOCTYPE html>\n");
    while (!rest_.empty()) {
      if (rest_.front() == '<' ? !tag() : !characters('<')) return;
    }
    if (!open_.empty()) fail("<" + open_.back() + "> does not end");
  }

  std::string_view rest_;
  std::string mistake_;
  std::vector<std::string> open_, elements_, attributes_;
};

}  // namespace mprsim
