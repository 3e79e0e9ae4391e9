"""A plugin at fault is kept out and named with its cause; the others work."""

import decimal
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from thidua.core.text.fault import Refused
from thidua.plugins.manager import Plugins
from thidua.plugins.quarantine import Quarantine
from thidua.plugins.validation import MOST_RECORDS

Installed = Callable[..., list[EntryPoint]]
Inline = Callable[..., EntryPoint]

FAULTY = [
    "arguments", "exit", "exit-import", "import-error", "misspelt", "newer", "raising",
    "wrong-types",
]  # fmt: skip


def only_fault(entry_points: list[EntryPoint]) -> Quarantine:
    plugins = Plugins.load(entry_points)
    [quarantine] = plugins.quarantined
    assert quarantine.whole and not plugins.loaded
    return quarantine


def in_both(quarantine: Quarantine) -> tuple[str, str]:
    fault = quarantine.fault
    return fault.in_language("vi"), fault.in_language("en")


def test_the_others_work_beside_every_broken_one(installed: Installed) -> None:
    plugins = Plugins.load(installed("health", "forest", *FAULTY))
    assert [plugin.card.code for plugin in plugins.loaded] == ["forest", "health"]
    assert sorted({item.origin.entry_point for item in plugins.quarantined}) == FAULTY
    catalogue = plugins.catalogue(["health"])
    assert list(catalogue.criteria_sets) == ["health-2026"]


def test_names_entry_point_package_version_hook_item_and_cause(installed: Installed) -> None:
    quarantined = Plugins.load(installed("raising")).quarantined
    first, second = quarantined
    assert first.origin.entry_point == "raising"
    assert (first.origin.distribution, first.origin.version) == ("thidua-raising", "1.0")
    assert (first.hook, first.item) == ("thidua_sector", "")
    assert isinstance(first.error, ZeroDivisionError)
    assert first.place.endswith("thidua_raising.py:8")
    assert (second.hook, second.item) == ("thidua_indicators", "#2")
    vi, en = in_both(second)
    assert "Phần mở rộng “raising” (gói thidua-raising 1.0), thidua_indicators, #2: " in vi
    assert "hook báo lỗi (RuntimeError: the second indicator never comes)." in vi
    assert "Plugin “raising” (package thidua-raising 1.0), thidua_indicators, #2: " in en
    assert "the hook failed (RuntimeError: the second indicator never comes)." in en


def test_import_error(installed: Installed) -> None:
    quarantine = only_fault(installed("import-error"))
    vi, en = in_both(quarantine)
    assert "không nạp được (ModuleNotFoundError: No module named" in vi
    assert "it cannot be loaded (ModuleNotFoundError: No module named" in en
    assert quarantine.place.endswith("thidua_import_error.py:3")


def test_entry_point_of_a_package_that_is_gone() -> None:
    quarantine = only_fault([EntryPoint("gone", "thidua_gone_away", "thidua.plugins")])
    assert "Phần mở rộng “gone”: không nạp được" in in_both(quarantine)[0]
    assert quarantine.place == ""


def test_entry_point_that_is_no_entry_point() -> None:
    quarantine = only_fault([EntryPoint("odd", "not a module!", "thidua.plugins")])
    assert "cannot be loaded" in in_both(quarantine)[1]


def test_exit_at_import(installed: Installed) -> None:
    vi, en = in_both(only_fault(installed("exit-import")))
    assert "muốn kết thúc chương trình ngay khi được nạp (SystemExit: 3)." in vi
    assert "it tried to end the program while it was being loaded (SystemExit: 3)." in en


def test_exit_in_a_hook(installed: Installed) -> None:
    vi, en = in_both(only_fault(installed("exit")))
    assert "hook muốn kết thúc chương trình (SystemExit: enough)." in vi
    assert "the hook tried to end the program (SystemExit: enough)." in en


def test_interrupt_by_the_user_passes(inline: Inline) -> None:
    source = """
        from thidua.plugins import hookimpl

        @hookimpl
        def thidua_checks():
            raise KeyboardInterrupt
    """
    with pytest.raises(KeyboardInterrupt):
        Plugins.load([inline(source)])


def test_misspelt_hook_is_a_version_problem_or_a_misspelling(installed: Installed) -> None:
    quarantine = only_fault(installed("misspelt"))
    assert quarantine.hook == "thidua_critera_sets"
    vi, en = in_both(quarantine)
    assert "không có hook nào tên như vậy. Thường là do phần mở rộng cần bản thidua mới hơn" in vi
    assert "Có phải ý bạn là “thidua_criteria_sets”?" in vi
    assert "The plugin usually needs a newer thidua: upgrade thidua." in en
    assert "Did you mean “thidua_criteria_sets”?" in en


def test_unknown_hook_that_resembles_none(inline: Inline) -> None:
    source = """
        from thidua.plugins import hookimpl

        @hookimpl
        def on_sunday():
            return []
    """
    assert in_both(only_fault([inline(source)]))[1].endswith("upgrade thidua.")


def test_hook_that_the_author_calls_optional_is_no_fault(inline: Inline) -> None:
    source = """
        from thidua.plugins import hookimpl

        @hookimpl(optionalhook=True)
        def thidua_hook_of_the_future():
            return []
    """
    [plugin] = Plugins.load([inline(source)], strict=True).loaded
    assert plugin.hooks == ()


def test_wrong_argument(installed: Installed) -> None:
    quarantine = only_fault(installed("arguments"))
    vi, en = in_both(quarantine)
    assert "hook không có tham số: department; dạng đúng là thidua_indicators()." in vi
    assert "the hook has no argument department; it is thidua_indicators()." in en


def test_newer_interface_is_said_before_the_hooks_it_brings(installed: Installed) -> None:
    quarantine = only_fault(installed("newer"))
    vi, en = in_both(quarantine)
    assert "được viết cho giao diện phiên bản 2, còn thidua này có phiên bản 1." in vi
    assert vi.endswith("Nâng cấp thidua.")
    assert "written for version 2 of the plugin interface, and this thidua has version 1." in en


def test_interface_older_than_any(inline: Inline) -> None:
    source = """
        from thidua.plugins import Plugin, Text, hookimpl

        @hookimpl
        def thidua_plugin():
            return Plugin("old", Text("Cũ", "Old"), api_version=0)
    """
    assert in_both(only_fault([inline(source)]))[0].endswith("Nâng cấp phần mở rộng.")


def test_wrong_record_types_are_all_named(installed: Installed) -> None:
    quarantined = Plugins.load(installed("wrong-types")).quarantined
    said = [(item.hook, item.item, item.cause.en) for item in quarantined]
    assert ("thidua_sector", "", "must be Sector, not dict.") in said
    assert ("thidua_indicators", "#2", "must be Indicator, not str.") in said
    assert (
        "thidua_indicators",
        "#3 (plain_title)",
        "the field title must be Text, not str.",
    ) in said
    assert (
        "thidua_checks",
        "",
        "the hook must return several Check, not one Check.",
    ) in said
    assert (
        "thidua_criteria_sets",
        "#1 (floats-2026)",
        "the field criteria[1].points must be Fraction, not float.",
    ) in said


def test_criteria_set_that_does_not_add_up_is_refused_with_its_place(installed: Installed) -> None:
    quarantined = Plugins.load(installed("wrong-types")).quarantined
    found = [item for item in quarantined if item.item == "sum-2026"]
    assert found and all("90" in item.cause.vi for item in found)
    assert all("A" in item.place for item in found)


@pytest.mark.parametrize(
    ("returned", "vi", "en"),
    [("{}", "dict", "a dict"), ("'check'", "str", "a str"), ("3", "int", "an int")],
)
def test_hook_that_returns_no_records(inline: Inline, returned: str, vi: str, en: str) -> None:
    source = f"""
        from thidua.plugins import hookimpl

        @hookimpl
        def thidua_checks():
            return {returned}
    """
    cause = only_fault([inline(source)]).cause
    assert cause.vi == (
        f"hook trả về {vi}; cần các bản ghi Check, trong danh sách hoặc bằng yield."
    )
    assert cause.en == f"the hook returned {en}; give Check records, in a list or by yield."


@pytest.mark.parametrize(("name", "line"), [("misspelt", 6), ("arguments", 6), ("wrong-types", 9)])
def test_fault_of_a_hook_names_file_and_line_of_its_function(
    installed: Installed, name: str, line: int
) -> None:
    quarantined = Plugins.load(installed(name)).quarantined
    file = f"thidua_{name.replace('-', '_')}.py"
    assert all(f"{file}:" in item.place for item in quarantined if "[" not in item.place)
    assert quarantined[0].place.endswith(f"{file}:{line}")


def test_hook_that_is_no_function_with_lines_has_no_place(inline: Inline) -> None:
    source = """
        from functools import partial

        from thidua.plugins import hookimpl

        thidua_checks = hookimpl(partial(list))
    """
    assert Plugins.load([inline(source)], strict=True).loaded


def test_hook_that_returns_nothing_is_a_forgotten_return(inline: Inline) -> None:
    source = """
        from thidua.plugins import Sector, Text, hookimpl

        @hookimpl
        def thidua_sector():
            Sector("mine", Text("Của tôi", "Mine"), "")
    """
    vi, en = in_both(only_fault([inline(source)]))
    assert "hook không trả về gì (None)." in vi
    assert "A “return” may be missing" in en


def test_function_with_the_name_of_a_hook_but_without_the_mark(inline: Inline) -> None:
    source = """
        def thidua_checks():
            return []
    """
    quarantine = only_fault([inline(source)])
    assert quarantine.hook == "thidua_checks"
    assert "thiếu dấu @hookimpl" in in_both(quarantine)[0]


def test_mark_of_another_project_is_no_mark(inline: Inline) -> None:
    source = """
        import pluggy

        @pluggy.HookimplMarker("tox")
        def thidua_checks():
            return []
    """
    assert "lacks @hookimpl" in in_both(only_fault([inline(source)]))[1]


def test_hook_that_wants_to_wrap_others(inline: Inline) -> None:
    source = """
        from thidua.plugins import hookimpl

        @hookimpl(wrapper=True)
        def thidua_checks():
            return (yield)
    """
    assert "cannot be wrapped" in in_both(only_fault([inline(source)]))[1]


def test_class_instead_of_a_module(inline: Inline) -> None:
    source = """
        from thidua.plugins import hookimpl

        class Mine:
            @hookimpl
            def thidua_checks(self):
                return []
    """
    entry_point = inline(source, value="inline_mine:Mine")
    vi, en = in_both(only_fault([entry_point]))
    assert "điểm vào trỏ đến lớp Mine, không phải một mô-đun." in vi
    assert "an instance of the class" in en


def test_object_as_a_plugin_works(inline: Inline) -> None:
    source = """
        from thidua.plugins import Check, Text, hookimpl

        class Mine:
            @hookimpl
            def thidua_checks(self):
                yield Check("mine", Text("Của tôi", "Mine"), "1 > 0")

        mine = Mine()
    """
    entry_point = inline(source, value="inline_mine:mine")
    assert list(Plugins.load([entry_point]).catalogue(["mine"]).checks) == ["mine"]


def test_plugin_whose_attributes_cannot_be_looked_at(inline: Inline) -> None:
    source = """
        class Touchy:
            def __getattr__(self, name):
                raise LookupError("do not look")

        touchy = Touchy()
    """
    entry_point = inline(source, value="inline_mine:touchy")
    assert "do not look" in in_both(only_fault([entry_point]))[1]


def test_code_given_twice_by_one_plugin(inline: Inline) -> None:
    source = """
        from thidua.plugins import Check, Text, hookimpl

        @hookimpl
        def thidua_checks():
            yield Check("mine", Text("Của tôi", "Mine"), "1 > 0")
            yield Check("MINE", Text("Của tôi", "Mine"), "2 > 0")
    """
    quarantine = only_fault([inline(source)])
    assert quarantine.cause.vi == "mã “MINE” được khai báo hai lần."


def test_two_sectors_of_one_plugin(inline: Inline) -> None:
    source = """
        from thidua.plugins import Sector, Text, hookimpl

        @hookimpl
        def thidua_sector():
            return Sector("one", Text("Một", "One"), "")

        @hookimpl(specname="thidua_sector")
        def another():
            return Sector("two", Text("Hai", "Two"), "")
    """
    vi, en = in_both(only_fault([inline(source)]))
    assert "thidua_sector: phần mở rộng chỉ có một Sector." in vi
    assert "Make the other a plugin of its own" in en


def test_generator_without_an_end(inline: Inline) -> None:
    source = """
        from itertools import count

        from thidua.plugins import Check, Text, hookimpl

        @hookimpl
        def thidua_checks():
            for number in count():
                yield Check(f"check-{number}", Text("Mãi", "For ever"), "1 > 0")
    """
    assert f"gives over {MOST_RECORDS} items" in in_both(only_fault([inline(source)]))[1]


def test_fault_of_a_file_is_named_once_though_many_hooks_read_it(inline: Inline) -> None:
    source = """
        from thidua.core.text.fault import refuse
        from thidua.plugins import hookimpl

        def read():
            raise refuse("Sai.", "Wrong.", place="sector.toml, dòng 3")

        @hookimpl
        def thidua_sector():
            return read()

        @hookimpl
        def thidua_indicators():
            return read()
    """
    quarantine = only_fault([inline(source)])
    assert (quarantine.hook, quarantine.place) == ("thidua_sector", "sector.toml, dòng 3")


def test_strict_refuses_with_every_fault_and_its_cause(installed: Installed) -> None:
    with pytest.raises(Refused) as caught:
        Plugins.load(installed("health", "import-error", "raising"), strict=True)
    assert len(caught.value.faults) == 3
    assert isinstance(caught.value.__cause__, ModuleNotFoundError)


def test_strict_without_an_exception_to_blame(installed: Installed) -> None:
    with pytest.raises(Refused) as caught:
        Plugins.load(installed("misspelt"), strict=True)
    assert caught.value.__cause__ is None


def test_decimal_context_of_a_plugin_stays_its_own(inline: Inline) -> None:
    source = """
        import decimal

        from thidua.plugins import hookimpl

        @hookimpl
        def thidua_checks():
            decimal.getcontext().prec = 3
            return []
    """
    before = decimal.getcontext().prec
    Plugins.load([inline(source)], strict=True)
    assert decimal.getcontext().prec == before
