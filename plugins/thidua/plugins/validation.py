"""Looking over what a hook gave, before anybody uses it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from thidua.core.model.code import folded, repeated
from thidua.core.model.criteria import CriteriaSet
from thidua.core.text.bilingual import Text
from thidua.plugins.contributions import Contributed, Hook
from thidua.plugins.guard import Failed, guarded
from thidua.plugins.quarantine import Origin, Quarantine, of_error
from thidua.plugins.record_types import misfits

MOST_RECORDS: Final = 10_000
"""More from one hook is taken for a generator that never ends."""


def exhaust(
    hook: Hook, results: list[object], origin: Origin
) -> tuple[list[object], list[Quarantine]]:
    """Everything that the plugin's functions for a hook gave, generators run to their end."""
    if not results:
        return [], [_gave_nothing(hook, origin)]
    if hook.single:
        return results, [_not_one(hook, origin)] if len(results) > 1 else []
    items: list[object] = []
    faults: list[Quarantine] = []
    for result in results:
        if isinstance(result, hook.record):
            faults.append(_not_several(hook, result, origin))
        elif isinstance(result, str | bytes | Mapping) or not isinstance(result, Iterable):
            faults.append(_no_records(hook, result, origin))
        else:
            faults.extend(_drain(hook, result, items, origin))
    return items, faults


def _drain(
    hook: Hook, result: Iterable[object], items: list[object], origin: Origin
) -> Iterator[Quarantine]:
    def take() -> None:
        for item in islice(result, MOST_RECORDS + 1):
            items.append(item)

    outcome = guarded(take)
    if isinstance(outcome, Failed):
        yield from of_error(origin, outcome.error, hook=hook.name, item=f"#{len(items) + 1}")
    elif len(items) > MOST_RECORDS:
        yield Quarantine(
            origin,
            Text(
                f"hook trả về hơn {MOST_RECORDS} mục.", f"the hook gives over {MOST_RECORDS} items."
            ),
            hook=hook.name,
        )


def validated(
    hook: Hook, items: list[object], origin: Origin
) -> tuple[list[Contributed], list[Quarantine]]:
    """The records that are sound, and what is wrong with the others."""
    sound: list[Any] = []
    faults: list[Quarantine] = []
    for position, item in enumerate(items, start=1):
        found = list(_faults_of_item(hook, item, f"#{position}", origin))
        faults.extend(found)
        if not found:
            sound.append(item)
    faults.extend(
        _twice(hook, item, origin) for item in repeated(sound, lambda it: folded(it.code))
    )
    return sound, faults


def _faults_of_item(
    hook: Hook, item: object, position: str, origin: Origin
) -> Iterator[Quarantine]:
    if not isinstance(item, hook.record):
        yield _wrong_type(hook, item, position, origin)
        return
    wrong = [
        Quarantine(
            origin,
            Text(
                f"trường {misfit.path} phải là {misfit.expected}, không phải {misfit.found}.",
                f"the field {misfit.path} must be {misfit.expected}, not {misfit.found}.",
            ),
            hook=hook.name,
            item=f"{position} ({item.code})",
        )
        for misfit in misfits(item, hook.record)
    ]
    yield from wrong
    if isinstance(item, CriteriaSet) and not wrong:
        yield from _faults_of_set(hook, item, origin)


def _faults_of_set(hook: Hook, item: CriteriaSet, origin: Origin) -> Iterator[Quarantine]:
    from thidua.core.model.validation import faults_of

    for fault in faults_of(item):
        yield Quarantine(origin, fault.what, fault.remedy, hook.name, item.code, fault.place)


def _gave_nothing(hook: Hook, origin: Origin) -> Quarantine:
    return Quarantine(
        origin,
        Text("hook không trả về gì (None).", "the hook returns nothing (None)."),
        Text(
            "Có thể thiếu “return”; hook không có gì để đóng góp thì bỏ đi.",
            "A “return” may be missing; leave out a hook that has nothing to give.",
        ),
        hook.name,
    )


def _not_one(hook: Hook, origin: Origin) -> Quarantine:
    name = hook.record.__name__
    return Quarantine(
        origin,
        Text(f"phần mở rộng chỉ có một {name}.", f"a plugin has only one {name}."),
        Text(
            "Tách phần còn lại thành một phần mở rộng khác, với điểm vào riêng.",
            "Make the other a plugin of its own, with an entry point of its own.",
        ),
        hook.name,
    )


def _not_several(hook: Hook, result: object, origin: Origin) -> Quarantine:
    name, found = hook.record.__name__, type(result).__name__
    return Quarantine(
        origin,
        Text(
            f"hook phải trả về nhiều {name}, không phải một {found}.",
            f"the hook must return several {name}, not one {found}.",
        ),
        Text("Dùng yield, hoặc trả về một danh sách.", "Use yield, or return a list."),
        hook.name,
    )


def _no_records(hook: Hook, result: object, origin: Origin) -> Quarantine:
    name, found = hook.record.__name__, type(result).__name__
    article = "an" if found[0] in "aeiou" else "a"
    return Quarantine(
        origin,
        Text(
            f"hook trả về {found}; cần các bản ghi {name}, trong danh sách hoặc bằng yield.",
            f"the hook returned {article} {found}; give {name} records, in a list or by yield.",
        ),
        hook=hook.name,
    )


def _wrong_type(hook: Hook, item: object, position: str, origin: Origin) -> Quarantine:
    name, found = hook.record.__name__, type(item).__name__
    return Quarantine(
        origin,
        Text(f"phải là {name}, không phải {found}.", f"must be {name}, not {found}."),
        hook=hook.name,
        item="" if hook.single else position,
    )


def _twice(hook: Hook, item: Contributed, origin: Origin) -> Quarantine:
    return Quarantine(
        origin,
        Text(f"mã “{item.code}” được khai báo hai lần.", f"the code “{item.code}” is given twice."),
        hook=hook.name,
        item=item.code,
    )
