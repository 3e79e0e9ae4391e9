"""What a user is told when a database cannot be opened, read or written; never a traceback."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

_RIGHT_FILE = Text(
    "Hãy chọn đúng tệp thidua.db của không gian làm việc.",
    "Name the workspace's own file, thidua.db.",
)
_RESTORE = Text(
    "Không ghi thêm vào tệp này; hãy phục hồi từ bản sao lưu gần nhất còn tốt.",
    "Write nothing more to this file; restore the latest sound backup.",
)

_PUT_BACK = Text(
    "Hãy chép thidua.db từ bản sao lưu vào đúng chỗ này; nếu chưa từng nhập gì thì lập không gian"
    " làm việc mới ở thư mục khác: thidua init THƯ_MỤC.",
    "Put thidua.db back here from a backup; if nothing was ever entered, make a new workspace in"
    " another folder: thidua init DIR.",
)
"""``thidua init`` refuses a folder that is a workspace already, so it must be another one."""


def no_database(path: Path) -> Refused:
    """Nothing stands at the path."""
    return refuse(
        "Không tìm thấy cơ sở dữ liệu.",
        "There is no database here.",
        place=str(path),
        remedy=_PUT_BACK,
    )


def no_folder(path: Path) -> Refused:
    """The folder that should hold a new database does not exist."""
    return refuse(
        "Chưa có thư mục để tạo cơ sở dữ liệu.",
        "The folder for the database does not exist.",
        place=str(path),
        remedy=Text("Hãy tạo thư mục đó trước.", "Make that folder first."),
    )


def a_folder(path: Path) -> Refused:
    """A folder stands where the database should be."""
    return refuse(
        "Đây là thư mục, không phải tệp cơ sở dữ liệu.",
        "This is a folder, not a database file.",
        place=str(path),
        remedy=_RIGHT_FILE,
    )


def not_sqlite(location: str) -> Refused:
    """An address of a database of another make, or one that keeps nothing."""
    return refuse(
        "Địa chỉ cơ sở dữ liệu không dùng được.",
        "This database address cannot be used.",
        place=location,
        remedy=Text(
            "Hãy ghi theo mẫu sqlite:///đường/dẫn/thidua.db.",
            "Write it as sqlite:///path/to/thidua.db.",
        ),
    )


def old_sqlite(path: Path, found: str) -> Refused:
    """Python was built with an SQLite that does not know STRICT tables."""
    return refuse(
        f"SQLite đi kèm Python này (bản {found}) quá cũ; thidua cần từ bản 3.37.",
        f"The SQLite of this Python ({found}) is too old; thidua needs 3.37 or later.",
        place=str(path),
        remedy=Text("Hãy dùng bản Python mới hơn.", "Use a newer build of Python."),
    )


def empty_file(path: Path) -> Refused:
    """The file holds no table: an ``init`` that was cut short, or a file emptied by accident."""
    return refuse(
        "Tệp cơ sở dữ liệu rỗng.",
        "The database file is empty.",
        place=str(path),
        remedy=_PUT_BACK,
    )


def foreign_file(path: Path) -> Refused:
    """A sound database that another program made."""
    return refuse(
        "Đây là cơ sở dữ liệu của một phần mềm khác, không phải của thidua.",
        "This database was made by another program, not by thidua.",
        place=str(path),
        remedy=_RIGHT_FILE,
    )


def newer_file(path: Path, found: int, known: int) -> Refused:
    """A later release of thidua made the file."""
    return refuse(
        f"Cơ sở dữ liệu do phiên bản thidua mới hơn tạo ra (cấu trúc số {found}; phiên bản"
        f" đang dùng đọc được đến số {known}).",
        f"The database was made by a newer thidua (schema {found}; this one reads up to {known}).",
        place=str(path),
        remedy=Text("Hãy nâng cấp thidua rồi mở lại.", "Upgrade thidua, then open it again."),
    )


def older_file(path: Path, found: int, known: int) -> Refused:
    """The file waits for an upgrade of its schema."""
    return refuse(
        f"Cơ sở dữ liệu còn ở cấu trúc số {found}; phiên bản đang dùng cần số {known}.",
        f"The database still has schema {found}; this thidua needs {known}.",
        place=str(path),
        remedy=Text(
            "Hãy mở bằng phiên bản thidua đã tạo ra tệp, hoặc phục hồi từ bản sao lưu.",
            "Open it with the version of thidua that made it, or restore a backup.",
        ),
    )


def damaged(path: Path) -> Refused:
    """Pages of the file contradict one another."""
    return refuse(
        "Cơ sở dữ liệu bị hỏng.",
        "The database is damaged.",
        place=str(path),
        remedy=_RESTORE,
    )


def unsafe_journal(path: Path, wanted: str, got: str) -> Refused:
    """The file would not take the journal mode under which no write is lost."""
    return refuse(
        f"Không đặt được chế độ nhật ký {wanted} cho cơ sở dữ liệu (hiện là {got}).",
        f"The database did not take the journal mode {wanted} (it has {got}).",
        place=str(path),
        remedy=Text(
            "Hãy đóng các chương trình khác đang mở tệp này và kiểm tra quyền ghi.",
            "Close other programs that have the file open, and check that it may be written.",
        ),
    )


def broken_upgrade(path: Path, rows: int) -> Refused:
    """An upgrade would have left rows that refer to nothing; it has been taken back."""
    return refuse(
        f"Nâng cấp cấu trúc sẽ làm {rows} dòng mất liên kết; đã hủy, dữ liệu giữ nguyên.",
        f"The upgrade would leave {rows} rows referring to nothing; it was undone.",
        place=str(path),
        remedy=Text(
            "Hãy gửi thông báo này cho người phát triển thidua.",
            "Send this message to the developers of thidua.",
        ),
    )


def _not_a_database(path: Path) -> Refused:
    return refuse(
        "Đây không phải là tệp cơ sở dữ liệu.",
        "This is not a database file.",
        place=str(path),
        remedy=_RIGHT_FILE,
    )


def _locked(path: Path) -> Refused:
    return refuse(
        "Cơ sở dữ liệu đang bận: có người khác đang ghi. Chưa có gì được lưu.",
        "The database is busy: somebody else is writing. Nothing was saved.",
        place=str(path),
        remedy=Text("Hãy thử lại sau ít phút.", "Try again in a few minutes."),
    )


def _disk_full(path: Path) -> Refused:
    return refuse(
        "Ổ đĩa đã đầy. Chưa có gì được lưu; dữ liệu cũ còn nguyên.",
        "The disk is full. Nothing was saved; what was there is intact.",
        place=str(path),
        remedy=Text("Hãy giải phóng dung lượng rồi thử lại.", "Free some space, then try again."),
    )


def _disk_fault(path: Path) -> Refused:
    return refuse(
        "Ổ đĩa báo lỗi khi đọc hoặc ghi cơ sở dữ liệu.",
        "The disk reported an error on the database.",
        place=str(path),
        remedy=_RESTORE,
    )


def _not_writable(path: Path) -> Refused:
    return refuse(
        "Không có quyền ghi vào cơ sở dữ liệu. Chưa có gì được lưu.",
        "The database may not be written. Nothing was saved.",
        place=str(path),
        remedy=Text(
            "Hãy kiểm tra quyền của tệp và của thư mục chứa tệp.",
            "Check the permissions of the file and of its folder.",
        ),
    )


def _cannot_open(path: Path) -> Refused:
    return refuse(
        "Không mở được cơ sở dữ liệu.",
        "The database cannot be opened.",
        place=str(path),
        remedy=Text(
            "Hãy kiểm tra đường dẫn và quyền truy cập.",
            "Check the path and the permissions.",
        ),
    )


def _unknown_reference(path: Path) -> Refused:
    return refuse(
        "Có mục nhắc đến đơn vị, cụm, kỳ hoặc thành viên chưa có trong cơ sở dữ liệu."
        " Chưa có gì được lưu.",
        "An entry names a unit, cluster, period or member that the database does not hold."
        " Nothing was saved.",
        place=str(path),
        remedy=Text(
            "Hãy nhập đơn vị và cụm, mở kỳ chấm điểm trước, rồi làm lại.",
            "Import the units and clusters and open the period first, then repeat.",
        ),
    )


_BY_CODE: dict[int, Callable[[Path], Refused]] = {
    sqlite3.SQLITE_BUSY: _locked,
    sqlite3.SQLITE_LOCKED: _locked,
    sqlite3.SQLITE_FULL: _disk_full,
    sqlite3.SQLITE_IOERR: _disk_fault,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: _not_a_database,
    sqlite3.SQLITE_READONLY: _not_writable,
    sqlite3.SQLITE_CANTOPEN: _cannot_open,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: _unknown_reference,
}


def _told(error: BaseException | None, path: Path) -> Refused | None:
    code = getattr(error, "sqlite_errorcode", 0)
    tell = _BY_CODE.get(code) or _BY_CODE.get(code & 0xFF)  # the low byte is the kind
    return tell(path) if tell else None


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what the database reports of its file into :class:`Refused`; a bug stays a bug."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        refused = _told(error.orig if isinstance(error, DBAPIError) else error, path)
        if refused is None:
            raise
        raise refused from error
