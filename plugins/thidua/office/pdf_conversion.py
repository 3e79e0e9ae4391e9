"""Word documents as PDF, by the LibreOffice of the machine, all of a run in one start.

Each run has a profile of its own, so that a LibreOffice that somebody has open is neither waited
for nor changed. The documents are the program's own; still, their macros, links and plugins stay
shut.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from attrs import frozen

from thidua.core.files.refusal import reason_of
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

SETTING: Final = "THIDUA_SOFFICE"
"""The environment variable that says where ``soffice`` is, where it is not on the PATH."""
SECONDS_TO_START: Final = 60
SECONDS_A_DOCUMENT: Final = 20

_NAMES: Final = ("soffice", "libreoffice")
_USUAL_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_SHUT: Final = {
    "Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "DisableActiveContent": "true",
        "BlockUntrustedRefererLinks": "true",
    },
}
_LONGEST_COMPLAINT: Final = 200
_ONE_AT_A_TIME: Final = threading.Lock()


@frozen
class WordDocument:
    """A .docx file, and what it is called in messages."""

    content: bytes
    place: str


def to_pdf(word: bytes, place: str) -> bytes:
    """One document as PDF; raises :class:`Refused` as :func:`to_pdfs` does."""
    (pdf,) = to_pdfs((WordDocument(word, place),))
    return pdf


def to_pdfs(documents: Sequence[WordDocument]) -> list[bytes]:
    """Each document as PDF, in the same order.

    Raises :class:`Refused` where LibreOffice is not installed, takes too long, or makes no PDF of
    a document, which is named.
    """
    if not documents:
        return []
    soffice = require_soffice()
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="thidua-pdf-") as folder:
        return _converted(soffice, Path(folder), documents)


def find_soffice() -> str | None:
    """The LibreOffice that the setting names, or of the PATH, or of its usual place, if any."""
    named = os.environ.get(SETTING)
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in (*_NAMES, *_USUAL_PLACES))
    return next((place for place in found if place), None)


def require_soffice() -> str:
    """The same, or :class:`Refused` with what to do."""
    found = find_soffice()
    if found is not None:
        return found
    named = os.environ.get(SETTING)
    if named:
        raise refuse(
            f"{SETTING}={named} không phải là chương trình chạy được.",
            f"{SETTING}={named} is no program that can be run.",
            remedy=Text(
                "Hãy ghi đường dẫn tới soffice của LibreOffice, hoặc bỏ thiết lập này.",
                "Give the path of LibreOffice's soffice, or unset it.",
            ),
        )
    raise refuse(
        "Chưa cài LibreOffice nên không ghi được PDF.",
        "LibreOffice is not installed, so no PDF can be written.",
        remedy=Text(
            "Hãy cài LibreOffice (libreoffice.org), hoặc ghi ra tệp .docx rồi lưu thành PDF trong"
            f" Word. Nếu đã cài ở nơi khác, hãy ghi đường dẫn vào {SETTING}.",
            "Install LibreOffice (libreoffice.org), or write a .docx file and save it as PDF in"
            f" Word. If it is installed elsewhere, put its path into {SETTING}.",
        ),
    )


def _converted(soffice: str, folder: Path, documents: Sequence[WordDocument]) -> list[bytes]:
    _write_profile(folder / "profile" / "user")
    names = [f"{number}.docx" for number, _ in enumerate(documents, start=1)]
    for name, document in zip(names, documents, strict=True):
        (folder / name).write_bytes(document.content)
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        "--infilter=MS Word 2007 XML",
        *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder / "pdf"), *names),
    ]
    said = _run(command, folder, SECONDS_TO_START + SECONDS_A_DOCUMENT * len(documents))
    return [
        _pdf(folder / "pdf" / f"{number}.pdf", document.place, said)
        for number, document in enumerate(documents, start=1)
    ]


def _write_profile(user: Path) -> None:
    items = "".join(
        f"<item oor:path={quoteattr(f'/org.openoffice.Office.Common/{group}')}>"
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for group, settings in _SHUT.items()
        for name, value in settings.items()
    )
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items'
        ' xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        "utf-8",
    )


def _run(command: Sequence[str], folder: Path, seconds: int) -> str:
    """What LibreOffice said last; Refused where it cannot be started or does not end in time."""
    said = folder / "said.txt"
    with said.open("wb") as log:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "HOME": str(folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as cause:
            raise _cannot_start(cause, command[0]) from cause
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise _too_slow(seconds) from None
        finally:
            _end(process)
    return _complaint(said.read_text("utf-8", "replace")) or f"exit code {process.returncode}"


def _complaint(said: str) -> str:
    lines = said.strip().splitlines()
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or [""])[-1][:_LONGEST_COMPLAINT]


def _end(process: subprocess.Popen[bytes]) -> None:
    # The launcher may be gone while what it has launched is not.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _pdf(file: Path, place: str, said: str) -> bytes:
    content = file.read_bytes() if file.is_file() else b""
    if content.startswith(b"%PDF-"):
        return content
    raise refuse(
        f"LibreOffice không chuyển được tệp sang PDF ({said}).",
        f"LibreOffice made no PDF of the file ({said}).",
        place=place,
        remedy=_WRITE_WORD,
    )


_WRITE_WORD: Final = Text(
    "Hãy ghi ra tệp .docx rồi lưu thành PDF trong Word.",
    "Write a .docx file, and save it as PDF in Word.",
)


def _too_slow(seconds: int) -> Refused:
    return refuse(
        f"LibreOffice không xong trong {seconds} giây nên đã bị dừng.",
        f"LibreOffice was not done within {seconds} seconds and was stopped.",
        remedy=_WRITE_WORD,
    )


def _cannot_start(cause: OSError, soffice: str) -> Refused:
    why = reason_of(cause)
    return refuse(
        f"Không chạy được LibreOffice: {why.vi}.",
        f"LibreOffice cannot be started: {why.en}.",
        place=soffice,
        remedy=_WRITE_WORD,
    )
