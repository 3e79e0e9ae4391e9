"""The files of a new package: the templates with the names of a sector put in."""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Final

from thidua.plugins.hookspecs import API_VERSION
from thidua.plugins.scaffold.first_steps import checking, ranking_the_sample
from thidua.plugins.scaffold.sector_names import SectorNames

TEXT: Final = ".in"
"""Ends the names of files that are filled in."""

_BLANK: Final = re.compile("@@([a-z_]+)@@")


def package_files(names: SectorNames, thidua_version: str) -> dict[str, bytes]:
    """The files of the package by their path with ``/``, sorted; it asks for that version of
    thidua or a later one."""
    plain, titles = _plain(names, thidua_version), _titles(names)
    return dict(sorted(_filled(plain, titles)))


def _plain(names: SectorNames, thidua_version: str) -> Mapping[str, str]:
    return {
        "api_version": str(API_VERSION),
        "checking": "\n".join(checking(names)),
        "code": names.code,
        "package": names.package,
        "prefix": names.prefix,
        "project": names.project,
        "sample": "\n".join(ranking_the_sample(names)),
        "stem": names.stem,
        "thidua_version": thidua_version,
        "year": str(names.year),
    }


def _titles(names: SectorNames) -> Mapping[str, str]:
    """What an author may have written in any way."""
    return {
        "in_words": names.in_words,
        "sector": names.sector,
        "title": names.title,
        "title_en": names.title_en,
    }


def _filled(plain: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for path, file in _walk(files(__package__) / "files", PurePosixPath()):
        name, content = _fill(path.as_posix(), plain), file.read_bytes()
        if name.endswith(TEXT):
            name = name.removesuffix(TEXT)
            escape = _ESCAPES.get(PurePosixPath(name).suffix, str)
            escaped = {key: escape(title) for key, title in titles.items()}
            content = _fill(content.decode(), {**plain, **escaped}).encode()
        yield name, content


def _walk(folder: Traversable, at: PurePosixPath) -> Iterator[tuple[PurePosixPath, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, at / entry.name)
        else:
            yield at / entry.name, entry


def _fill(text: str, values: Mapping[str, str]) -> str:
    # In one pass: what a title holds is never taken for a blank.
    return _BLANK.sub(lambda found: values[found[1]], text)


def _in_quotes(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _in_csv(text: str) -> str:
    return text.replace('"', '""')


def _in_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|&~$])", r"\\\1", text)


_ESCAPES: Final[Mapping[str, Callable[[str], str]]] = {
    ".toml": _in_quotes,
    ".py": _in_quotes,
    ".csv": _in_csv,
    ".md": _in_markdown,
}
"""How a title stands between quotation marks, or among the words, of a kind of file."""
