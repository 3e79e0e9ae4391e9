"""Whatever has happened to a file on its way, reading it ends in cells or in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.core.text.fault import Refused
from thidua.office import legacy_workbook_guard, open_document_guard, workbook_guard
from thidua.office.table_text import DAMAGED, from_json
from thidua.plugins.confinement import Confined, Stop, Stopped

KEPT: Final = Path(__file__).parents[1] / "data" / "forms"
GUARDS: Final = {
    ".xlsx": workbook_guard.guarded,
    ".ods": open_document_guard.guarded,
    ".xls": legacy_workbook_guard.guarded,
}


@pytest.fixture(scope="module")
def child() -> Iterator[Confined]:
    """The process that parses, one for all."""
    with Confined("thidua.office.reading_child:read") as confined:
        yield confined


@pytest.mark.parametrize("suffix", GUARDS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_changed_file_is_read_or_refused(
    suffix: str, child: Confined, tmp_path: Path, data: st.DataObject
) -> None:
    original = (KEPT / f"sheet-saved-by-libreoffice{suffix}").read_bytes()
    content = bytearray(original)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(st.binary(min_size=1, max_size=8))
        content[place : place + len(piece)] = piece
    path = tmp_path / f"bieu{suffix}"
    path.write_bytes(bytes(content[: data.draw(st.sampled_from([len(content), place + 1]))]))
    try:
        passed = GUARDS[suffix](path)
        answer = child.call(suffix.encode() + b"\n" + passed)
    except Refused as refused:
        assert refused.faults[0].place == path.name
    except Stopped as stopped:
        # A panic of the library, caught and told; or more memory than a child may have.
        assert stopped.kind in (Stop.FAILED, Stop.MEMORY), stopped
    else:
        assert answer == DAMAGED or from_json(answer)
