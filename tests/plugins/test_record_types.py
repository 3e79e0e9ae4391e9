"""The fields of a record hold what they declare, however deep, or the path says where not."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.plugins.record_types import misfits


@frozen
class Inner:
    number: Fraction
    pair: tuple[str, int] = ("a", 1)


@frozen
class Outer:
    title: Text
    cap: Fraction | Literal["none"] | None = None
    inner: tuple[Inner, ...] = ()
    either: Inner | Text | None = None
    call: Callable[[], None] | None = None
    names: Mapping[str, str] | None = None
    flag: bool = False
    anything: Any = None


TITLE = Text("Tên", "Title")


def wrong(**fields: Any) -> list[tuple[str, str, str]]:
    made = Outer(**{"title": TITLE, **fields})
    return [(item.path, item.expected, item.found) for item in misfits(made, Outer)]


def test_sound_record_has_none() -> None:
    assert wrong() == []
    assert wrong(
        cap=Fraction(1),
        inner=(Inner(Fraction(1)),),
        either=TITLE,
        call=print,
        names={},
        flag=True,
        anything=object(),
    ) == []  # fmt: skip
    assert wrong(cap="none") == []


def test_plain_field() -> None:
    assert wrong(title="Tên") == [("title", "Text", "str")]


def test_number_that_is_no_exact_number() -> None:
    assert [path for path, _, _ in wrong(inner=(Inner(1.5),))] == ["inner[1].number"]  # type: ignore[arg-type]


def test_truth_is_no_integer_and_no_other_way_round() -> None:
    assert wrong(inner=(Inner(Fraction(1), ("a", True)),)) == [("inner[1].pair[2]", "int", "bool")]
    assert wrong(flag=1) == [("flag", "bool", "int")]


def test_choice_between_kinds_names_the_fault_inside_the_one_meant() -> None:
    assert wrong(either=Inner("1")) == [("either.number", "Fraction", "str")]  # type: ignore[arg-type]
    [(path, expected, found)] = wrong(either=3)
    assert (path, found) == ("either", "int") and "None" in expected
    assert wrong(cap="all")[0][0] == "cap"
    assert wrong(call=3)[0][0] == "call"


def test_list_is_no_tuple_and_a_pair_has_two() -> None:
    assert wrong(inner=[Inner(Fraction(1))])[0][0::2] == ("inner", "list")
    assert wrong(inner=(Inner(Fraction(1), ("a",)),))[0][0] == "inner[1].pair"  # type: ignore[arg-type]
