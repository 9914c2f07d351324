#include "scenarios/language/variation.h"

#include <algorithm>
#include <string>
#include <utility>

#include "scenarios/language/keys.h"

namespace mprsim {
namespace {

using Kind = TomlValue::Kind;

constexpr std::size_t longest_alternative = 60;

// A value in one line, to tell it from the other alternatives.
std::string as_text(const TomlValue& value) {
  switch (value.kind) {
    case Kind::boolean:
      return value.boolean ? "true" : "false";
    case Kind::integer:
      return std::to_string(value.integer);
    case Kind::real:
    case Kind::date:
      return "?";  // no key takes one, so that such a file is refused
    case Kind::string:
      return printable(value.string);
    case Kind::list: {
      std::string text;
      for (const TomlValue& item : value.items) text += (text.empty() ? "" : ", ") + as_text(item);
      return "[" + text + "]";
    }
    case Kind::table: {
      std::string text;
      for (const auto& [key, where, inner] : value.members) {
        text += (text.empty() ? "" : ", ") + printable(key) + " = " + as_text(inner);
      }
      return "{ " + text + " }";
    }
  }
  return {};
}

// Alternatives are named by their text, so that no two of one value may have the same.
std::vector<std::string> texts_of(const std::vector<TomlValue>& items) {
  std::vector<std::string> texts;
  for (const TomlValue& item : items) {
    std::string text = as_text(item);
    if (text.size() > longest_alternative) text.resize(longest_alternative);
    if (std::ranges::find(texts, text) != texts.end()) text += " (" + std::to_string(texts.size() + 1) + ")";
    texts.push_back(std::move(text));
  }
  return texts;
}

const std::vector<TomlValue>& alternatives_of(const TomlValue& any) {
  return find_member(any, "any")->value.items;
}

bool has_any(const TomlValue& value) {
  return is_any(value) || std::ranges::any_of(value.items, has_any) ||
         std::ranges::any_of(value.members, has_any, &TomlMember::value);
}

// In a table whose keys the author chooses, "any" may be one of these keys.
bool has_own_keys(const Key& key) noexcept {
  return key.type.form == Form::words || key.type.form == Form::policy;
}

// Walks through a file in its order, and calls a visitor for every value with `any` outside of expectations,
// with the name and the key of the value.
template <class Visitor>
class Walk {
 public:
  explicit Walk(Visitor visit) : visit_(visit) {}

  void table(const TomlValue& value, TableKind kind, const std::string& name, std::string_view separator) {
    for (const TomlMember& member : value.members) {
      const Key* key = find_key(mprsim::table(kind), member.key);
      const bool expects =
          key != nullptr && key->type.form == Form::table && key->type.table == TableKind::expect;
      if (key != nullptr && !expects) keyed(member.value, *key, concat({name, separator, member.key}));
    }
  }

 private:
  void keyed(const TomlValue& value, const Key& key, const std::string& name) {
    if (is_any(value) || (find_member(value, "any") != nullptr && !has_own_keys(key))) {
      visit_(value, name, key);
    } else if (value.kind == Kind::list) {
      for (std::size_t i = 0; i < value.items.size(); ++i) entry(value.items[i], key, name, i);
    } else if (has_own_keys(key)) {
      for (const TomlMember& member : value.members)
        keyed(member.value, key, concat({name, ".", member.key}));
    } else {
      table(value, key.type.table, name, ".");
    }
  }

  // "provider LanMan", "app explorer: step 2", "connection 1".
  void entry(const TomlValue& value, const Key& key, const std::string& list, std::size_t index) {
    const bool is_table = key.type.form == Form::table && value.kind == Kind::table && !is_any(value);
    const TomlMember* own = is_table ? find_member(value, "name") : nullptr;
    const bool named = own != nullptr && own->value.kind == Kind::string;
    const auto name = concat({list, " ", named ? printable(own->value.string) : std::to_string(index + 1)});
    if (is_table) return table(value, key.type.table, name, ": ");
    keyed(value, key, name);
  }

  Visitor visit_;
};

class AnyCheck {
 public:
  explicit AnyCheck(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // Reports what is wrong with one `any`; true if nothing is.
  bool good(const TomlValue& value, const Key& key) {
    if (key.is_fixed) return fail(value.where, concat({"`", key.name, "` cannot be one of several values"}));
    for (const TomlMember& member : value.members) {
      if (member.key != "any") {
        return fail(member.where, "`any` stands alone in its table", "write { any = [value, value] }");
      }
    }
    const TomlValue& list = value.members.front().value;
    if (list.kind == Kind::list) return good_list(list);
    return fail(list.where, "`any` must be a list of values", "write { any = [value, value] }");
  }

  void too_many(Location where) {
    fail(where, concat({"more than ", std::to_string(most_variations), " values with `any`"}));
  }

 private:
  bool good_list(const TomlValue& list) {
    const std::size_t count = list.items.size();
    if (count < 2) {
      return fail(list.where, "`any` needs two values or more", count == 0 ? "" : "write the value alone");
    }
    if (count > most_alternatives) {
      return fail(list.where, concat({"`any` has ", std::to_string(count), " values; the limit is ",
                                      std::to_string(most_alternatives)}));
    }
    const auto nested = std::ranges::find_if(list.items, has_any);
    if (nested == list.items.end()) return true;
    return fail(nested->where, "`any` inside of `any`", "put all values into one list");
  }

  bool fail(Location where, std::string message, std::string hint = {}) {
    diagnostics_.push_back({where, std::move(message), std::move(hint)});
    return false;
  }

  Diagnostics& diagnostics_;
};

// The value with each `any` in it replaced by what `take` returns for it; where that is null, the `any`
// stays.
template <class Take>
TomlValue replaced(const TomlValue& value, Take& take) {
  if (is_any(value)) {
    if (const TomlValue* taken = take(value)) return *taken;
  }
  TomlValue copy = value;
  for (TomlValue& item : copy.items) item = replaced(item, take);
  for (TomlMember& member : copy.members) member.value = replaced(member.value, take);
  return copy;
}

}  // namespace

bool is_any(const TomlValue& value) noexcept {
  const TomlMember* any = value.kind == Kind::table ? find_member(value, "any") : nullptr;
  return any != nullptr && any->value.kind == Kind::list;
}

FoundVariations find_variations(const TomlValue& file) {
  FoundVariations found;
  AnyCheck check(found.diagnostics);
  const auto visit = [&](const TomlValue& value, const std::string& name, const Key& key) {
    if (!check.good(value, key)) {
      found.others.push_back(value.where);
      return;
    }
    if (found.good.size() == most_variations) check.too_many(value.where);
    found.good.push_back({name, texts_of(alternatives_of(value)), value.where});
  };
  Walk{visit}.table(file, TableKind::scenario, "", "");
  return found;
}

TomlValue decided(const TomlValue& file, std::span<const Variation> variations,
                  std::span<const std::uint32_t> picks) {
  const auto take = [&](const TomlValue& any) -> const TomlValue* {
    const auto found = std::ranges::find(variations, any.where, &Variation::where);
    if (found == variations.end()) return nullptr;
    return &alternatives_of(any)[picks[static_cast<std::size_t>(found - variations.begin())]];
  };
  return replaced(file, take);
}

std::vector<TomlValue> every_way(const TomlValue& value) {
  std::vector<std::size_t> counts;  // of each `any`, in the order in which replaced() meets them
  const auto count = [&counts](const TomlValue& any) {
    counts.push_back(alternatives_of(any).size());
    return alternatives_of(any).empty() ? nullptr : &alternatives_of(any).front();
  };
  std::vector<TomlValue> ways{replaced(value, count)};
  std::vector<std::size_t> picks(counts.size(), 0);
  while (ways.size() <= most_expectations) {
    // The next combination, the last `any` first.
    std::size_t place = picks.size();
    while (place > 0 && picks[place - 1] + 1 >= counts[place - 1]) picks[--place] = 0;
    if (place == 0) break;
    ++picks[place - 1];
    std::size_t next = 0;
    const auto take = [&](const TomlValue& any) { return &alternatives_of(any)[picks[next++]]; };
    ways.push_back(replaced(value, take));
  }
  return ways;
}

}  // namespace mprsim
