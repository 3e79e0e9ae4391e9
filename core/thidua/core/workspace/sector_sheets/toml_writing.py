"""Plain values as TOML text, laid out as the shipped files are: one table under the other, inside
them one line a key, and lists of tables one line an item."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from thidua.core.workspace.sector_sheets.sector_plain import PlainTable, SectorPlain

TABLES: Final = frozenset({"plugin", "sector"})
LISTS: Final = frozenset({"indicators", "checks", "formulas", "sections", "criteria", "units"})
"""The lists whose items stand under a heading of their own."""
ACROSS: Final = 100
"""Characters that a line may have before a list is given a line an item."""


def toml_files(plain: SectorPlain) -> dict[str, str]:
    """The text of each file by its name: ``sector.toml``, ``criteria-2026.toml``, ``cases/….toml``.

    A criteria set's file is named by its code, without that of the sector before it.
    """
    owners = [str(_code(plain.sector.get(key))) for key in ("sector", "plugin")]
    files = {"sector.toml": toml_text(plain.sector)}
    for criteria in plain.criteria:
        files[_free(f"criteria-{_own_name(_code(criteria), owners)}", files)] = toml_text(criteria)
    return files | {f"cases/{name}.toml": toml_text(case) for name, case in plain.cases.items()}


def _code(table: Any) -> str:
    return str(table.get("code", "")) if isinstance(table, Mapping) else ""


def _own_name(code: str, owners: list[str]) -> str:
    for owner in owners:
        if owner and code.startswith(f"{owner}-"):
            return code.removeprefix(f"{owner}-")
    return code


def _free(stem: str, taken: Mapping[str, str]) -> str:
    """A file name that no other file has, in whatever case."""
    held = {name.casefold() for name in taken}
    name, count = f"{stem}.toml", 1
    while name.casefold() in held:
        count += 1
        name = f"{stem}-{count}.toml"
    return name


def toml_text(plain: PlainTable) -> str:
    """A whole file, which ``tomllib`` reads as the same values."""
    heads = [key for key, value in plain.items() if not _has_heading(key, value)]
    blocks = ["".join(_line(key, plain[key]) for key in heads)]
    for key, value in plain.items():
        if key in heads:
            continue
        items, brackets = ([value], "[{}]") if key in TABLES else (value, "[[{}]]")
        for item in items:
            lines = "".join(_line(name, item[name]) for name in item)
            blocks.append(f"{brackets.format(key)}\n{lines}")
    return "\n".join(block for block in blocks if block)


def _has_heading(key: str, value: Any) -> bool:
    if key in TABLES:
        return isinstance(value, Mapping)
    return key in LISTS and bool(value) and all(isinstance(item, Mapping) for item in value)


def _line(key: str, value: Any) -> str:
    return f"{_key(key)} = {_literal(value, len(key) + 3, '')}\n"


def _literal(value: Any, taken: int, indent: str) -> str:
    """A value on one line, or a list over several where it is too long or holds tables."""
    if isinstance(value, Mapping):
        return _item(value, indent)
    inline = _inline(value)
    if not isinstance(value, list | tuple) or not value:
        return inline
    if len(inline) + taken <= ACROSS and not _holds_tables(value):
        return inline
    inner = f"{indent}  "
    items = "".join(f"{inner}{_item(item, inner)},\n" for item in value)
    return f"[\n{items}{indent}]"


def _item(item: Any, indent: str) -> str:
    """An item on its line; a table inside which tables stand goes over several."""
    if isinstance(item, Mapping):
        fields = ", ".join(_fields(item, indent))
        return f"{{ {fields} }}" if fields else "{}"
    return _inline(item)


def _fields(table: PlainTable, indent: str) -> Iterator[str]:
    for key, value in table.items():
        text = _literal(value, ACROSS, indent) if _holds_tables(value) else _inline(value)
        yield f"{_key(key)} = {text}"


def _holds_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value)


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        fields = ", ".join(f"{_key(key)} = {_inline(item)}" for key, item in value.items())
        return f"{{ {fields} }}" if fields else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inline(item) for item in value)}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    import tomli_w

    return tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n")


def _key(key: str) -> str:
    import tomli_w

    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")
