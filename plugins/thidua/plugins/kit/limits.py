"""How much the checks of a sector may take, and how thorough they are."""

import os
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen, validators

from thidua.core.text.fault import refuse
from thidua.plugins.confinement.limits import MIB, Limits

SECONDS_VARIABLE: Final = "THIDUA_KIT_SECONDS"
MEMORY_VARIABLE: Final = "THIDUA_KIT_MEMORY"

DEFAULT_EXAMPLES: Final = 50


@frozen
class KitLimits:
    """Of one stage of the checks: import with all hooks, behaviour, resources, or the cases."""

    seconds: int = field(default=10, validator=validators.ge(1))
    """By the clock and of the processor, before a stage is ended."""
    behaviour_seconds: int = field(default=120, validator=validators.ge(1))
    """The same for the behaviour, which is tried on many figures."""
    memory: int = field(default=512, validator=validators.ge(128))
    """MiB of address space, the interpreter and its libraries (some 150) among them."""

    import_milliseconds: int = field(default=500, validator=validators.ge(1))
    """By the clock, that the import of a sector may take."""
    cell_milliseconds: int = field(default=5, validator=validators.ge(1))
    """By the clock, that the scoring of one cell may take."""

    def of_stage(self, seconds: int) -> Limits:
        """The limits of a child that may take so many seconds a call."""
        return Limits(wall_seconds=seconds, cpu_seconds=seconds, memory=self.memory * MIB)


def limits_from(environment: Mapping[str, str] = os.environ) -> KitLimits:
    """The limits that ``THIDUA_KIT_SECONDS`` (of every stage) and ``THIDUA_KIT_MEMORY`` (MiB)
    set; Refused where one is no number or too small."""
    usual = KitLimits()
    seconds = _number(environment, SECONDS_VARIABLE, least=1)
    memory = _number(environment, MEMORY_VARIABLE, least=128)
    return KitLimits(
        seconds or usual.seconds, seconds or usual.behaviour_seconds, memory or usual.memory
    )


def _number(environment: Mapping[str, str], name: str, *, least: int) -> int | None:
    value = environment.get(name, "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or int(value) < least:
        raise refuse(
            f"{name} phải là số nguyên từ {least} trở lên, không phải “{value}”.",
            f"{name} must be a whole number of at least {least}, not “{value}”.",
        )
    return int(value)
