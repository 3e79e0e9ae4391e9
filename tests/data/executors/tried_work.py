"""Work that tests give to workers, which find it by its name."""

import os
import signal
import time
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from attrs import frozen

from thidua.core.model.formulas import Formula
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse


def letters(given: str) -> bytes:
    """The text many times over: more than a pipe holds."""
    return given.encode() * 100_000


def die_once(given: tuple[str, str]) -> bytes:
    """Kills its own process, as the system does where memory runs out, unless the file is there."""
    mark, text = given
    if mark and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return letters(text)


def always_die(given: str) -> bytes:
    """Kills its own process at one task of many."""
    if given == "d":
        os.kill(os.getpid(), signal.SIGKILL)
    return letters(given)


def refuse_one(given: str) -> bytes:
    """Refuses one task of many."""
    if given == "c":
        raise refuse("hỏng ở c", "broken at c")
    return letters(given)


def linger(given: str) -> bytes:
    """Takes its time."""
    time.sleep(0.2 if given == "a" else 60)
    return letters(given)


def who(given: str) -> bytes:
    """The process that does it."""
    return str(os.getpid()).encode()


def need_absent(given: str) -> bytes:
    """Needs what this machine does not have."""
    raise ModuleNotFoundError("No module named 'absent'", name="absent")


def defect(given: str) -> bytes:
    """Is wrong."""
    return bytes(1 // 0)


def lose_the_folder(given: str) -> bytes:
    """Takes away the empty folders in a folder."""
    for folder in Path(given).iterdir():
        folder.rmdir()
    return letters(given)


@frozen
class FormulasAfterDeath:
    """No formulas; the first worker that asks for them is killed."""

    mark: Path

    def __call__(self) -> dict[str, object]:
        if os.environ["THIDUA_TESTS_LIVE"] != str(os.getpid()):
            die_once((str(self.mark), ""))
        return {}


def halved(given: Mapping[str, Fraction]) -> Fraction:
    """A formula that is a plain function."""
    return given["x"] / 2


HALVED = Formula(
    "halved", Text("Một nửa", "Half"), Text("x / 2", "x / 2"), ("x",), function=halved, places=1
)


def python_formulas() -> dict[str, Formula]:
    """The formulas of an installed plugin."""
    return {"halved": HALVED}
