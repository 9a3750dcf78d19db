"""`papiplan doctor`: what this installation stands on, one line each, and what to do where something is wrong.

Not here: how Prefect's side is asked (`doctor_prefect`), nor what a line says (`findings`).
"""

from collections.abc import Iterable, Iterator

from deployments.doctor_prefect import examine_prefect
from deployments.findings import RUN_UP, Finding, Health
from papiplan import settings
from papiplan.database import Database, NoDatabaseError, SchemaMismatchError
from papiplan.settings import Settings, SettingsError
from papiplan.store import Store


def examine() -> Iterator[Finding]:
    """Look at everything, one after the other; with wrong settings at nothing else, for all rests on them."""
    try:
        at = settings.read()
    except SettingsError as error:
        seen = " ".join(str(error).splitlines()).rstrip(".")
        yield Finding(_SETTINGS, Health.WRONG, seen, "sửa các biến môi trường đã nêu rồi chạy lại")
        return
    yield Finding(_SETTINGS, Health.WELL, f"thư mục {at.home}, chế độ gửi thư {at.mail_mode}")
    for look in (_database, _store, _mail_server, _mailbox, _fonts, _office_suite):
        yield look(at)
    yield from examine_prefect(at.home)


_SETTINGS, _DATABASE, _STORE, _SMTP, _IMAP, _FONTS, _SUITE = (
    "Cài đặt",
    "Cơ sở dữ liệu",
    "Kho tệp",
    "Máy chủ gửi thư (SMTP)",
    "Hộp thư nhận (IMAP)",
    "Phông chữ",
    "LibreOffice",
)


def _database(at: Settings) -> Finding:
    try:
        database = Database.open(at.database, create=False)
    except NoDatabaseError:
        return Finding(_DATABASE, Health.WRONG, "chưa có dữ liệu nào", RUN_UP)
    except SchemaMismatchError as error:
        return Finding(_DATABASE, Health.WRONG, str(error).rstrip("."), f"{RUN_UP} của phiên bản này")
    except Exception as error:
        return Finding(_DATABASE, Health.WRONG, _first_line(error), "kiểm tra PAPIPLAN_DATABASE_URL, máy chủ dữ liệu")
    name = database.engine.dialect.name
    database.close()
    return Finding(_DATABASE, Health.WELL, f"{name}, cấu trúc đúng phiên bản này")


def _store(at: Settings) -> Finding:
    """Keep a few bytes and read them again: whether a folder can be written is known by no other means."""
    store = Store(at.storage)
    try:
        store.get(store.put(b"papiplan doctor\n").sha256)
    except Exception as error:
        return Finding(_STORE, Health.WRONG, _first_line(error), "kiểm tra PAPIPLAN_STORAGE_URL, quyền ghi, dung lượng")
    return Finding(_STORE, Health.WELL, "ghi và đọc lại được")


def _mail_server(at: Settings) -> Finding:
    if not at.smtp_host:
        return Finding(_SMTP, Health.ABSENT, "chưa cấu hình, thư nằm chờ", "đặt PAPIPLAN_SMTP_HOST khi muốn gửi thư")
    from tasks.messages import mail_server

    with mail_server() as server:
        unreachable = server.reach()
    if unreachable:
        return Finding(_SMTP, Health.WRONG, unreachable.rstrip("."), "kiểm tra các biến PAPIPLAN_SMTP_*")
    return Finding(_SMTP, Health.WELL, f"kết nối, đăng nhập được {at.smtp_host}:{at.smtp_port}")


def _mailbox(at: Settings) -> Finding:
    if not at.imap_host:
        return Finding(_IMAP, Health.ABSENT, "chưa cấu hình", "đặt PAPIPLAN_IMAP_HOST khi muốn nhận thư tự động")
    from papiplan.mail.mailbox_errors import MailboxError
    from tasks.mailbox import mailbox

    try:
        with mailbox():
            pass
    except MailboxError as error:
        return Finding(_IMAP, Health.WRONG, str(error).rstrip("."), "kiểm tra các biến PAPIPLAN_IMAP_*")
    return Finding(_IMAP, Health.WELL, f"đăng nhập được {at.imap_host}:{at.imap_port}, mở được thư mục thư đến")


def _fonts(_: Settings) -> Finding:
    from papiplan.documents.papers.fonts import paper_font

    font = paper_font()
    if font is None:
        seen = "không có phông chữ đủ chữ Việt cùng cỡ với Times New Roman, nên bản PDF có thể lệch trang"
        return Finding(_FONTS, Health.ABSENT, seen, "cài gói fonts-croscore")
    return Finding(_FONTS, Health.WELL, f"{font}, đủ chữ Việt")


def _office_suite(at: Settings) -> Finding:
    from papiplan.documents.papers.pdf import find_program

    program = find_program(at.soffice)
    if program is None:
        remedy = "cài gói libreoffice-writer, hoặc đặt PAPIPLAN_SOFFICE"
        return Finding(_SUITE, Health.ABSENT, "không có, nên không xuất PDF", remedy)
    return Finding(_SUITE, Health.WELL, program)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether nothing has to be mended; what is merely absent does no harm."""
    return all(finding.health is not Health.WRONG for finding in findings)
