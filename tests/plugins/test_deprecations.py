"""What will be removed says so until its version, and is gone by then."""

from collections.abc import Callable
from importlib.metadata import EntryPoint, version

import pytest

from thidua.core.text.bilingual import Text
from thidua.plugins import deprecations
from thidua.plugins.deprecations import DEPRECATIONS, Deprecation, overdue
from thidua.plugins.manager import Plugins

Inline = Callable[..., EntryPoint]

INSTEAD = Text("Dùng thidua_indicators.", "Use thidua_indicators.")
OLD_HOOK = Deprecation("thidua_checks", "1.0", "2.0", INSTEAD)
CHECKS = """
from thidua.plugins import hookimpl

@hookimpl
def thidua_checks():
    return []
"""


def test_nothing_outlives_its_removal() -> None:
    assert overdue(version("thidua"), DEPRECATIONS) == ()


@pytest.mark.parametrize(
    ("released", "due"),
    [("1.9", False), ("1.99.3", False), ("2.0", True), ("2", True), ("2.0.dev1", True)],
)
def test_removal_is_due_with_its_version(released: str, due: bool) -> None:
    assert overdue(released, [OLD_HOOK]) == ((OLD_HOOK,) if due else ())


def test_removal_comes_after_the_deprecation() -> None:
    with pytest.raises(ValueError, match="before it is deprecated"):
        Deprecation("thidua_checks", "2.0", "2.0.0", INSTEAD)
    with pytest.raises(ValueError, match="removed_in"):
        Deprecation("thidua_checks", "2.0", "soon", INSTEAD)


def test_plugin_that_uses_a_deprecated_hook_works_and_is_told(
    inline: Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deprecations, "DEPRECATIONS", (OLD_HOOK,))
    plugins = Plugins.load([inline(CHECKS)], strict=True)
    [notice] = plugins.notices
    assert notice.vi == (
        "Phần mở rộng “mine”: thidua_checks sẽ bị bỏ từ thidua 2.0. Dùng thidua_indicators."
    )
    assert notice.en == (
        "Plugin “mine”: thidua_checks will be removed in thidua 2.0. Use thidua_indicators."
    )


def test_nothing_is_said_where_nothing_is_deprecated(inline: Inline) -> None:
    assert Plugins.load([inline(CHECKS)]).notices == ()
