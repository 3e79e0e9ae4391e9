"""The pictures of workbooks in the guide show, to the last cell, what is written now."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The program that draws them."""
    spec = importlib.util.spec_from_file_location("sheet_pictures", DOCS / "sheet_pictures.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pictures_are_what_their_maker_draws_now(
    maker: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THIDUA_WORKSPACE", raising=False)
    kept = {name: (DOCS / "pictures" / name).read_text(encoding="utf-8") for name in DRAWN}
    assert maker.pictures() == kept, "run: python docs/sheet_pictures.py"


DRAWN = ("result-form.svg", "sector-workbook.svg")
