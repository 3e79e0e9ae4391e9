"""Which check of a declaration a fault belongs to."""

import re
from collections.abc import Mapping
from typing import Final

from thidua.core.text.fault import Fault, Refused
from thidua.plugins.quarantine import Quarantine

_WORDS: Final = (
    ("add up to", "points-add-up"),
    ("the interface", "api-version"),
    ("interface version", "api-version"),
    ("of the plugin interface", "api-version"),
    ("There is no such file", "files"),
    ("The template file is empty", "files"),
    ("not saved as UTF-8", "files"),
    ("This is not TOML", "files"),
    ("The TOML is nested", "files"),
    ("This folder is not a sector", "files"),
    ("There is no key", "files"),
    ("The table [", "files"),
    ("No hook contributes", "hooks"),
    ("before it starts", "validity-spans"),
    ("There is no function", "formulas-compile"),
    ("is given twice", "codes"),
    ("is taken by", "codes"),
    ("is also given by", "codes"),
    ("share the code", "codes"),
    ("is already", "codes"),
    ("is not a code", "codes"),
    ("is not an indicator code", "codes"),
    ("has no title", "titles"),
    ("needs a title", "titles"),
    ("There is no", "names-known"),
    ("has no code", "names-known"),
    ("does not know", "names-known"),
    ("in a circle", "structure"),
)
"""Of the English words of a fault, the first that stand in it."""

_KEYS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("title", "vi", "en", "explanation", "grade_titles"), "titles"),
    **dict.fromkeys(("reference", "legal_basis", "basis"), "references"),
    **dict.fromkeys(("valid_from", "valid_to"), "validity-spans"),
    **dict.fromkeys(
        (
            *("formula", "expression", "inputs", "parameters", "optional_inputs", "choices"),
            *("when", "per", "on", "gate", "combine", "stated", "recomputed", "default"),
        ),
        "formulas-compile",
    ),
    "api_version": "api-version",
    "unit": "measures",
    "code": "codes",
    "sector": "names-known",
}
"""By a key in the path of a fault, the last one that says something."""

_PATH: Final = re.compile(r"[a-z_]+(\[[^\]]*\])?(\.[a-z0-9_]+(\[[^\]]*\])?)*")
_KEY: Final = re.compile(r"([a-z_]+)(?:\[[^\]]*\])?")
_ITEM: Final = re.compile(r"\[([^\]]+)\]")


def path_of(place: str) -> str:
    """The path at the end of a fault's place: ``criteria[H-01].points``; empty without one."""
    last = place.rpartition(", ")[2]
    return last if _PATH.fullmatch(last) else ""


def subject_of(fault: Fault) -> str:
    """What a fault is about: the item that its path names first."""
    found = _ITEM.search(path_of(fault.place))
    return found[1] if found else ""


def check_of_fault(fault: Fault) -> str:
    """The check that a fault of a file, or of a record, belongs to."""
    for words, check in _WORDS:
        if words in fault.what.en:
            return check
    path = path_of(fault.place)
    keys = _KEY.findall(path)
    if "bands" in keys:
        return "bands"
    for key in reversed(keys):
        if key in _KEYS:
            return _KEYS[key]
    return "structure" if path else "files"


def check_of_quarantine(item: Quarantine) -> str:
    """The check that something wrong with a plugin's code belongs to."""
    if "it was written for version" in item.cause.en:
        return "api-version"
    if isinstance(item.error, Refused):
        return check_of_fault(Fault(item.cause, item.place))
    if not item.hook:
        return "import"
    if item.error is None and path_of(item.place):
        return check_of_fault(Fault(item.cause, item.place))
    return "codes" if "is given twice" in item.cause.en else "hooks"
