"""The hooks that one plugin implements, checked before any of them is called."""

import inspect
from collections.abc import Iterator, Mapping
from functools import partial

import pluggy
from attrs import field, frozen

from thidua.core.text.bilingual import Text
from thidua.plugins import hookspecs
from thidua.plugins.code_places import place_of_function
from thidua.plugins.contributions import HOOKS, Hook
from thidua.plugins.guard import Failed, guarded
from thidua.plugins.hookspecs import PROJECT
from thidua.plugins.quarantine import Origin, Quarantine, of_error


@frozen
class Implementation:
    """A function of the plugin that is marked as a hook."""

    hook: str
    attribute: str
    arguments: tuple[str, ...]
    optional: bool
    """The author knows that the hook may not exist here."""
    wrapper: bool
    place: str
    """File and line of the function."""


@frozen
class Implementations:
    """A plugin registered alone, in a pluggy manager of its own.

    So one plugin never sees what another gives, and a registration that fails leaves nothing
    behind.
    """

    hooks: tuple[str, ...]
    """The hooks that can be called, sorted."""
    quarantined: tuple[Quarantine, ...]
    arguments: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The arguments that each implementation asks for."""
    places: Mapping[str, str] = field(factory=dict)
    """File and line of the function for each hook."""
    _manager: pluggy.PluginManager = field(factory=lambda: _new_manager(), eq=False, repr=False)

    def call(self, hook: Hook) -> list[object]:
        """What the plugin's functions for a hook return; raises what they raise."""
        results: list[object] = getattr(self._manager.hook, hook.name)()
        return results


def implementations_of(plugin: object, origin: Origin) -> Implementations:
    """Find and check the hooks of a loaded plugin; one that is at fault is not called."""
    if inspect.isclass(plugin):
        return Implementations((), (_is_a_class(plugin, origin),))
    # Looking at an object may run its code.
    outcome = guarded(partial(_examined, plugin, origin))
    if isinstance(outcome, Failed):
        return Implementations((), of_error(origin, outcome.error))
    return outcome.value


def _examined(plugin: object, origin: Origin) -> Implementations:
    manager = _new_manager()
    faults = list(_unmarked(manager, plugin, origin))
    sound: list[Implementation] = []
    for item in _marked(manager, plugin):
        found = tuple(_faults(manager, item, origin))
        faults.extend(found)
        if not found and item.hook in HOOKS:
            sound.append(item)
    _register(manager, plugin, [item.attribute for item in sound])
    return Implementations(
        tuple(sorted({item.hook for item in sound})),
        tuple(faults),
        tuple((item.hook, item.arguments) for item in sound),
        {item.hook: item.place for item in sound},
        manager,
    )


def _new_manager() -> pluggy.PluginManager:
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


class _Chosen:
    """The sound hooks of a plugin, as an object that pluggy can register."""


def _register(manager: pluggy.PluginManager, plugin: object, attributes: list[str]) -> None:
    chosen = _Chosen()
    for name in attributes:
        setattr(chosen, name, getattr(plugin, name))
    manager.register(chosen)


def _marked(manager: pluggy.PluginManager, plugin: object) -> Iterator[Implementation]:
    for name in sorted(dir(plugin)):
        options = manager.parse_hookimpl_opts(plugin, name)
        if options is not None:
            function = pluggy.HookImpl(plugin, name, getattr(plugin, name), options)
            yield Implementation(
                options["specname"] or name,
                name,
                function.argnames,
                options["optionalhook"],
                options["wrapper"] or options["hookwrapper"],
                place_of_function(function.function),
            )


def _is_a_class(plugin: type, origin: Origin) -> Quarantine:
    return Quarantine(
        origin,
        Text(
            f"điểm vào trỏ đến lớp {plugin.__name__}, không phải một mô-đun.",
            f"the entry point names the class {plugin.__name__}, not a module.",
        ),
        Text(
            "Trỏ đến mô-đun, hoặc đến một đối tượng của lớp đó.",
            "Name the module, or an instance of the class.",
        ),
    )


def _unmarked(
    manager: pluggy.PluginManager, plugin: object, origin: Origin
) -> Iterator[Quarantine]:
    for hook in HOOKS:
        function = getattr(plugin, hook, None)
        if inspect.isroutine(function) and manager.parse_hookimpl_opts(plugin, hook) is None:
            yield Quarantine(
                origin,
                Text(
                    "hàm mang tên hook nhưng thiếu dấu @hookimpl, nên sẽ không bao giờ được gọi.",
                    "the function has a hook's name but lacks @hookimpl: it would never be called.",
                ),
                Text(
                    "Thêm @hookimpl, lấy từ thidua.plugins.",
                    "Add @hookimpl, imported from thidua.plugins.",
                ),
                hook,
                place=place_of_function(function),
            )


def _faults(
    manager: pluggy.PluginManager, item: Implementation, origin: Origin
) -> Iterator[Quarantine]:
    if item.hook not in HOOKS:
        if not item.optional:
            yield _unknown_hook(item, origin)
        return
    if item.wrapper:
        yield Quarantine(
            origin,
            Text("hook của thidua không bọc được.", "the hooks of thidua cannot be wrapped."),
            Text("Bỏ wrapper=True.", "Leave out wrapper=True."),
            item.hook,
            place=item.place,
        )
    spec = getattr(manager.hook, item.hook).spec
    if wrong := [name for name in item.arguments if name not in spec.argnames]:
        yield _wrong_arguments(item, wrong, spec.argnames, origin)


def _unknown_hook(item: Implementation, origin: Origin) -> Quarantine:
    from thidua.core.text.names import nearest

    near = nearest(item.hook, HOOKS)
    vi = f" Có phải ý bạn là “{near[0]}”?" if near else ""
    en = f" Did you mean “{near[0]}”?" if near else ""
    return Quarantine(
        origin,
        Text("không có hook nào tên như vậy.", "there is no hook of that name."),
        Text(
            f"Thường là do phần mở rộng cần bản thidua mới hơn: nâng cấp thidua.{vi}",
            f"The plugin usually needs a newer thidua: upgrade thidua.{en}",
        ),
        item.hook,
        place=item.place,
    )


def _wrong_arguments(
    item: Implementation, wrong: list[str], known: tuple[str, ...], origin: Origin
) -> Quarantine:
    names, right = ", ".join(wrong), f"{item.hook}({', '.join(known)})"
    return Quarantine(
        origin,
        Text(
            f"hook không có tham số: {names}; dạng đúng là {right}.",
            f"the hook has no argument {names}; it is {right}.",
        ),
        Text(
            "Sửa tên tham số; nếu tài liệu có tham số này thì nâng cấp thidua.",
            "Correct the argument; if the manual has it, upgrade thidua.",
        ),
        item.hook,
        place=item.place,
    )
