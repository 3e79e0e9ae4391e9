"""Everything of the plugin interface that will be removed, and the version that removes it.

A test refuses a release that still carries what it promised to remove. Deprecate a hook by
adding a line to :data:`DEPRECATIONS`; plugins that use it keep working and are told.
"""

from collections.abc import Iterable, Sequence

from attrs import field, frozen, validators

from thidua.core.text.bilingual import Text

_VERSION = r"[0-9]+(\.[0-9]+)*"


@frozen
class Deprecation:
    """One thing that plugins should no longer use."""

    subject: str
    """A hook, ``thidua_checks``, or one argument of it, ``thidua_checks(department)``."""
    since: str = field(validator=validators.matches_re(_VERSION))
    removed_in: str = field(validator=validators.matches_re(_VERSION))
    instead: Text
    """What to use instead, as a sentence."""

    def __attrs_post_init__(self) -> None:
        if _numbers(self.removed_in) <= _numbers(self.since):
            raise ValueError(f"{self.subject}: to be removed before it is deprecated")

    @property
    def notice(self) -> Text:
        """What the author of a plugin is told."""
        return Text(
            f"{self.subject} sẽ bị bỏ từ thidua {self.removed_in}. {self.instead.vi}",
            f"{self.subject} will be removed in thidua {self.removed_in}. {self.instead.en}",
        )


DEPRECATIONS: tuple[Deprecation, ...] = ()


def concerning(subjects: Iterable[str]) -> tuple[Deprecation, ...]:
    """The deprecations of what a plugin uses, in the order of :data:`DEPRECATIONS`."""
    used = frozenset(subjects)
    return tuple(item for item in DEPRECATIONS if item.subject in used)


def overdue(version: str, deprecated: Sequence[Deprecation]) -> tuple[Deprecation, ...]:
    """What a release of that version should no longer have."""
    return tuple(item for item in deprecated if _numbers(item.removed_in) <= _numbers(version))


def _numbers(version: str) -> tuple[int, ...]:
    # The release part only: 1.0.dev3 comes before 1.0, but what it removes must be gone by then.
    release = []
    for part in version.split("."):
        if not part.isdigit():
            break
        release.append(int(part))
    while release and release[-1] == 0:
        release.pop()
    return tuple(release)
