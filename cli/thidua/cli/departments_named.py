"""Which departments have enabled what, and what they are called on the screen."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.cli.session import Session


def department_words(departments: list[str]) -> Text:
    """The departments by their codes, and the whole workspace in words; a dash for nobody."""
    from thidua.core.workspace.sectors_enabled import WHOLE_WORKSPACE

    everyone = Text("cả không gian làm việc", "the whole workspace")
    named = [everyone if it == WHOLE_WORKSPACE else Text(it, it) for it in departments]
    if not named:
        return Text("-", "-")
    return Text(", ".join(it.vi for it in named), ", ".join(it.en for it in named))


def departments_enabling(session: "Session") -> Mapping[str, tuple[str, ...]]:
    """The departments that have enabled each sector; nothing where there is no workspace yet."""
    from thidua.core.record.connection import reading
    from thidua.core.record.settings import enabled_sectors

    if not session.has_workspace:
        return {}
    found: dict[str, list[str]] = defaultdict(list)
    with reading(session.engine) as connection:
        for department, codes in enabled_sectors(connection).items():
            for code in codes:
                found[code].append(department)
    return {code: tuple(departments) for code, departments in found.items()}
