"""The kernel's own fence around a child on Linux: no writing, no programs, no TCP.

Landlock needs no privilege and cannot be taken off again. A kernel older than 5.13 has none, and
one older than 6.7 none for the network; the limits of :mod:`child` hold all the same. Reading
stays free, for Python loads its modules when they are first used.
"""

import ctypes
import struct
from typing import Final

_CREATE_RULESET: Final = 444
_RESTRICT_SELF: Final = 446
_ASK_VERSION: Final = 1
_NO_NEW_PRIVILEGES: Final = 38

_READING: Final = 0b1100
"""Of files and of folders: the two kinds of access to the file system that are left."""
_NETWORK: Final = 0b11
_SIGNALS_AND_SOCKETS: Final = 0b11


def known_version() -> int:
    """Of the kernel's Landlock; 0 where it has none."""
    kernel = ctypes.CDLL(None, use_errno=True)
    return max(0, int(kernel.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)))


def shut() -> None:
    """Shut this process, and whatever it starts, off for good, where the kernel can."""
    version = known_version()
    if version == 0:
        return
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    handled = _handled(version)
    # There is no rule in the set, so that all it handles is forbidden.
    ruleset = kernel.syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    kernel.syscall(_RESTRICT_SELF, ruleset, 0)


def _handled(version: int) -> bytes:
    """The kernel's ``landlock_ruleset_attr``, as long as it knows it."""
    kinds = 13 + (version >= 2) + (version >= 3) + (version >= 5)
    files = (1 << kinds) - 1 & ~_READING
    if version < 4:
        return struct.pack("=Q", files)
    if version < 6:
        return struct.pack("=QQ", files, _NETWORK)
    return struct.pack("=QQQ", files, _NETWORK, _SIGNALS_AND_SOCKETS)
