"""Blocks of a terminal: every command is run, and what is printed below it is what it printed.

Where nothing is printed below, the command must only succeed; a line of a single "…" stands for
any lines. Paths and durations are those of the pages' reader.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from attrs import frozen

from blocks.page_folder import HOME, PageFolder
from thidua.cli.main import run
from thidua.office.pdf_conversion import find_soffice

LEFT_OUT = "…"
_DURATION = re.compile(r"\d+(?:[.,]\d+)? ?(m?s)\b")


@frozen
class Typed:
    """A command and what the page prints below it."""

    line: str
    printed: str

    @property
    def words(self) -> tuple[str, ...]:
        """The command as a shell takes it; a line that ends in a backslash goes on."""
        return tuple(shlex.split(self.line.replace("\\\n", ""), comments=True))


def commands_of(source: str) -> Iterator[Typed]:
    """The commands of a block."""
    pieces = re.split(r"^\$ ", source, flags=re.MULTILINE)
    if pieces[0].strip():
        raise ValueError(f"a console begins with a command, not with {pieces[0]!r}")
    for piece in pieces[1:]:
        line, _, printed = re.sub(r"\\\n", "\0", piece).partition("\n")
        yield Typed(line.replace("\0", "\\\n"), printed)


def run_console(source: str, folder: PageFolder) -> str | None:
    """Run a block; says all that is not as printed."""
    wrong = [_difference(typed, folder) for typed in commands_of(source)]
    return "\n".join(filter(None, wrong)) or None


def _difference(typed: Typed, folder: PageFolder) -> str | None:
    if _needs_what_is_not_here(typed.words):
        return None
    code, shown = _run(typed.words, folder)
    if typed.printed.strip() and not agrees(typed.printed, shown):
        return f"{typed.line}\n--- the page:\n{typed.printed}\n--- now:\n{shown}"
    if code and not typed.printed.strip():
        return f"{typed.line} ended with {code}:\n{shown}"
    return None


def renewed(source: str, folder: PageFolder) -> str:
    """A block with what its commands print now, where that is not what the page prints."""
    lines = []
    for typed in commands_of(source):
        printed = typed.printed
        if not _needs_what_is_not_here(typed.words):
            _, shown = _run(typed.words, folder)
            if printed.strip() and not agrees(printed, shown):
                printed = "".join(f"{line}\n" for line in _trimmed(shown))
        lines.append(f"$ {typed.line}\n{printed}")
    return "".join(lines)


def agrees(expected: str, printed: str) -> bool:
    """Whether a text is what a page prints, lines left out where the page leaves them out."""
    wanted = _trimmed(expected)
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == LEFT_OUT else f"{re.escape(_timeless(line))}\n"
        for line in wanted
    )
    return (
        re.fullmatch(pattern, "".join(f"{_timeless(it)}\n" for it in _trimmed(printed))) is not None
    )


def _trimmed(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").rstrip().splitlines()]


def _timeless(line: str) -> str:
    return _DURATION.sub(r"0 \1", line)


def _needs_what_is_not_here(words: tuple[str, ...]) -> bool:
    """PDF files are written only where there is LibreOffice, as the pages say."""
    return words[-1].endswith(".pdf") and find_soffice() is None


def _run(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    name = words[0]
    if name not in _COMMANDS:
        raise ValueError(f"no page may ask for {name!r}: {', '.join(_COMMANDS)}")
    code, printed = _COMMANDS[name](words[1:], folder)
    return code, printed.replace(str(folder.home), HOME)


def _thidua(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    screen = io.StringIO()
    with folder.entered(), redirect_stdout(screen), redirect_stderr(screen):
        code = run(words)
    return code, screen.getvalue()


def _cd(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    folder.here = (folder.here / words[0]).resolve()
    return (0, "") if folder.here.is_dir() else (1, "no such folder")


def _mkdir(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    for word in words:
        if not word.startswith("-"):
            (folder.here / word).mkdir(parents=True, exist_ok=True)
    return 0, ""


def _export(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    folder.variables |= dict(word.split("=", 1) for word in words)
    return 0, ""


def _pip(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    """Only what lies beside the reader is installed; a network is not asked for."""
    if words[:2] != ("install", "-e"):
        raise ValueError(f"no page may ask for pip {shlex.join(words)}")
    folder.install((folder.here / words[2]).resolve())
    return 0, ""


def _ls(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    top = folder.here / (words[0] if words else ".")
    hidden = (".", "__pycache__")
    return 0, "".join(
        f"{it.name}\n" for it in sorted(top.iterdir()) if not it.name.startswith(hidden)
    )


def _find(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    """``find FOLDER -type f``, in the order of the alphabet."""
    top = folder.here / words[0]
    files = [
        path
        for path in sorted(top.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    return 0, "".join(f"{Path(words[0]) / path.relative_to(top)}\n" for path in files)


def _rm(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    (folder.here / words[0]).unlink()
    return 0, ""


def _cat(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    return 0, "".join((folder.here / word).read_text(encoding="utf-8") for word in words)


def _pytest(words: tuple[str, ...], folder: PageFolder) -> tuple[int, str]:
    """In a process of its own, as the reader runs it."""
    with folder.entered():
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTEST_ADDOPTS": "", "PY_COLORS": "0", "COLUMNS": "80"},
        )
    return ended.returncode, ended.stdout + ended.stderr


_COMMANDS: Mapping[str, Callable[[tuple[str, ...], PageFolder], tuple[int, str]]] = {
    "thidua": _thidua,
    "cd": _cd,
    "mkdir": _mkdir,
    "export": _export,
    "pip": _pip,
    "rm": _rm,
    "ls": _ls,
    "find": _find,
    "cat": _cat,
    "pytest": _pytest,
}
