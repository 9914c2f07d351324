// MultiByteToWideChar and WideCharToMultiByte, for UTF-8.
#include <string_view>

#include "mock_mpr/text/unicode.h"
#include "windows.h"

namespace {

using mprsim::CodePoint;

int fail(DWORD why) noexcept {
  SetLastError(why);
  return 0;
}

bool is_known(UINT page) noexcept { return page == CP_ACP || page == CP_UTF8; }

// A target of size 0 only counts.
template <class Char>
class Target {
 public:
  Target(Char* target, int size) noexcept : target_(target), size_(size) {}
  void operator()(auto c) noexcept {
    if (length_ < size_) target_[length_] = static_cast<Char>(c);
    ++length_;
  }
  int finish() const noexcept {
    return size_ != 0 && length_ > size_ ? fail(ERROR_INSUFFICIENT_BUFFER) : length_;
  }

 private:
  Char* target_;
  int size_;
  int length_ = 0;
};

// A length of -1: up to the end, and the end too.
template <class Char>
std::basic_string_view<Char> source(const Char* text, int length) noexcept {
  if (length >= 0) return {text, static_cast<size_t>(length)};
  return {text, std::basic_string_view<Char>(text).size() + 1};
}

template <class From, class To>
bool is_wrong(UINT page, const From* text, int length, const To* target, int size) noexcept {
  return !is_known(page) || text == nullptr || length == 0 || length < -1 || size < 0 ||
         (size > 0 && target == nullptr);
}

}  // namespace

extern "C" {

int MultiByteToWideChar(UINT page, DWORD flags, LPCSTR text, int length, LPWSTR target, int size) {
  if (is_wrong(page, text, length, target, size)) return fail(ERROR_INVALID_PARAMETER);
  Target<WCHAR> put(target, size);
  for (auto rest = source(text, length); !rest.empty();) {
    CodePoint point = mprsim::decode_wtf8(rest);
    if (!point.valid) {
      if ((flags & MB_ERR_INVALID_CHARS) != 0) return fail(ERROR_NO_UNICODE_TRANSLATION);
      point.value = mprsim::replacement_character;
    }
    mprsim::encode_utf16(point.value, [&](char16_t c) { put(c); });
    rest.remove_prefix(point.units);
  }
  return put.finish();
}

int WideCharToMultiByte(UINT page, DWORD flags, LPCWSTR text, int length, LPSTR target, int size,
                        LPCSTR default_char, BOOL* used_default_char) {
  if (is_wrong(page, text, length, target, size)) return fail(ERROR_INVALID_PARAMETER);
  // UTF-8 needs no default character, and Windows accepts none for it.
  if (page == CP_UTF8 && (default_char != nullptr || used_default_char != nullptr))
    return fail(ERROR_INVALID_PARAMETER);
  if (used_default_char != nullptr) *used_default_char = FALSE;
  Target<char> put(target, size);
  for (auto rest = source(text, length); !rest.empty();) {
    CodePoint point = mprsim::decode_utf16(rest);
    if (!point.valid) {
      if ((flags & WC_ERR_INVALID_CHARS) != 0) return fail(ERROR_NO_UNICODE_TRANSLATION);
      point.value = mprsim::replacement_character;
    }
    mprsim::encode_utf8(point.value, [&](char c) { put(c); });
    rest.remove_prefix(point.units);
  }
  return put.finish();
}

}  // extern "C"
