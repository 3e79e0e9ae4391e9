"""Word documents become PDF by LibreOffice; what keeps it from doing so is told."""

import re
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from thidua.core.text.fault import Fault, Refused
from thidua.office import pdf_conversion
from thidua.office.pdf_conversion import WordDocument, find_soffice, to_pdf, to_pdfs

FakeSoffice = Callable[[str], None]

PDF = "printf '%%PDF-1.7' > pdf/$name.pdf"

needs_libreoffice = pytest.mark.skipif(
    find_soffice() is None, reason="LibreOffice is not installed on this machine"
)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the fake is a shell script")


@pytest.fixture
def fake_soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSoffice:
    """Stands a script in the place of LibreOffice; for each document it has a ``$name``."""

    def put(script: str) -> None:
        file = tmp_path / "soffice"
        each = "mkdir -p pdf; for file in *.docx; do name=${file%.docx};"
        file.write_text(f"#!/bin/sh\n{each}\n{script}\ndone\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("THIDUA_SOFFICE", str(file))

    return put


def fault_of(*places: str) -> Fault:
    with pytest.raises(Refused) as caught:
        to_pdfs([WordDocument(b"x", place) for place in places])
    (fault,) = caught.value.faults
    return fault


@needs_libreoffice
def test_documents_become_pdfs_in_one_start_with_every_letter(word_file: Any) -> None:
    documents = [
        WordDocument(word_file("Cụm thi đua số 1: Ủy ban, Sở, Điện Biên"), "a.docx"),
        WordDocument(word_file("x", header="y"), "b.docx"),
    ]
    first, second = to_pdfs(documents)
    assert first.startswith(b"%PDF-") and second.startswith(b"%PDF-")
    assert first != second and len(re.findall(rb"/Type\s*/Page\b", first)) == 1


@needs_libreoffice
def test_what_libreoffice_cannot_open_is_named(word_file: Any) -> None:
    documents = [
        WordDocument(word_file("x"), "a.docx"),
        WordDocument(b"no document of Word", "b.docx"),
    ]
    with pytest.raises(Refused) as caught:
        to_pdfs(documents)
    (fault,) = caught.value.faults
    assert fault.place == "b.docx" and "no PDF" in fault.what.en


def test_nothing_to_convert_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_SOFFICE", "/no/such/program")
    assert to_pdfs([]) == []


def test_missing_libreoffice_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THIDUA_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(pdf_conversion, "_USUAL_PLACES", ())
    fault = fault_of("a.docx")
    assert fault.what.vi == "Chưa cài LibreOffice nên không ghi được PDF."
    assert fault.remedy is not None
    assert ".docx" in fault.remedy.vi and "THIDUA_SOFFICE" in fault.remedy.en


def test_a_setting_that_names_no_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_SOFFICE", "/no/such/program")
    assert "THIDUA_SOFFICE=/no/such/program" in fault_of("a.docx").what.vi


@posix_only
def test_the_setting_goes_before_the_path(fake_soffice: FakeSoffice) -> None:
    fake_soffice(f'cat "$file" > said; {PDF}; cat "$file" >> pdf/$name.pdf')
    documents = [WordDocument(b"one", "a"), WordDocument(b"two", "b")]
    assert to_pdfs(documents) == [b"%PDF-1.7one", b"%PDF-1.7two"]
    assert to_pdf(b"three", "c") == b"%PDF-1.7three"


@posix_only
def test_every_run_has_a_profile_of_its_own_with_macros_shut(fake_soffice: FakeSoffice) -> None:
    fake_soffice(f'{PDF}; echo "$@" >> pdf/$name.pdf; cat profile/user/*.xcu >> pdf/$name.pdf')
    first, second = (to_pdf(b"x", "a").decode() for _ in range(2))
    folders = [re.search(r"-env:UserInstallation=file://(\S+)", it) for it in (first, second)]
    places = [Path(found[1]) for found in folders if found]
    assert len(set(places)) == 2 and not any(place.exists() for place in places)
    assert "--headless" in first and 'DisableMacrosExecution" oor:op="fuse"><value>true' in first


@posix_only
def test_a_libreoffice_that_hangs_is_stopped_with_all_it_has_started(
    fake_soffice: FakeSoffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_conversion, "SECONDS_TO_START", 1)
    monkeypatch.setattr(pdf_conversion, "SECONDS_A_DOCUMENT", 0)
    fake_soffice("sleep 60 & sleep 60")
    begun = time.monotonic()
    assert "1 giây" in fault_of("a.docx").what.vi
    assert time.monotonic() - begun < 10


@posix_only
@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "echo starting; echo 'source file could not be loaded'",
            "source file could not be loaded",
        ),
        ("exit 77", "exit code 77"),
        ("echo broken > pdf/$name.pdf", "exit code 0"),
    ],
)
def test_a_libreoffice_that_fails_is_quoted(
    script: str, said: str, fake_soffice: FakeSoffice
) -> None:
    fake_soffice(script)
    fault = fault_of("a.docx", "b.docx")
    assert fault.place == "a.docx" and f"({said})" in fault.what.vi


@posix_only
def test_a_program_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "soffice"
    file.write_bytes(b"\x7fELF nothing")
    file.chmod(0o755)
    monkeypatch.setenv("THIDUA_SOFFICE", str(file))
    assert "cannot be started" in fault_of("a.docx").what.en
