"""Plain Python formulas of a foreign plugin, called in a child and never in this process."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import wraps

from attrs import evolve

from thidua.core.formula.evaluation import FunctionFault, FunctionStopped
from thidua.core.model.formulas import Formula, PythonFunction
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.plugins.code_places import place_of_function
from thidua.plugins.confinement import Stop, Stopped
from thidua.plugins.containment.host import Host
from thidua.plugins.containment.limits import PluginLimits
from thidua.plugins.containment.wording import cause_of, remedy_of
from thidua.plugins.contributions import Contribution, LoadedPlugin
from thidua.plugins.quarantine import Origin

MOST_REMEMBERED = 100_000

_Asked = tuple[str, tuple[tuple[str, Fraction], ...]]


def contained(plugin: LoadedPlugin, limits: PluginLimits) -> LoadedPlugin:
    """The plugin with a stand-in for each of its plain Python functions."""
    calls = FormulaCalls(plugin.origin, limits)
    contributions = tuple(_contained(it, calls) for it in plugin.contributions)
    return evolve(plugin, contributions=contributions)


def _contained(item: Contribution, calls: "FormulaCalls") -> Contribution:
    if not isinstance(item.record, Formula) or item.record.function is None:
        return item
    stand_in = calls.stand_in(item.record.code, item.record.function)
    return evolve(item, record=evolve(item.record, function=stand_in))


class FormulaCalls:
    """The calls of one plugin's formulas in one run, by a child that lives as long.

    A formula gives the same for the same inputs: each is asked once. One that had to be stopped
    is not called again.
    """

    def __init__(self, origin: Origin, limits: PluginLimits) -> None:
        self._origin = origin
        self._limits = limits
        self._host = Host(limits)
        self._known: dict[_Asked, Callable[[], Fraction]] = {}
        self._stopped: dict[str, FunctionStopped] = {}

    def stand_in(self, code: str, function: PythonFunction) -> PythonFunction:
        """What is called in a function's stead; it passes for the function where source, place
        and name of that are asked for."""

        @wraps(function)
        def call(inputs: Mapping[str, Fraction]) -> Fraction:
            return self._value(code, inputs, function)

        return call

    def _value(
        self, code: str, inputs: Mapping[str, Fraction], function: PythonFunction
    ) -> Fraction:
        if code in self._stopped:
            raise self._stopped[code]
        asked = (code, tuple(inputs.items()))
        if asked not in self._known:
            try:
                answer = self._asked(code, inputs)
            except Stopped as stopped:
                self._stopped[code] = self._told(code, function, stopped)
                raise self._stopped[code] from stopped
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[asked] = answer
        return self._known[asked]()

    def _asked(self, code: str, inputs: Mapping[str, Fraction]) -> Callable[[], Fraction]:
        if not self._host.runs:
            self._load()
        try:
            value = self._host.evaluate(code, inputs)
        except FunctionFault as fault:
            return _raising(str(fault))
        return lambda: value

    def _load(self) -> None:
        failure = self._host.load(self._origin).failure
        if failure:
            # It was imported here: what it does at import is not allowed there.
            self._host.end()
            raise Stopped(Stop.FAILED, failure)

    def _told(self, code: str, function: PythonFunction, stopped: Stopped) -> FunctionStopped:
        by, cause = self._origin.in_words, cause_of(stopped, self._limits)
        what = Text(
            f"công thức “{code}” của phần mở rộng {by.vi}: {cause.vi}",
            f"formula “{code}” of the plugin {by.en}: {cause.en}",
        )
        remedy = remedy_of(stopped, self._limits)
        return FunctionStopped((Fault(what, place_of_function(function), remedy),))


def _raising(detail: str) -> Callable[[], Fraction]:
    def fail() -> Fraction:
        raise FunctionFault(detail)

    return fail
