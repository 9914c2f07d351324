// windows.h: what the NP layer of a network provider needs of the Windows API, for platforms without it.
//
// docs/portable-abi.md says what is there, how a plug-in is built with it, and where it differs from Windows.
// Where there is a Windows SDK, that is used instead: this folder is not on the include path. C and C++.
#pragma once

#include "mswchar.h"
#include "winbase.h"
#include "windef.h"
#include "winerror.h"
#include "winnls.h"
#include "winnt.h"
#include "winuser.h"
