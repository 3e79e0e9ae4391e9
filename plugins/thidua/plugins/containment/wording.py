"""What users are told of a plugin that had to be stopped."""

from collections.abc import Callable, Mapping
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.plugins.confinement import Stop, Stopped
from thidua.plugins.containment.limits import MEMORY_VARIABLE, SECONDS_VARIABLE, PluginLimits


def cause_of(stopped: Stopped, limits: PluginLimits) -> Text:
    """What it did, as the rest of a sentence about it."""
    return _CAUSES[stopped.kind](stopped, limits)


def remedy_of(stopped: Stopped, limits: PluginLimits) -> Text:
    """How the limit is raised, where one was reached."""
    match stopped.kind:
        case Stop.TIME:
            key, variable, value = "plugin_seconds", SECONDS_VARIABLE, 3 * limits.seconds
        case Stop.MEMORY:
            key, variable, value = "plugin_memory", MEMORY_VARIABLE, 2 * limits.memory
        case _:
            return Text(
                "Báo cho tác giả của phần mở rộng.", "Tell the author of the plugin about it."
            )
    return Text(
        f"Nếu phần mở rộng thật sự cần đến thế, đặt {key} = {value} trong thidua.toml, hoặc biến"
        f" môi trường {variable}={value}; nếu không, báo cho tác giả của nó.",
        f"If the plugin really needs that much, set {key} = {value} in thidua.toml, or"
        f" {variable}={value} in the environment; else tell its author about it.",
    )


def _of_time(_: Stopped, limits: PluginLimits) -> Text:
    return Text(
        f"chạy quá {limits.seconds} giây mà chưa xong, nên đã bị dừng.",
        f"it was still running after {limits.seconds} s and was stopped.",
    )


def _of_memory(_: Stopped, limits: PluginLimits) -> Text:
    return Text(
        f"cần hơn {limits.memory} MiB bộ nhớ, nên đã bị dừng.",
        f"it needs over {limits.memory} MiB of memory and was stopped.",
    )


def _of_death(stopped: Stopped, _: PluginLimits) -> Text:
    return Text(
        f"làm tiến trình chạy nó kết thúc đột ngột ({stopped.detail}).",
        f"it made the process that ran it end abruptly ({stopped.detail}).",
    )


def _of_failure(stopped: Stopped, _: PluginLimits) -> Text:
    return Text(
        f"không chạy được trong tiến trình riêng ({stopped.detail}).",
        f"it cannot be run in a process of its own ({stopped.detail}).",
    )


_CAUSES: Final[Mapping[Stop, Callable[[Stopped, PluginLimits], Text]]] = {
    Stop.TIME: _of_time,
    Stop.MEMORY: _of_memory,
    Stop.DIED: _of_death,
    Stop.OUTPUT: _of_death,
    Stop.FAILED: _of_failure,
}
