"""The words of a command: what is wrong with them is said whole in one language."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
import pytest

from thidua.cli import words
from thidua.cli.bilingual_commands import Command, Group
from thidua.cli.main import run, thidua
from thidua.cli.usage_errors import fault_of

if TYPE_CHECKING:
    from tests.cli.conftest import Answer, Desk

ENGLISH = re.compile(
    r"\b(Usage|Options|Commands?|Error|Missing|argument|option|requires|Invalid|value|Try|Show"
    r"|help for|No such|Got|unexpected|required|TEXT|ARGS|OPTIONS|COMMAND|FILE|DIRECTORY)\b"
)
VIETNAMESE = re.compile(
    r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.I
)


def every_command(
    group: Group = thidua, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that is there, with its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield (*path, name), found
        if isinstance(found, Group):
            yield from every_command(found, (*path, name))


MISTAKES = [
    ("rnak", "không có lệnh “rnak”. Có phải là “rank”?",
     "there is no command “rnak”. Did you mean “rank”?"),
    ("unit lisst", "không có lệnh “lisst”. Có phải là “list”?",
     "there is no command “lisst”. Did you mean “list”?"),
    ("xyzzy", "không có lệnh “xyzzy”. Xem: thidua --help",
     "there is no command “xyzzy”. See: thidua --help"),
    ("rank phong --perod 2026", "không có tùy chọn --perod. Có phải là “--period”?",
     "there is no option --perod. Did you mean “--period”?"),
    ("rank phong --zzz", "không có tùy chọn --zzz. Xem: thidua rank --help",
     "there is no option --zzz. See: thidua rank --help"),
    ("rank phong -x", "không có tùy chọn -x. Xem: thidua rank --help",
     "there is no option -x. See: thidua rank --help"),
    ("rank --period 2026", "thiếu tham số CỤM. Xem: thidua rank --help",
     "the argument CLUSTER is missing. See: thidua rank --help"),
    ("rank phong", "thiếu tùy chọn --period. Xem: thidua rank --help",
     "the option --period is missing. See: thidua rank --help"),
    ("explain x", "thiếu tùy chọn --cluster và tùy chọn --period. Xem: thidua explain --help",
     "the option --cluster and the option --period are missing. See: thidua explain --help"),
    ("rank", "thiếu tham số CỤM và tùy chọn --period. Xem: thidua rank --help",
     "the argument CLUSTER and the option --period are missing. See: thidua rank --help"),
    ("unit import", "thiếu tham số TỆP. Xem: thidua unit import --help",
     "the argument FILE is missing. See: thidua unit import --help"),
    ("rank phong --period", "--period cần một giá trị. Xem: thidua rank --help",
     "--period needs a value. See: thidua rank --help"),
    ("unit import a.csv --dry-run=1",
     "--dry-run không nhận giá trị. Xem: thidua unit import --help",
     "--dry-run takes no value. See: thidua unit import --help"),
    ("rank a b c --period 2026", "thừa tham số: b c. Xem: thidua rank --help",
     "too many arguments: b c. See: thidua rank --help"),
    ("unit list --format xml",
     "--format phải là một trong: table, json, csv. Xem: thidua unit list --help",
     "--format must be one of: table, json, csv. See: thidua unit list --help"),
    ("--version=3", "--version không nhận giá trị. Xem: thidua --help",
     "--version takes no value. See: thidua --help"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "vi", "en"), MISTAKES, ids=[it[0] for it in MISTAKES])
def test_mistake_is_said_in_both_languages(desk: "Desk", typed: str, vi: str, en: str) -> None:
    for language, head, expected in (("vi", "Không thực hiện được", vi), ("en", "Refused", en)):
        answer = desk.run("--lang", language, *typed.split())
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == f"{head}: {expected}\n"


@pytest.mark.parametrize("typed", [it[0] for it in MISTAKES])
def test_no_language_leaks_into_the_other(desk: "Desk", typed: str) -> None:
    said = desk.run(*typed.split()).err
    assert not ENGLISH.search(said.replace("--", "")) and VIETNAMESE.search(said)
    assert not VIETNAMESE.search(desk.run("--lang", "en", *typed.split()).err)


def test_language_may_stand_before_or_after_the_command(desk: "Desk") -> None:
    for typed in (
        ("--lang", "en", "period", "list"),
        ("period", "--lang", "en", "list"),
        ("period", "list", "--lang", "en"),
        ("period", "list", "--lang=EN"),
    ):
        assert "Kind" in desk.done(*typed)
    assert "Loại kỳ" in desk.done("period", "list")


def test_language_of_the_environment(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_LANG", "en_GB.UTF-8")
    assert "Kind" in desk.done("period", "list")
    assert "Loại kỳ" in desk.done("period", "list", "--lang", "vi")
    monkeypatch.setenv("THIDUA_LANG", "")
    assert "Loại kỳ" in desk.done("period", "list")


def test_a_language_of_the_environment_that_is_not_spoken(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_LANG", "fr")
    answer = desk.run("period", "list")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "Không thực hiện được: THIDUA_LANG: không có ngôn ngữ “fr”. Hãy ghi vi hoặc en.\n"
    )
    assert "Kind" in desk.done("period", "list", "--lang", "en")


def test_language_that_is_not_spoken(desk: "Desk") -> None:
    answer = desk.run("period", "list", "--lang", "fr")
    assert answer.code == 2
    assert "--lang phải là một trong: vi, en." in answer.err


def test_workspace_must_be_a_folder(desk: "Desk") -> None:
    file = desk.file("note.txt", "x")
    for typed in (("unit", "list", "-w", file), ("-w", file, "unit", "list")):
        answer = desk.run(*typed)
        assert answer.code == 2
        assert "--workspace phải là một thư mục, không phải tệp." in answer.err
        assert "must be a folder, not a file." in desk.run(*typed, "--lang", "en").err


def help_of(desk: "Desk", *typed: str) -> "Answer":
    answer = desk.run(*typed, "--help")
    assert (answer.code, answer.err) == (0, "")
    return answer


def test_help_of_every_command_in_both_languages(desk: "Desk") -> None:
    for typed in [(), *(path for path, _ in every_command())]:
        vi, en = help_of(desk, *typed).out, help_of(desk, "--lang", "en", *typed).out
        assert vi.startswith("Cách dùng: thidua") and en.startswith("Usage: thidua")
        assert not ENGLISH.search(vi), typed
        assert not VIETNAMESE.search(en), typed


def test_every_command_is_ours_and_explained() -> None:
    for path, found in every_command():
        assert isinstance(found, Command | Group), path
        assert found.about is not None, path
        for parameter in found.params:
            about = getattr(parameter, "about", None)
            assert about or isinstance(parameter, click.Argument), (path, parameter)


def test_every_placeholder_has_a_vietnamese_word() -> None:
    for path, found in every_command():
        context = click.Context(found)
        usage = " ".join(found.collect_usage_pieces(context))
        for word in re.findall(r"[A-Z]{2,}", usage):
            assert word in words.PLACEHOLDERS, path


def test_group_without_a_command_shows_its_help(desk: "Desk") -> None:
    answer = desk.run("sector")
    assert answer.code == 2
    assert answer.err.startswith("Cách dùng: thidua sector [TÙY CHỌN] LỆNH [THAM SỐ]...")
    assert "Enable one for a department" in desk.run("sector", "--lang", "en").err


def test_nothing_at_all_shows_the_help(desk: "Desk") -> None:
    answer = desk.run()
    assert answer.code == 2 and "Xếp hạng một cụm" in answer.err


def test_version(desk: "Desk") -> None:
    assert re.fullmatch(r"thidua \d+\.\d+\.\d+\n", desk.done("--version"))


def test_what_click_alone_complains_of_is_said_in_our_words() -> None:
    context = click.Context(thidua, info_name="thidua")
    fault = fault_of(click.UsageError("Something is wrong.", context))
    assert fault.in_language("vi") == "không hiểu được lệnh này. Xem: thidua --help"
    assert fault.in_language("en") == "this command cannot be understood. See: thidua --help"
    assert fault_of(click.UsageError("x")).remedy is None


@pytest.mark.parametrize(
    ("kind", "vi", "en"),
    [
        (click.INT, "--places phải là một số nguyên.", "--places must be a whole number."),
        (click.Path(dir_okay=False, exists=True),
         "--places phải là một tệp có sẵn, không phải thư mục.",
         "--places must be an existing file, not a folder."),
        (click.Path(dir_okay=False), "--places phải là một tệp, không phải thư mục.",
         "--places must be a file, not a folder."),
        (click.FLOAT, "--places phải là một giá trị dùng được.",
         "--places must be a value that can be used."),
    ],
)  # fmt: skip
def test_value_of_the_wrong_type(kind: Any, vi: str, en: str) -> None:
    fault = fault_of(click.BadParameter("?", param=click.Option(["--places"], type=kind)))
    assert (fault.what.vi, fault.what.en) == (vi, en)


def test_interrupt_is_no_traceback(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(found_command("unit", "list"), "callback", interrupt)
    assert run(["unit", "list"]) == 1
    assert capsys.readouterr().err.strip() == "Không thực hiện được: đã dừng theo yêu cầu."
    assert run(["unit", "list", "--lang", "en"]) == 1
    assert capsys.readouterr().err.strip() == "Refused: stopped as asked."


def found_command(*path: str) -> click.Command:
    """The command of these words."""
    return dict(every_command())[path]
