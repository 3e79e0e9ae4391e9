"""``thidua.toml``: what a workspace has set, read whole; and the one list that commands edit."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from thidua.core.files.whole_file import write_whole
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.text.suggesting import did_you_mean

WITHOUT_PLUGINS: Final = "without_plugins"
_LEAST: Final = {"plugin_seconds": 1, "plugin_memory": 128}
"""The smallest value of each setting that is a number."""
_KNOWN: Final = ("name", "plugins", WITHOUT_PLUGINS, *_LEAST)


@frozen
class Settings:
    """What stands in the file."""

    name: str = ""
    plugins: tuple[str, ...] | None = None
    """The only plugins to use beside what is always on; None uses all."""
    without_plugins: tuple[str, ...] | None = None
    """Plugins to leave out."""
    plugin_seconds: int | None = None
    """How long each step of a foreign plugin may take: import, a hook, a call of a formula."""
    plugin_memory: int | None = None
    """How many MiB a process that runs a foreign plugin may take."""


def read_settings(file: Path) -> Settings:
    """The settings of a file; Refused with all that is wrong with it."""
    settings = _parsed(file, _text_of(file))
    refuse_all(
        (
            *_unknown_keys(settings, file),
            *_of_no_names(settings, file),
            *_of_no_numbers(settings, file),
        )
    )
    return Settings(
        str(settings.get("name", "")),
        _names(settings.get("plugins")),
        _names(settings.get(WITHOUT_PLUGINS)),
        settings.get("plugin_seconds"),
        settings.get("plugin_memory"),
    )


def leave_out(file: Path, plugin: str) -> bool:
    """Add a plugin to ``without_plugins``, all else in the file kept as it stands; False where it
    stood there already."""
    names = read_settings(file).without_plugins or ()
    if plugin in names:
        return False
    _write_names(file, (*names, plugin))
    return True


def take_back(file: Path, plugin: str) -> bool:
    """Take a plugin out of ``without_plugins``; False where it did not stand there."""
    names = read_settings(file).without_plugins or ()
    if plugin not in names:
        return False
    _write_names(file, tuple(name for name in names if name != plugin))
    return True


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as cause:
        raise _unreadable(file, cause) from cause


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise _unreadable(file, cause) from cause


def _unreadable(file: Path, cause: Exception) -> Refused:
    return refuse(f"không đọc được: {cause}.", f"cannot be read: {cause}.", place=str(file))


def _unknown_keys(settings: dict[str, Any], file: Path) -> Iterator[Fault]:
    for key in settings:
        if key not in _KNOWN:
            yield Fault(
                Text(f"không có mục cài đặt “{key}”.", f"there is no setting “{key}”."),
                str(file),
                did_you_mean(key, _KNOWN),
            )


def _of_no_names(settings: dict[str, Any], file: Path) -> Iterator[Fault]:
    for key in ("plugins", WITHOUT_PLUGINS):
        value = settings.get(key, [])
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            yield Fault(
                Text(
                    f"mục “{key}” phải là danh sách tên phần mở rộng.",
                    f"the setting “{key}” is a list of names of plugins.",
                ),
                str(file),
                Text(f'Viết như: {key} = ["health"]', f'Write it as: {key} = ["health"]'),
            )


def _of_no_numbers(settings: dict[str, Any], file: Path) -> Iterator[Fault]:
    for key, least in _LEAST.items():
        value = settings.get(key, least)
        if type(value) is not int or value < least:
            yield Fault(
                Text(
                    f"mục “{key}” phải là số nguyên từ {least} trở lên.",
                    f"the setting “{key}” is a whole number of at least {least}.",
                ),
                str(file),
            )


def _names(value: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)


def _write_names(file: Path, names: tuple[str, ...]) -> None:
    lines = _text_of(file).splitlines(keepends=True)
    start, end = _lines_of(lines)
    old = "".join(lines[start:end])
    before = "".join(lines[:start])
    if before and not before.endswith("\n"):
        before += "\n"
    text = before + _edited(old, names) + "".join(lines[end:])
    write_whole(file, text.encode())


def _lines_of(lines: Sequence[str]) -> tuple[int, int]:
    """From which line to which the list stands; behind the last line where it does not."""
    starts = (at for at, line in enumerate(lines) if re.match(rf"\s*{WITHOUT_PLUGINS}\s*=", line))
    start = next(starts, len(lines))
    for end in range(start + 1, len(lines) + 1):
        if _list_in("".join(lines[start:end])) is not None:
            return start, end
    return start, start


def _list_in(text: str) -> list[str] | None:
    try:
        found = tomllib.loads(text).get(WITHOUT_PLUGINS)
    except tomllib.TOMLDecodeError:  # the list goes on in the next line
        return None
    return found if isinstance(found, list) else None


def _edited(text: str, names: tuple[str, ...]) -> str:
    """The lines of the list with other names in it, their comments kept where that is possible."""
    had = _list_in(text) or []
    added = [name for name in names if name not in had]
    for name in added:
        text = text.replace("[", f"[{_quoted(name)}{', ' if had else ''}", 1)
    for name in set(had) - set(names):
        text = re.sub(rf"(['\"]){re.escape(name)}\1[ \t]*,?[ \t]*", "", text)
    kept = _list_in(text)
    if kept is not None and sorted(kept) == sorted(names):
        return text
    listed = ", ".join(map(_quoted, names))
    return f"{WITHOUT_PLUGINS} = [{listed}]\n"


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
