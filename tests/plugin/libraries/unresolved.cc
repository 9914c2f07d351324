// A library that needs a function that does not exist.
extern "C" {
int mprsim_nobody_has_this();
unsigned NPGetCaps(unsigned) { return static_cast<unsigned>(mprsim_nobody_has_this()); }
}
