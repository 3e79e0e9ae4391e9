"""What to say when a code or a file format is asked for that the department does not have."""

from collections.abc import Iterable, Sequence

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.core.text.joining import join_texts
from thidua.core.workspace.provision import Kind, Provider
from thidua.core.workspace.readers import Reader
from thidua.core.workspace.templates import Renderer, ReportTemplate


def in_a_row(providers: Iterable[Provider]) -> Text:
    """Several providers in one phrase, in a fixed order."""
    return join_texts(provider.in_words for provider in sorted(providers))


def not_enabled(
    kind: Kind, code: str, provider: Provider, enabled_by: str, instead: str | None = None
) -> Refused:
    """The code exists, in a sector that this department has not enabled; ``instead`` is the code
    of a report template that it has for the same document."""
    by, words = provider.in_words, kind.words
    if kind is Kind.SECTOR:
        return refuse(
            f"Ngành “{code}” chưa được bật cho đơn vị này; phần mở rộng cung cấp: {by.vi}.",
            f"The sector “{code}” is not enabled for this department; it is provided by {by.en}.",
            remedy=_enable(enabled_by),
        )
    return refuse(
        f"{words.vi.capitalize()} “{code}” thuộc ngành “{enabled_by}” (phần mở rộng {by.vi}),"
        " mà đơn vị này chưa bật.",
        f"The {words.en} “{code}” belongs to the sector “{enabled_by}” (plugin {by.en}),"
        " which this department has not enabled.",
        remedy=_enable(enabled_by) if instead is None else _use(instead),
    )


def _use(template: str) -> Text:
    return Text(
        f"Đơn vị này đã có mẫu cho báo cáo đó: thidua report write {template}",
        f"This department has a template for that report: thidua report write {template}",
    )


def _enable(code: str) -> Text:
    command = f"thidua sector enable {code}"
    return Text(f"Bật ngành bằng lệnh: {command}", f"Enable the sector with: {command}")


def disputed(kind: Kind, code: str, claims: Iterable[Provider]) -> Refused:
    """Several plugins claim the code."""
    by = in_a_row(claims)
    return refuse(
        f"Mã {kind.words.vi} “{code}” do nhiều phần mở rộng cùng khai báo: {by.vi}; "
        "không dùng được cho đến khi chỉ còn một.",
        f"The {kind.words.en} code “{code}” is claimed by several plugins: {by.en}; "
        "it cannot be used until one of them gives way.",
        remedy=Text(
            "Gỡ bớt phần mở rộng, chỉ để lại một; xem lệnh: thidua plugin list",
            "Uninstall all of them but one; see: thidua plugin list",
        ),
    )


def quarantined(kind: Kind, code: str, providers: Iterable[Provider]) -> Refused:
    """The code exists, in plugins that something is wrong with."""
    by, words = in_a_row(providers), kind.words
    return refuse(
        f"{words.vi.capitalize()} “{code}” thuộc phần mở rộng đang bị cách ly: {by.vi}.",
        f"The {words.en} “{code}” is in a plugin that is quarantined: {by.en}.",
        remedy=Text("Xem lý do: thidua plugin list", "See why: thidua plugin list"),
    )


def unknown(kind: Kind, code: str, known: Iterable[str], missing: Sequence[str] = ()) -> Refused:
    """Nobody has the code; the nearest is suggested."""
    return refuse(
        f"Không có {kind.words.vi} nào mang mã “{code}”.",
        f"There is no {kind.words.en} with the code “{code}”.",
        remedy=_suggestion(code, known, missing),
    )


def _suggestion(code: str, known: Iterable[str], missing: Sequence[str]) -> Text | None:
    from thidua.core.text.names import nearest

    hints = [
        Text(f"Có phải ý bạn là “{near}”?", f"Did you mean “{near}”?")
        for near in nearest(code, sorted(known))
    ]
    if missing:
        names = ", ".join(missing)
        hints.append(
            Text(
                f"Ngành đã bật nhưng hiện không dùng được: {names}; xem lệnh: thidua plugin list",
                f"Enabled sectors that cannot be used now: {names}; see: thidua plugin list",
            )
        )
    if not hints:
        return None
    return Text(" ".join(it.vi for it in hints), " ".join(it.en for it in hints))


def no_reader(file: str, readers: Iterable[Reader]) -> Refused:
    """No reader takes files of that name."""
    suffixes = ", ".join(sorted(suffix for reader in readers for suffix in reader.suffixes))
    return refuse(
        "Không đọc được định dạng của tệp này.",
        "This file's format cannot be read.",
        place=file,
        remedy=Text(f"Các định dạng đọc được: {suffixes}", f"Formats that can be read: {suffixes}")
        if suffixes
        else None,
    )


def several_readers(file: str, readers: Iterable[Reader]) -> Refused:
    """More than one reader takes files of that name, and none may be picked by chance."""
    codes = ", ".join(sorted(reader.code for reader in readers))
    return refuse(
        f"Nhiều bộ đọc cùng nhận định dạng của tệp này: {codes}.",
        f"Several readers take this file's format: {codes}.",
        place=file,
        remedy=Text(
            "Gỡ bớt phần mở rộng, chỉ để lại một bộ đọc; xem lệnh: thidua plugin list",
            "Uninstall plugins until one reader is left; see: thidua plugin list",
        ),
    )


def no_renderer(template: ReportTemplate, suffix: str, fitting: Iterable[Renderer]) -> Refused:
    """No renderer turns the template into files of that suffix."""
    suffixes = ", ".join(sorted(renderer.suffix for renderer in fitting))
    return refuse(
        f"Báo cáo “{template.code}” không xuất được ra tệp “{suffix}”.",
        f"The report “{template.code}” cannot be written as “{suffix}”.",
        remedy=Text(f"Đuôi tệp dùng được: {suffixes}", f"Suffixes that can be used: {suffixes}")
        if suffixes
        else None,
    )
