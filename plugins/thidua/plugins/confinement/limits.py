"""How much a confined call may take."""

from typing import Final

from attrs import field, frozen, validators

MIB: Final = 1024 * 1024


@frozen
class Limits:
    """Of one call, but for ``memory``, which is of the child as long as it lives."""

    wall_seconds: int = field(default=15, validator=validators.ge(1))
    cpu_seconds: int = field(default=10, validator=validators.ge(1))
    memory: int = field(default=512 * MIB, validator=validators.ge(MIB))
    """Bytes of address space, the interpreter and its libraries (some 100 MiB) among them."""
    output: int = field(default=16 * MIB, validator=validators.ge(1))
    """Bytes of one answer."""


USUAL: Final = Limits()
