// Needs a function that nobody has.
extern "C" {
int mprsim_nobody_has_this();
unsigned NPGetCaps(unsigned) { return static_cast<unsigned>(mprsim_nobody_has_this()); }
}
