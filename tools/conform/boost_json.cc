// Boost.JSON, compiled here and only here: the rest of the program includes its headers alone.
#include <boost/json/src.hpp>
