"""What is wrong with a plugin, as data: which one, in which hook, at which item, and why."""

import traceback
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused


class OriginKind(StrEnum):
    """How a plugin comes to be there."""

    BUILT_IN = "built-in"
    INSTALLED = "installed"
    WORKSPACE = "workspace"

    @property
    def words(self) -> Text:
        """What a list of plugins calls it."""
        return _ORIGINS[self]


_ORIGINS: Final = {
    OriginKind.BUILT_IN: Text("có sẵn", "built-in"),
    OriginKind.INSTALLED: Text("cài thêm", "installed"),
    OriginKind.WORKSPACE: Text("không gian làm việc", "workspace"),
}


@frozen
class Origin:
    """Where a plugin comes from: its entry point with the package that announces it, or a folder
    of the workspace."""

    entry_point: str
    """For a sector of the workspace, the name of its folder."""
    target: str
    """What the entry point names: ``thidua_health`` or ``thidua_health:plugin``; ``sectors/health``
    in a workspace."""
    distribution: str = ""
    version: str = ""
    """Of the package; for a sector of the workspace, the start of its digest."""
    folder: str = ""
    """The folder of a sector of the workspace; empty for a plugin that is installed."""

    @property
    def kind(self) -> OriginKind:
        """How the plugin comes to be there."""
        if self.folder:
            return OriginKind.WORKSPACE
        is_ours = self.module.startswith("thidua.")
        return OriginKind.BUILT_IN if is_ours else OriginKind.INSTALLED

    @property
    def module(self) -> str:
        """The module that the entry point names."""
        return self.target.partition(":")[0].strip()

    @property
    def in_words(self) -> Text:
        """The entry point with its package and version, or with its folder."""
        if self.folder:
            return Text(f"“{self.target}”", f"“{self.target}”")
        if not self.distribution:
            return Text(f"“{self.entry_point}”", f"“{self.entry_point}”")
        package = f"{self.distribution} {self.version}".strip()
        return Text(
            f"“{self.entry_point}” (gói {package})", f"“{self.entry_point}” (package {package})"
        )


@frozen
class Quarantine:
    """One fault of a plugin, and why it, or one item of it, is kept out."""

    origin: Origin
    cause: Text
    remedy: Text | None = None
    hook: str = ""
    item: str = ""
    """The record at fault: its code, or its position in what the hook gave (``#3``)."""
    place: str = ""
    """File and line, where they are known."""
    error: BaseException | None = field(default=None, eq=False)
    """What the plugin raised, with its traceback."""
    whole: bool = True
    """The plugin is out; else only the item is."""

    @property
    def fault(self) -> Fault:
        """The quarantine as a message."""
        where = "".join(f", {part}" for part in (self.hook, self.item) if part)
        by = self.origin.in_words
        return Fault(
            Text(
                f"Phần mở rộng {by.vi}{where}: {self.cause.vi}",
                f"Plugin {by.en}{where}: {self.cause.en}",
            ),
            self.place,
            self.remedy,
        )


def refuse_quarantined(quarantined: tuple[Quarantine, ...]) -> None:
    """Raise all quarantines as one refusal, caused by the first exception among them."""
    if not quarantined:
        return
    errors = [item.error for item in quarantined if item.error is not None]
    raise Refused(tuple(item.fault for item in quarantined)) from (errors[0] if errors else None)


def of_error(
    origin: Origin, error: BaseException, *, hook: str = "", item: str = ""
) -> tuple[Quarantine, ...]:
    """The quarantines for what a plugin raised; a refusal gives one for each of its faults."""
    if isinstance(error, Refused):
        return tuple(
            Quarantine(origin, fault.what, fault.remedy, hook, item, fault.place, error)
            for fault in error.faults
        )
    cause = _loading(error) if not hook else _raising(error)
    return (Quarantine(origin, cause, None, hook, item, _line(error), error),)


_INTERPRETER: Final = "<frozen "


def _line(error: BaseException) -> str:
    """The line that is no Python, or the last one of the plugin's own that the error passed
    through."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno or 1}"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(_INTERPRETER) and not _is_ours(frame.filename)
    ]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def _is_ours(file: str) -> bool:
    return file.replace("\\", "/").endswith(_MACHINERY)


_MACHINERY: Final = (
    "/thidua/plugins/guard.py",
    "/thidua/plugins/discovery.py",
    "/importlib/__init__.py",
    "/importlib/metadata/__init__.py",
    "/pluggy/_hooks.py",
    "/pluggy/_manager.py",
    "/pluggy/_callers.py",
)


def described(error: BaseException) -> str:
    """The kind of an exception and what it says."""
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _loading(error: BaseException) -> Text:
    said = described(error)
    if isinstance(error, SystemExit):
        return Text(
            f"muốn kết thúc chương trình ngay khi được nạp ({said}).",
            f"it tried to end the program while it was being loaded ({said}).",
        )
    return Text(f"không nạp được ({said}).", f"it cannot be loaded ({said}).")


def _raising(error: BaseException) -> Text:
    said = described(error)
    if isinstance(error, SystemExit):
        return Text(
            f"hook muốn kết thúc chương trình ({said}).",
            f"the hook tried to end the program ({said}).",
        )
    return Text(f"hook báo lỗi ({said}).", f"the hook failed ({said}).")
