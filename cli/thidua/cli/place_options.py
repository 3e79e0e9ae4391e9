"""``--cluster K --period P [--layer L]``: where a command looks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from thidua.cli.bilingual_commands import option
from thidua.core.text.fault import refuse

if TYPE_CHECKING:
    from thidua.core.model.observation import Layer


def cluster_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--cluster``, required."""
    return _option(command, "--cluster", "Mã cụm.", "Cluster.", metavar="CODE", required=True)


def period_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--period``, required."""
    return _option(command, "--period", "Mã kỳ.", "Period.", metavar="CODE", required=True)


def layer_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--layer``, the highest that holds anything unless given."""
    return _option(
        command,
        "--layer",
        "Lớp: self (tự chấm), appraised (thẩm định), standing-body, council.",
        "Layer: self, appraised, standing-body, council.",
        metavar="LAYER",
    )


def _option(
    command: Callable[..., Any], name: str, vi: str, en: str, **settings: Any
) -> Callable[..., Any]:
    decorated: Callable[..., Any] = option(name, vi=vi, en=en, **settings)(command)
    return decorated


def layer_of(text: str | None) -> "Layer | None":
    """The layer by its code or its Vietnamese word."""
    from thidua.core.text.names import matching_key
    from thidua.core.text.suggesting import did_you_mean
    from thidua.core.workspace.views.wording import LAYER_WORDS

    if text is None:
        return None
    for layer, words in LAYER_WORDS.items():
        if matching_key(text) in map(matching_key, (layer.value, words.vi, words.en)):
            return layer
    known = ", ".join(LAYER_WORDS)
    raise refuse(
        f"không có lớp “{text}”; các lớp: {known}.",
        f"there is no layer “{text}”; layers: {known}.",
        remedy=did_you_mean(text, LAYER_WORDS),
    )
