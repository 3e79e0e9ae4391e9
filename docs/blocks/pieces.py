"""Blocks of TOML that are a piece of a file: read by the reader of that file, in a made-up rest."""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from thidua import standard
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator, is_indicator_code
from thidua.core.model.structuring import read_criteria_set, read_scheme
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.templates import Document, TemplateFile
from thidua.office.points_words import faults_of_words

_TITLE = {"vi": "?", "en": "?"}
_CODE = re.compile(r"\b[a-z][a-z0-9_]*\b")


def faults_of_piece(source: str, kind: str) -> str | None:
    """What is wrong with a piece of TOML, in words."""
    try:
        plain = tomllib.loads(source)
        _READERS[kind](plain, source)
    except (tomllib.TOMLDecodeError, Refused) as error:
        return str(error)
    return None


def _set(plain: dict[str, Any], source: str) -> None:
    """A whole criteria set, or some of its keys."""
    made_up = {"code": "made-up", "title": _TITLE, "basis": "proposal", "points": 10}
    rest = {
        "sections": [{"code": "A", "title": _TITLE, "points": 10}],
        "criteria": [{"code": "C", "title": _TITLE, "points": 10, "section": "A"}],
    }
    whole = "criteria" in plain and "code" in plain
    read = read_criteria_set(plain if whole else made_up | rest | plain)
    if whole:
        compile_set(read, _indicators(source), _FORMULAS)


def _criterion(plain: dict[str, Any], source: str) -> None:
    """The keys of one criterion, or whole ``[[criteria]]``."""
    given = plain.get("criteria", [plain])
    criteria = [
        {"code": f"C-{place}", "title": _TITLE, "points": 4} | it for place, it in enumerate(given)
    ]
    criteria.append({"code": "rest", "title": _TITLE, "points": 1})
    points = sum(it["points"] for it in criteria)
    made_up = {"code": "made-up", "title": _TITLE, "basis": "proposal", "points": points}
    read = read_criteria_set(made_up | {"criteria": criteria})
    compile_set(read, _indicators(source), _FORMULAS)


def _scheme(plain: dict[str, Any], _: str) -> None:
    read_scheme(plain)


def _words(plain: dict[str, Any], source: str) -> None:
    template = TemplateFile("toml", source.encode(), "words.toml")
    faults = faults_of_words(template, Document.SCORE_SHEET)
    assert not faults, faults


def _indicators(source: str) -> dict[str, Indicator]:
    """Every word that may be an indicator is taken for one."""
    words = filter(is_indicator_code, dict.fromkeys(_CODE.findall(source)))
    return {code: Indicator(code, Text(code, code), Text("?", "?")) for code in words}


_FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}
_READERS: Mapping[str, Callable[[dict[str, Any], str], None]] = {
    "set": _set,
    "criterion": _criterion,
    "scheme": _scheme,
    "words": _words,
}
