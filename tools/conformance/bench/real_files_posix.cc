#include "tools/conformance/bench/real_files.h"

namespace mprsim {

class RealFiles::Impl {};

RealFiles::RealFiles() = default;
RealFiles::~RealFiles() = default;

bool RealFiles::available() noexcept { return false; }
BenchAnswer RealFiles::open(const std::u16string&) { return {wn::not_supported}; }
Status RealFiles::touch(std::uint64_t) { return wn::not_supported; }
Status RealFiles::close(std::uint64_t) { return wn::not_supported; }
void RealFiles::close_all() {}

}  // namespace mprsim
