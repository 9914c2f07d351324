// A token that counts its copies: it shows that a handler was destroyed, and when.
#pragma once

namespace mprsim {

/// `alive` is the number of tokens that exist at the moment. Moving a token makes one more until the old one
/// is destroyed.
class Token {
 public:
  explicit Token(int& alive) : alive_(&alive) { ++*alive_; }
  Token(Token&& other) noexcept : alive_(other.alive_) { ++*alive_; }
  Token(const Token&) = delete;
  Token& operator=(const Token&) = delete;
  Token& operator=(Token&&) = delete;
  ~Token() { --*alive_; }

 private:
  int* alive_;
};

}  // namespace mprsim
