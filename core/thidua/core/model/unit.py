"""Units: a stable code, and dated versions of all that may change."""

from datetime import date

from attrs import field, frozen, validators

from thidua.core.model.code import is_code, not_empty, repeated


@frozen
class UnitVersion:
    """What a unit is called, and where it stands, from a day on."""

    valid_from: date
    name: str = field(validator=not_empty)
    kind: str = field(validator=is_code)
    """The kind of unit that ``applies_to`` of a criterion names: ``department``, ``division`` …"""
    parent: str | None = field(default=None, validator=validators.optional(is_code))
    sector: str | None = field(default=None, validator=validators.optional(is_code))
    territory: str | None = None


def _by_day(versions: "tuple[UnitVersion, ...]") -> "tuple[UnitVersion, ...]":
    return tuple(sorted(versions, key=lambda version: version.valid_from))


@frozen
class Unit:
    """A public body. Its code is its identity; a name never is (63 provinces became 34)."""

    code: str = field(validator=is_code)
    versions: tuple[UnitVersion, ...] = field(converter=_by_day, validator=validators.min_len(1))

    @versions.validator
    def _one_version_a_day(self, _: object, versions: tuple[UnitVersion, ...]) -> None:
        if again := repeated(versions, lambda version: version.valid_from):
            raise ValueError(f"unit {self.code} has two versions from {again[0].valid_from}")

    def on(self, day: date) -> UnitVersion:
        """The version in force on a day; before the first one, the first."""
        in_force = [version for version in self.versions if version.valid_from <= day]
        return in_force[-1] if in_force else self.versions[0]
