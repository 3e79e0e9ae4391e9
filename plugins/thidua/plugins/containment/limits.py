"""How much a foreign plugin may take: by thidua.toml, the environment, or as is usual."""

import os
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen, validators

from thidua.core.text.fault import refuse

SECONDS_VARIABLE: Final = "THIDUA_PLUGIN_SECONDS"
MEMORY_VARIABLE: Final = "THIDUA_PLUGIN_MEMORY"
LEAST_SECONDS: Final = 1
LEAST_MEMORY: Final = 128


@frozen
class PluginLimits:
    """Of each step of a foreign plugin: its import, one hook, one call of a formula."""

    seconds: int = field(default=10, validator=validators.ge(LEAST_SECONDS))
    """By the clock, before the step is ended."""
    memory: int = field(default=1024, validator=validators.ge(LEAST_MEMORY))
    """MiB of address space, the interpreter and all libraries that the plugin imports (some 150
    without any) among them."""


def limits_from(
    seconds: int | None = None,
    memory: int | None = None,
    environment: Mapping[str, str] = os.environ,
) -> PluginLimits:
    """The limits that ``THIDUA_PLUGIN_SECONDS`` and ``THIDUA_PLUGIN_MEMORY`` set, else those of
    the settings, else the usual ones; Refused where a variable is no number or too small."""
    usual = PluginLimits()
    return PluginLimits(
        _number(environment, SECONDS_VARIABLE, LEAST_SECONDS) or seconds or usual.seconds,
        _number(environment, MEMORY_VARIABLE, LEAST_MEMORY) or memory or usual.memory,
    )


def _number(environment: Mapping[str, str], name: str, least: int) -> int | None:
    value = environment.get(name, "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 9 or int(value) < least:
        raise refuse(
            f"{name} phải là số nguyên từ {least} trở lên, không phải “{value}”.",
            f"{name} must be a whole number of at least {least}, not “{value}”.",
        )
    return int(value)
