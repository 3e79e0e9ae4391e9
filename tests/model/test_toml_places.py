"""TOML at the edge: what it holds, and on which line each thing stands."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.model.toml_places import line_in_toml, load_toml, place_in_toml
from thidua.core.model.toml_scanning import Located, scan_toml
from thidua.core.text.fault import Fault, Refused

TEXT = '''\
code = "set"          # a comment with [brackets] and "quotes"
title = { vi = "Bảng", en = "Set" }
points = 100
text = """
[[criteria]]
code = "not a table" """

[[sections]]
code = "A"

[[criteria]]
code = "LS-01"
points = 45
inputs = { actual = "jobs", target = "jobs.target" }
rows = [
  { gate = "not given(x)" },
  # a comment
  { code = "a4.1", deduct = 1, when = "plots < 100" },
  { deduct = "0.5", per = 'cases', one_of = [
      { bonus = 1 },
      { bonus = 2, when = "rate > 1" } ] },
]
[criteria.bands]
on = "rate"
steps = [ { over = 98, points = 5 },
          { to = 98, points = 4 } ]

[[criteria]]
"code" = "LS-02"
sub.deep = 1
sub."other key" = 2026-01-01 00:00:00
interpolate.steps = [
  [50, 0],
  [100, 5],
]
[rounding]
total = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("code", 1),
        ("title.en", 2),
        ("points", 3),
        ("text", 4),
        ("sections[A]", 8),
        ("sections[A].code", 9),
        ("criteria[LS-01]", 11),
        ("criteria[LS-01].points", 13),
        ("criteria[LS-01].inputs.target", 14),
        ("criteria[LS-01].rows", 15),
        ("criteria[LS-01].gates[1]", 16),
        ("criteria[LS-01].gates[1].gate", 16),
        ("criteria[LS-01].rows[a4.1]", 18),
        ("criteria[LS-01].rows[1].when", 18),
        ("criteria[LS-01].rows[2].per", 19),
        ("criteria[LS-01].rows[2].one_of[2].when", 21),
        ("criteria[LS-01].bands.on", 24),
        ("criteria[LS-01].bands.steps[2].points", 26),
        ("criteria[LS-02]", 28),
        ("criteria[2].code", 29),
        ("criteria[LS-02].sub.deep", 30),
        ("criteria[LS-02].sub.other key", 31),
        ("criteria[LS-02].interpolate.steps[2]", 34),
        ("rounding.total", 37),
    ],
)
def test_the_line_of_what_a_path_names(path: str, line: int) -> None:
    assert line_in_toml(TEXT, path) == line
    assert place_in_toml(TEXT, path) == f"dòng/line {line}"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("", 1),
        ("basis", 1),
        ("criteria[LS-01].title.vi", 11),
        ("criteria[LS-01].rows[a4.1].cap", 18),
        ("criteria[LS-01].rows[a4.1].one_of[1].cap", 18),
        ("criteria[LS-99].points", 11),
        ("criteria[LS-02].gates[1]", 28),
        ("criteria[9].code", 11),
        ("sections[0]", 8),
        ("criteria[LS-01].points.more", 13),
    ],
)
def test_what_is_not_there_is_looked_for_in_what_encloses_it(path: str, line: int) -> None:
    assert line_in_toml(TEXT, path) == line


def test_rows_keep_their_numbers_whether_or_not_there_are_gates() -> None:
    text = "[[criteria]]\nrows = [\n  { deduct = 1 },\n  { deduct = 2 },\n]"
    assert line_in_toml(text, "criteria[1].rows[2]") == 4
    assert line_in_toml("gates = [\n 1 ]", "gates[1]") == 2


def test_text_that_is_no_toml_has_no_places() -> None:
    assert line_in_toml("a = ", "a") is None
    assert place_in_toml("[[a", "a") == ""


def agrees(located: Located, plain: Any) -> bool:
    if isinstance(plain, Mapping):
        table = located.table()
        return set(table) == set(plain) and all(agrees(table[key], plain[key]) for key in plain)
    if isinstance(plain, list):
        items = located.items()
        return len(items) == len(plain) and all(map(agrees, items, plain))
    return isinstance(located.content, str)


HARD = "\n".join(
    [
        "a = '''",
        "it's [raw] # no comment",
        "'''",
        r'b = "a \" quote ] and # sign"  # comment ]',
        r'c = """one "" two \""" three"""',
        "d = 'C:\\raw' # \"",
        '"e.f" = [ 1, 2.5, -3_000, true, inf, 07:32:00, 1979-05-27T07:32:00Z, [ [], {} ], # x',
        '  "last", ]',
        "[g.h]",
        "i.j = {k = {l = [{m=1},{m=2}]}}",
        "[[g.n]]",
        "[[g.n]]",
        "o = 1",
        "[g.n.p]",
        'q = """',
        '"""',
    ]
)


@pytest.mark.parametrize("text", [TEXT, HARD, "", "\n\n# nothing\n", TEXT.replace("\n", "\r\n")])
def test_the_scanner_sees_what_tomllib_reads(text: str) -> None:
    assert agrees(scan_toml(text), tomllib.loads(text))


WORDS = st.sampled_from(["a", "b", "code", "x y", "đ", "#", "]"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.integers() | st.booleans() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


def written(value: Any, newline: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + newline + ",".join(written(item, newline) + newline for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f'"{key}" = {written(item, newline)}' for key, item in value.items())
        return "{ " + ", ".join(pairs) + " }"
    return str(value)


@settings(deadline=None, max_examples=80)
@given(st.dictionaries(WORDS, VALUES, max_size=4), st.sampled_from(["", "\n", " # c\n"]))
def test_the_scanner_sees_what_tomllib_reads_of_any_document(
    plain: dict[str, Any], newline: str
) -> None:
    text = "\n".join(f'"{key}" = {written(value, newline)}' for key, value in plain.items())
    assert agrees(scan_toml(text), tomllib.loads(text))


def fault(source: str | bytes) -> Fault:
    with pytest.raises(Refused) as refused:
        load_toml(source)
    (found,) = refused.value.faults
    return found


def test_plain_values_come_from_text_or_bytes() -> None:
    assert load_toml('a = "đ"') == load_toml('a = "đ"'.encode()) == {"a": "đ"}
    assert load_toml(b"\xef\xbb\xbfa = 1") == {"a": 1}


def test_a_syntax_error_has_its_line_and_column() -> None:
    found = fault('a = 1\nb = "x\n')
    assert found.place == "dòng/line 2, cột/column 7"
    assert found.what.vi.startswith("Sai cú pháp TOML (")
    assert found.remedy is not None and "Check the equals sign" in found.remedy.en


def test_a_decimal_comma_is_recognised() -> None:
    found = fault("a = 1\npoints = 0,5\n")
    assert found.place.startswith("dòng/line 2")
    assert found.remedy is not None
    assert found.remedy.vi == 'Số thập phân viết với dấu chấm, trong ngoặc kép: "0.5".'


def test_a_text_that_stops_too_early_ends_on_its_last_line() -> None:
    assert fault("a = 1\nb = [1,\n2").place.startswith("dòng/line 3")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\na = 2\n", "dòng/line 2, cột/column 6"),
        ("[a]\nb = 1\n[a]\n", "dòng/line 3, cột/column 3"),
    ],
)
def test_a_key_that_stands_twice_is_called_so(text: str, place: str) -> None:
    found = fault(text)
    assert (found.what.en, found.place) == ("This key stands twice.", place)
    assert found.what.vi == "Mục này được ghi hai lần."
    assert found.remedy is not None


def test_a_file_in_another_encoding_is_refused_in_its_line() -> None:
    found = fault('a = 1\nb = "Bảng'.encode("utf-16-le"))
    assert found.what.en in ("The file is not saved as UTF-8.",) or "TOML" in found.what.en
    latin = fault("a = 1\nb = 'é'".encode("latin-1"))
    assert latin.place == "dòng/line 2"
    assert latin.what == fault(b"\xff").what


def test_hostile_nesting_is_refused() -> None:
    assert "too deep" in fault("a = " + "[" * 100_000).what.en


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("units[u1].jobs", 3),
        ("units[u1].jobs.target", 4),
        ("units[u1].expect.LS-35.1", 7),
        ("units[u1].expect.LS-35.1[2]", 7),
        ("units[u1].expect.LS-35", 5),
        ("units[u1]].jobs", 1),
    ],
)
def test_a_key_with_dots_goes_before_the_keys_it_might_be_taken_for(path: str, line: int) -> None:
    text = '[[units]]\ncode = "u1"\njobs = 1\n"jobs.target" = 2\n[units.expect]\n\n"LS-35.1" = 3'
    assert line_in_toml(text, path) == line
