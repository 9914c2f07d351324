// Which of the bugs that were planted into this copy of the sources is awake: the number of its patch; 0:
// none. Included before everything else in every file of the copy.
#pragma once

namespace mprsim {

inline int seeded_bug = 0;

}  // namespace mprsim
