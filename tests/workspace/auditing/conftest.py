"""Tables written in a line a row, and what the audit finds in them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from thidua.core.workspace.auditing import audit_tables
from thidua.core.workspace.auditing.findings import Finding
from thidua.core.workspace.report_data import Verdict

if TYPE_CHECKING:
    from tests.workspace.conftest import Sheets

Audited = Callable[..., tuple[Finding, ...]]
Told = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def audited(sheets: "Sheets") -> Audited:
    """The findings of one sheet."""
    return lambda *lines: audit_tables("bang.xlsx", sheets(*lines)).findings


@pytest.fixture(scope="session")
def wrong(audited: Audited) -> Told:
    """What is wrong in a sheet: the working by the cell that states the result."""

    def tell(*lines: str) -> dict[str, str]:
        return {
            item.place: item.working.vi
            for item in audited(*lines)
            if item.verdict is Verdict.DISAGREES
        }

    return tell


@pytest.fixture(scope="session")
def open_(audited: Audited) -> Told:
    """What cannot be verified in a sheet: why, by the cell that states the result."""

    def tell(*lines: str) -> dict[str, str]:
        return {
            item.place: item.note.vi
            for item in audited(*lines)
            if item.verdict is Verdict.NOT_VERIFIABLE
        }

    return tell
