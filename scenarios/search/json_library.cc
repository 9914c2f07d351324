// The JSON library, compiled once.
#include <boost/json/src.hpp>
