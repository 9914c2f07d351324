// winnetwk.h: the WNet functions, their structures and constants.
//
// Pages: those of winnetwk.h, nf-winnetwk-* and ns-winnetwk-*. The functions are the router's (mock_mpr/mpr.h
// says what each does here): a plug-in leaves them undefined, and they are found in its host when it is
// loaded.
#pragma once

#include "windef.h"
#include "winerror.h"
#include "wnnc.h"

// clang-format off
#define RESOURCE_CONNECTED  0x00000001
#define RESOURCE_GLOBALNET  0x00000002
#define RESOURCE_REMEMBERED 0x00000003
#define RESOURCE_RECENT     0x00000004
#define RESOURCE_CONTEXT    0x00000005

#define RESOURCETYPE_ANY      0x00000000
#define RESOURCETYPE_DISK     0x00000001
#define RESOURCETYPE_PRINT    0x00000002
#define RESOURCETYPE_RESERVED 0x00000008
#define RESOURCETYPE_UNKNOWN  0xFFFFFFFF

#define RESOURCEUSAGE_CONNECTABLE   0x00000001
#define RESOURCEUSAGE_CONTAINER     0x00000002
#define RESOURCEUSAGE_NOLOCALDEVICE 0x00000004
#define RESOURCEUSAGE_SIBLING       0x00000008
#define RESOURCEUSAGE_ATTACHED      0x00000010
#define RESOURCEUSAGE_RESERVED      0x80000000
#define RESOURCEUSAGE_ALL (RESOURCEUSAGE_CONNECTABLE | RESOURCEUSAGE_CONTAINER | RESOURCEUSAGE_ATTACHED)

#define RESOURCEDISPLAYTYPE_GENERIC      0x00000000
#define RESOURCEDISPLAYTYPE_DOMAIN       0x00000001
#define RESOURCEDISPLAYTYPE_SERVER       0x00000002
#define RESOURCEDISPLAYTYPE_SHARE        0x00000003
#define RESOURCEDISPLAYTYPE_FILE         0x00000004
#define RESOURCEDISPLAYTYPE_GROUP        0x00000005
#define RESOURCEDISPLAYTYPE_NETWORK      0x00000006
#define RESOURCEDISPLAYTYPE_ROOT         0x00000007
#define RESOURCEDISPLAYTYPE_SHAREADMIN   0x00000008
#define RESOURCEDISPLAYTYPE_DIRECTORY    0x00000009
#define RESOURCEDISPLAYTYPE_TREE         0x0000000A
#define RESOURCEDISPLAYTYPE_NDSCONTAINER 0x0000000B

#define NETPROPERTY_PERSISTENT 1

#define CONNECT_UPDATE_PROFILE 0x00000001
#define CONNECT_UPDATE_RECENT  0x00000002
#define CONNECT_TEMPORARY      0x00000004
#define CONNECT_INTERACTIVE    0x00000008
#define CONNECT_PROMPT         0x00000010
#define CONNECT_NEED_DRIVE     0x00000020
#define CONNECT_REFCOUNT       0x00000040
#define CONNECT_REDIRECT       0x00000080
#define CONNECT_LOCALDRIVE     0x00000100
#define CONNECT_CURRENT_MEDIA  0x00000200
#define CONNECT_DEFERRED       0x00000400
#define CONNECT_COMMANDLINE    0x00000800
#define CONNECT_CMD_SAVECRED   0x00001000
#define CONNECT_CRED_RESET     0x00002000
#define CONNECT_RESERVED       0xFF000000

#define CONNDLG_RO_PATH     0x00000001
#define CONNDLG_CONN_POINT  0x00000002
#define CONNDLG_USE_MRU     0x00000004
#define CONNDLG_HIDE_BOX    0x00000008
#define CONNDLG_PERSIST     0x00000010
#define CONNDLG_NOT_PERSIST 0x00000020
#define DISC_UPDATE_PROFILE 0x00000001
#define DISC_NO_FORCE       0x00000040

#define UNIVERSAL_NAME_INFO_LEVEL 0x00000001
#define REMOTE_NAME_INFO_LEVEL    0x00000002

#define WNFMT_MULTILINE   0x01
#define WNFMT_ABBREVIATED 0x02
#define WNFMT_INENUM      0x10
#define WNFMT_CONNECTION  0x20

#define NETINFO_DLL16      0x00000001
#define NETINFO_DISKRED    0x00000004
#define NETINFO_PRINTERRED 0x00000008

#define WNCON_FORNETCARD 0x00000001
#define WNCON_NOTROUTED  0x00000002
#define WNCON_SLOWLINK   0x00000004
#define WNCON_DYNAMIC    0x00000008

#define WN_SUCCESS                          NO_ERROR
#define WN_NO_ERROR                         NO_ERROR
#define WN_NOT_SUPPORTED                    ERROR_NOT_SUPPORTED
#define WN_CANCEL                           ERROR_CANCELLED
#define WN_RETRY                            ERROR_RETRY
#define WN_NET_ERROR                        ERROR_UNEXP_NET_ERR
#define WN_MORE_DATA                        ERROR_MORE_DATA
#define WN_BAD_POINTER                      ERROR_INVALID_ADDRESS
#define WN_BAD_VALUE                        ERROR_INVALID_PARAMETER
#define WN_BAD_USER                         ERROR_BAD_USERNAME
#define WN_BAD_PASSWORD                     ERROR_INVALID_PASSWORD
#define WN_ACCESS_DENIED                    ERROR_ACCESS_DENIED
#define WN_FUNCTION_BUSY                    ERROR_BUSY
#define WN_WINDOWS_ERROR                    ERROR_UNEXP_NET_ERR
#define WN_OUT_OF_MEMORY                    ERROR_NOT_ENOUGH_MEMORY
#define WN_NO_NETWORK                       ERROR_NO_NETWORK
#define WN_EXTENDED_ERROR                   ERROR_EXTENDED_ERROR
#define WN_BAD_LEVEL                        ERROR_INVALID_LEVEL
#define WN_BAD_HANDLE                       ERROR_INVALID_HANDLE
#define WN_NOT_INITIALIZING                 ERROR_ALREADY_INITIALIZED
#define WN_NO_MORE_DEVICES                  ERROR_NO_MORE_DEVICES
#define WN_NOT_CONNECTED                    ERROR_NOT_CONNECTED
#define WN_OPEN_FILES                       ERROR_OPEN_FILES
#define WN_DEVICE_IN_USE                    ERROR_DEVICE_IN_USE
#define WN_BAD_NETNAME                      ERROR_BAD_NET_NAME
#define WN_BAD_LOCALNAME                    ERROR_BAD_DEVICE
#define WN_ALREADY_CONNECTED                ERROR_ALREADY_ASSIGNED
#define WN_DEVICE_ERROR                     ERROR_GEN_FAILURE
#define WN_CONNECTION_CLOSED                ERROR_CONNECTION_UNAVAIL
#define WN_NO_NET_OR_BAD_PATH               ERROR_NO_NET_OR_BAD_PATH
#define WN_BAD_PROVIDER                     ERROR_BAD_PROVIDER
#define WN_CANNOT_OPEN_PROFILE              ERROR_CANNOT_OPEN_PROFILE
#define WN_BAD_PROFILE                      ERROR_BAD_PROFILE
#define WN_BAD_DEV_TYPE                     ERROR_BAD_DEV_TYPE
#define WN_DEVICE_ALREADY_REMEMBERED        ERROR_DEVICE_ALREADY_REMEMBERED
#define WN_CONNECTED_OTHER_PASSWORD         ERROR_CONNECTED_OTHER_PASSWORD
#define WN_CONNECTED_OTHER_PASSWORD_DEFAULT ERROR_CONNECTED_OTHER_PASSWORD_DEFAULT
#define WN_NO_MORE_ENTRIES                  ERROR_NO_MORE_ITEMS
#define WN_NOT_CONTAINER                    ERROR_NOT_CONTAINER
#define WN_NOT_AUTHENTICATED                ERROR_NOT_AUTHENTICATED
#define WN_NOT_LOGGED_ON                    ERROR_NOT_LOGGED_ON
#define WN_NOT_VALIDATED                    ERROR_NO_LOGON_SERVERS
// clang-format on

// The structures that hold strings, once for each kind of character.
#define MPRSIM_NETWORK_STRUCTURES(suffix, Text)                  \
  typedef struct _NETRESOURCE##suffix {                          \
    DWORD dwScope;                                               \
    DWORD dwType;                                                \
    DWORD dwDisplayType;                                         \
    DWORD dwUsage;                                               \
    Text lpLocalName;                                            \
    Text lpRemoteName;                                           \
    Text lpComment;                                              \
    Text lpProvider;                                             \
  } NETRESOURCE##suffix, *LPNETRESOURCE##suffix;                 \
  typedef struct _UNIVERSAL_NAME_INFO##suffix {                  \
    Text lpUniversalName;                                        \
  } UNIVERSAL_NAME_INFO##suffix, *LPUNIVERSAL_NAME_INFO##suffix; \
  typedef struct _REMOTE_NAME_INFO##suffix {                     \
    Text lpUniversalName;                                        \
    Text lpConnectionName;                                       \
    Text lpRemainingPath;                                        \
  } REMOTE_NAME_INFO##suffix, *LPREMOTE_NAME_INFO##suffix;       \
  typedef struct _CONNECTDLGSTRUCT##suffix {                     \
    DWORD cbStructure;                                           \
    HWND hwndOwner;                                              \
    LPNETRESOURCE##suffix lpConnRes;                             \
    DWORD dwFlags;                                               \
    DWORD dwDevNum;                                              \
  } CONNECTDLGSTRUCT##suffix, *LPCONNECTDLGSTRUCT##suffix;       \
  typedef struct _DISCDLGSTRUCT##suffix {                        \
    DWORD cbStructure;                                           \
    HWND hwndOwner;                                              \
    Text lpLocalName;                                            \
    Text lpRemoteName;                                           \
    DWORD dwFlags;                                               \
  } DISCDLGSTRUCT##suffix, *LPDISCDLGSTRUCT##suffix
MPRSIM_NETWORK_STRUCTURES(A, LPSTR);
MPRSIM_NETWORK_STRUCTURES(W, LPWSTR);
#undef MPRSIM_NETWORK_STRUCTURES

typedef MPRSIM_AW(NETRESOURCE) NETRESOURCE;
typedef MPRSIM_AW(LPNETRESOURCE) LPNETRESOURCE;
typedef MPRSIM_AW(UNIVERSAL_NAME_INFO) UNIVERSAL_NAME_INFO;
typedef MPRSIM_AW(LPUNIVERSAL_NAME_INFO) LPUNIVERSAL_NAME_INFO;
typedef MPRSIM_AW(REMOTE_NAME_INFO) REMOTE_NAME_INFO;
typedef MPRSIM_AW(LPREMOTE_NAME_INFO) LPREMOTE_NAME_INFO;

typedef struct _NETINFOSTRUCT {
  DWORD cbStructure;
  DWORD dwProviderVersion;
  DWORD dwStatus;
  DWORD dwCharacteristics;
  ULONG_PTR dwHandle;
  WORD wNetType;
  DWORD dwPrinters;
  DWORD dwDrives;
} NETINFOSTRUCT, *LPNETINFOSTRUCT;

typedef struct _NETCONNECTINFOSTRUCT {
  DWORD cbStructure;
  DWORD dwFlags;
  DWORD dwSpeed;
  DWORD dwDelay;
  DWORD dwOptDataSize;
} NETCONNECTINFOSTRUCT, *LPNETCONNECTINFOSTRUCT;

#ifdef __cplusplus
extern "C" {
#endif

DWORD WINAPI WNetAddConnectionA(LPCSTR lpRemoteName, LPCSTR lpPassword, LPCSTR lpLocalName);
DWORD WINAPI WNetAddConnectionW(LPCWSTR lpRemoteName, LPCWSTR lpPassword, LPCWSTR lpLocalName);
DWORD WINAPI WNetAddConnection2A(LPNETRESOURCEA lpNetResource, LPCSTR lpPassword, LPCSTR lpUserName,
                                 DWORD dwFlags);
DWORD WINAPI WNetAddConnection2W(LPNETRESOURCEW lpNetResource, LPCWSTR lpPassword, LPCWSTR lpUserName,
                                 DWORD dwFlags);
DWORD WINAPI WNetAddConnection3A(HWND hwndOwner, LPNETRESOURCEA lpNetResource, LPCSTR lpPassword,
                                 LPCSTR lpUserName, DWORD dwFlags);
DWORD WINAPI WNetAddConnection3W(HWND hwndOwner, LPNETRESOURCEW lpNetResource, LPCWSTR lpPassword,
                                 LPCWSTR lpUserName, DWORD dwFlags);
DWORD WINAPI WNetCancelConnectionA(LPCSTR lpName, BOOL fForce);
DWORD WINAPI WNetCancelConnectionW(LPCWSTR lpName, BOOL fForce);
DWORD WINAPI WNetCancelConnection2A(LPCSTR lpName, DWORD dwFlags, BOOL fForce);
DWORD WINAPI WNetCancelConnection2W(LPCWSTR lpName, DWORD dwFlags, BOOL fForce);
DWORD WINAPI WNetGetConnectionA(LPCSTR lpLocalName, LPSTR lpRemoteName, LPDWORD lpnLength);
DWORD WINAPI WNetGetConnectionW(LPCWSTR lpLocalName, LPWSTR lpRemoteName, LPDWORD lpnLength);
DWORD WINAPI WNetOpenEnumA(DWORD dwScope, DWORD dwType, DWORD dwUsage, LPNETRESOURCEA lpNetResource,
                           LPHANDLE lphEnum);
DWORD WINAPI WNetOpenEnumW(DWORD dwScope, DWORD dwType, DWORD dwUsage, LPNETRESOURCEW lpNetResource,
                           LPHANDLE lphEnum);
DWORD WINAPI WNetEnumResourceA(HANDLE hEnum, LPDWORD lpcCount, LPVOID lpBuffer, LPDWORD lpBufferSize);
DWORD WINAPI WNetEnumResourceW(HANDLE hEnum, LPDWORD lpcCount, LPVOID lpBuffer, LPDWORD lpBufferSize);
DWORD WINAPI WNetCloseEnum(HANDLE hEnum);
DWORD WINAPI WNetGetUserA(LPCSTR lpName, LPSTR lpUserName, LPDWORD lpnLength);
DWORD WINAPI WNetGetUserW(LPCWSTR lpName, LPWSTR lpUserName, LPDWORD lpnLength);
DWORD WINAPI WNetGetLastErrorA(LPDWORD lpError, LPSTR lpErrorBuf, DWORD nErrorBufSize, LPSTR lpNameBuf,
                               DWORD nNameBufSize);
DWORD WINAPI WNetGetLastErrorW(LPDWORD lpError, LPWSTR lpErrorBuf, DWORD nErrorBufSize, LPWSTR lpNameBuf,
                               DWORD nNameBufSize);

#define WNetAddConnection MPRSIM_AW(WNetAddConnection)
#define WNetAddConnection2 MPRSIM_AW(WNetAddConnection2)
#define WNetAddConnection3 MPRSIM_AW(WNetAddConnection3)
#define WNetCancelConnection MPRSIM_AW(WNetCancelConnection)
#define WNetCancelConnection2 MPRSIM_AW(WNetCancelConnection2)
#define WNetGetConnection MPRSIM_AW(WNetGetConnection)
#define WNetOpenEnum MPRSIM_AW(WNetOpenEnum)
#define WNetEnumResource MPRSIM_AW(WNetEnumResource)
#define WNetGetUser MPRSIM_AW(WNetGetUser)
#define WNetGetLastError MPRSIM_AW(WNetGetLastError)

#ifdef __cplusplus
}
#endif
