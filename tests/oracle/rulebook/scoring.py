"""The whole ranking of one cluster by its rules."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from rulebook.criteria import Rules
from rulebook.language import Scene, number, truth
from rulebook.plain import (
    PlainCell,
    PlainCluster,
    PlainRanking,
    PlainRow,
    PlainUnit,
    Table,
    amount,
    cap_of,
)
from rulebook.ranking import band_of, ranked
from rulebook.rounding import rounded
from rulebook.sections import Digits, SetResult, score_set
from rulebook.values import Unknown, decided

ZERO = Fraction(0)


@frozen
class _Total:
    """A unit's total; None where a criterion is unknown or a part has no set for it."""

    points: Fraction | None
    exact: Fraction | None
    bonus: Fraction | None
    parts: Mapping[str, Fraction | None]


def scheme_of(cluster: PlainCluster) -> Table:
    """The scheme; of a plain cluster the rules of its one set, which is its one part."""
    if cluster.scheme is not None:
        return cluster.scheme
    (table,) = cluster.sets.values()
    rules = ("rounding", "rank_on", "tie_breakers", "rank_scheme", "bands")
    said = {key: table[key] for key in rules if key in table}
    return {**said, "parts": [{"code": table["code"], "criteria": table["code"]}]}


def rank_cluster(cluster: PlainCluster) -> PlainRanking:
    """Score and rank: points, total, status, rank, band and deciding key of each unit."""
    return _Ranking(cluster, scheme_of(cluster), []).made()


@frozen
class _Ranking:
    cluster: PlainCluster
    scheme: Table
    left_out: list[str]

    def made(self) -> PlainRanking:
        gates = {unit.code: self._gate(unit) for unit in self.cluster.units}
        out = [u for u in self.cluster.units if u.standing == "excluded" or gates[u.code] is True]
        present = [unit for unit in self.cluster.units if unit not in out]
        scores = {unit.code: self._scores(unit, present) for unit in present}
        totals = {unit.code: self._total(unit, scores[unit.code]) for unit in present}
        unscored = {
            unit.code
            for unit in present
            if totals[unit.code].points is None or isinstance(gates[unit.code], Unknown)
        }
        by = {
            unit.code: self._ranked_points(totals[unit.code])
            for unit in present
            if unit.code not in unscored
        }
        keys = _Keys(self.cluster, self.scheme, {u.code: u for u in present}, scores)
        places = ranked(
            by, self.scheme.get("tie_breakers", ()), self.scheme.get("rank_scheme", "1224"), keys
        )
        rows = {unit.code: PlainRow("excluded") for unit in out}
        for unit in present:
            total, code = totals[unit.code], unit.code
            is_ranked = code in places
            rows[code] = PlainRow(
                status=_STATUS[unit.standing] if is_ranked else "unscored",
                rank=places[code].rank if is_ranked else None,
                shares_rank=is_ranked and places[code].shares,
                points=total.points if is_ranked else None,
                exact_points=total.exact if is_ranked else None,
                bonus=total.bonus,
                deductions=self._deductions(unit, scores[code]),
                band=self._band(by[code]) if is_ranked else None,
                decided_by=places[code].decided_by if is_ranked else None,
                cells=_cells(self._parts(unit), scores[code]),
                places=_places(self._parts(unit), scores[code], total),
            )
        return PlainRanking(rows, bool(self.left_out))

    def _parts(self, unit: PlainUnit) -> list[tuple[Table, str]]:
        """The parts of the scheme with the unit's set in each."""
        found = ((part, _set_of(part, unit)) for part in self.scheme["parts"])
        return [(part, code) for part, code in found if code is not None]

    def _gate(self, unit: PlainUnit) -> bool | Unknown:
        """Whether any gate of an applicable criterion excludes the unit."""
        answers = [
            truth(row["gate"], rules.scene(criterion, Scene(unit)))
            for code in dict.fromkeys(code for _, code in self._parts(unit))
            for rules in [Rules(self.cluster, self.cluster.sets[code])]
            for criterion in rules.table["criteria"]
            if rules.applies(criterion, unit)
            for row in criterion.get("rows", ())
            if "gate" in row
        ]
        if True in answers:
            return True
        return next((one for one in answers if isinstance(one, Unknown)), False)

    def _scores(self, unit: PlainUnit, present: Sequence[PlainUnit]) -> dict[str, SetResult]:
        found = {}
        for _, code in self._parts(unit):
            table = self.cluster.sets[code]
            peers = [one for one in present if code in (c for _, c in self._parts(one))]
            digits = Digits(table.get("rounding", {}), self.scheme.get("rounding", {}))
            rules = Rules(self.cluster, table)
            found[code] = score_set(rules, digits, unit, peers, self.left_out)
        return found

    def _factor(self, part: Table, code: str) -> Fraction:
        """Points of the scheme for one of the set."""
        if "weight" not in part:
            return Fraction(1)
        return amount(part["weight"]) / amount(self.cluster.sets[code]["points"])

    def _round(self, level: str, value: Fraction) -> Fraction:
        rounding = self.scheme.get("rounding", {})
        return rounded(value, rounding.get(level), rounding.get("mode", "half-up"))

    def _total(self, unit: PlainUnit, scores: Mapping[str, SetResult]) -> _Total:
        found: dict[str, tuple[Fraction, Fraction] | None] = {}
        for part, code in self._parts(unit):
            whole, factor = scores[code].whole, self._factor(part, code)
            if whole.base is None or whole.bonus is None:
                found[part["code"]] = None
                continue
            kept = {"added": Fraction(1), "scaled": factor, "dropped": ZERO}
            bonus = whole.bonus * kept[part.get("bonus", "added")]
            found[part["code"]] = (
                self._round("part", whole.base * factor),
                self._round("part", bonus),
            )
        points = {code: None if pair is None else sum(pair, ZERO) for code, pair in found.items()}
        known = [pair for pair in found.values() if pair is not None]
        if len(known) < len(self.scheme["parts"]):
            return _Total(None, None, None, points)
        bonus, cap = sum((b for _, b in known), ZERO), cap_of(self.scheme, "bonus_cap")
        bonus = bonus if cap is None else min(bonus, cap)
        exact = sum((base for base, _ in known), ZERO) + bonus
        return _Total(self._round("total", exact), exact, bonus, points)

    def _deductions(self, unit: PlainUnit, scores: Mapping[str, SetResult]) -> Fraction:
        return sum(
            (
                scores[code].whole.lost.points * self._factor(part, code)
                for part, code in self._parts(unit)
            ),
            ZERO,
        )

    def _ranked_points(self, total: _Total) -> Fraction:
        found = total.points if self.scheme.get("rank_on", "exact") == "rounded" else total.exact
        assert found is not None
        return found

    def _band(self, points: Fraction) -> str | None:
        """The class by percent of the points of the whole scheme."""
        scale = sum(
            (
                amount(part["weight"])
                if "weight" in part
                else amount(self.cluster.sets[part["criteria"]]["points"])
                for part in self.scheme["parts"]
            ),
            ZERO,
        )
        return band_of(points * 100 / scale, self.scheme.get("bands", ())) if scale else None


_STATUS = {"normal": "ranked", "suspended": "suspended", "capped": "capped"}


def _set_of(part: Table, unit: PlainUnit) -> str | None:
    found = part["criteria"] if "criteria" in part else part["by_sector"].get(unit.sector)
    return None if found is None else str(found)


def _cells(
    parts: Sequence[tuple[Table, str]], scores: Mapping[str, SetResult]
) -> dict[tuple[str, str], PlainCell | None]:
    return {
        (part["code"], criterion): found
        for part, code in parts
        for criterion, found in scores[code].cells.items()
    }


def _places(
    parts: Sequence[tuple[Table, str]], scores: Mapping[str, SetResult], total: _Total
) -> dict[tuple[str, str, str], Fraction | None]:
    below = {
        (part["code"], level, place): score.points
        for part, code in parts
        for (level, place), score in scores[code].places.items()
        if level != "set" and score.has_value
    }
    return below | {(code, "part", code): points for code, points in total.parts.items()}


@frozen
class _Keys:
    """The values of tie keys; points come from the parts that all members share."""

    cluster: PlainCluster
    scheme: Table
    present: Mapping[str, PlainUnit]
    scores: Mapping[str, Mapping[str, SetResult]]

    def __call__(self, key: str, code: str) -> Fraction | None:
        """The value of a key for a unit, greater meaning better."""
        words, _, direction = key.rpartition(" ")
        named = words if direction in ("asc", "desc") and words else key
        kind, _, what = named.strip().partition(":")
        value = self._value(kind, what.strip(), code)
        if value is None:
            return None
        descending = kind != "fewest-deductions"
        if kind == "indicator":
            descending = what.strip() not in self.cluster.lower_is_better
        if named != key:
            descending = direction == "desc"
        return value if descending else -value

    def _value(self, kind: str, what: str, code: str) -> Fraction | None:
        unit = self.present[code]
        if kind == "indicator":
            figure = unit.figures.get(what)
            return figure.value if figure is not None and figure.bound == "exact" else None
        if kind == "formula":
            return decided(number(what, Scene(unit, tuple(self.present.values()))))
        common = [part for part in self.scheme["parts"] if "criteria" in part]
        results = [(part, self.scores[code][part["criteria"]]) for part in common]
        if kind == "criteria-at-maximum":
            return Fraction(sum(result.at_maximum for _, result in results))
        if kind == "fewest-deductions":
            return sum((self._deducted(part, result) for part, result in results), ZERO)
        for _, result in results:
            score = result.places.get((kind, what))
            if score is not None and score.has_value and score.points is not None:
                return score.points
        return None

    def _deducted(self, part: Table, result: SetResult) -> Fraction:
        points = amount(self.cluster.sets[part["criteria"]]["points"])
        factor = amount(part["weight"]) / points if "weight" in part else Fraction(1)
        return result.whole.lost.points * factor
