"""Where two rankings of the same clusters differ, in words that a failing test shows."""

from collections.abc import Iterator, Mapping

from attrs import fields

from rulebook.plain import PlainRanking, PlainRow

Rankings = Mapping[str, PlainRanking]


def differences(expected: Rankings, found: Rankings) -> list[str]:
    """Every value that differs, with its place."""
    return list(_clusters(expected, found))


def _clusters(expected: Rankings, found: Rankings) -> Iterator[str]:
    assert expected.keys() == found.keys()
    for code, ranking in expected.items():
        rows, others = ranking.rows, found[code].rows
        assert rows.keys() == others.keys()
        if ranking.left_out != found[code].left_out:
            yield f"{code}: left out {ranking.left_out}, not {found[code].left_out}"
        for unit, row in rows.items():
            yield from (f"{code}, {unit}: {text}" for text in _row(row, others[unit]))


def _row(expected: PlainRow, found: PlainRow) -> Iterator[str]:
    for attribute in fields(PlainRow):
        one, other = getattr(expected, attribute.name), getattr(found, attribute.name)
        if isinstance(one, Mapping):
            keys = [*one, *(key for key in other if key not in one)]
            for key in keys:
                if one.get(key, "none") != other.get(key, "none"):
                    yield f"{attribute.name} {key}: {_of(one, key)}, not {_of(other, key)}"
        elif one != other:
            yield f"{attribute.name}: {one}, not {other}"


def _of(some: Mapping[object, object], key: object) -> str:
    return str(some[key]) if key in some else "does not apply"
