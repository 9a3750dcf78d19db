"""The board of what officers have to look at: files that are nobody's, files taken with a warning, doubtful mails.

Not here: publishing it (`tasks.artifacts`), nor the other boards (`boards`).
"""

from collections.abc import Mapping
from datetime import datetime

from papiplan.documents.boards.boards import escaped, form_link, table
from papiplan.documents.boards.decision_forms import ASSIGNING, REVIEWING
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.digest import DigestRows, Flagged, MailToSee, Unassigned
from papiplan.domain.doors import DOOR_WORDS
from papiplan.domain.plans import PlanDefinition

_QUEUE = ("Số", "Đến lúc", "Qua", "Tệp", "Lý do", "Gợi ý", "Biểu")
_FLAGGED = ("Số", "Đơn vị", "Đến lúc", "Qua", "Tệp", "Cảnh báo", "Biểu")
_MAILS = ("Đến lúc", "Người gửi", "Tiêu đề", "Lý do")


def to_see_board(definition: PlanDefinition, rows: DigestRows, forms: Mapping[int, str]) -> str:
    """The board "Hồ sơ cần xem": each with the number by which it is assigned or returned, and how that is done.

    `forms` are the addresses of the filled forms, by that number.
    """
    parts = ["# Hồ sơ cần xem"]
    if rows.unassigned:
        parts += [
            "## Chưa rõ đơn vị",
            f'Chạy "{ASSIGNING}", hoặc mở biểu đã điền sẵn ở cột cuối: số ở cột đầu và tên đơn vị; nếu không phải hồ '
            'sơ, để trống đơn vị và chọn "không phải hồ sơ" ở mục "Là gì".',
            table(
                _QUEUE, [(*_queued(definition, file), form_link(forms.get(file.number))) for file in rows.unassigned]
            ),
        ]
    if rows.flagged:
        parts += [
            "## Đã nhận, có cảnh báo",
            f'Chỉ cảnh báo, chưa trả lại. Nếu cần trả lại: chạy "{REVIEWING}", nhập số ở cột đầu, hoặc mở biểu đã điền '
            "sẵn ở cột cuối.",
            table(
                _FLAGGED, [(*_flagged(definition, file), form_link(forms.get(file.number))) for file in rows.flagged]
            ),
        ]
    if rows.mails:
        parts += [
            "## Thư cần đọc",
            'Thư nằm ở thư mục "Cần xem" của hộp thư.',
            table(_MAILS, [_mail(mail) for mail in rows.mails]),
        ]
    if len(parts) == 1:
        parts.append("Không có.")
    return "\n\n".join([*parts, *([f"*{escaped(definition.caveat)}*"] if definition.caveat else [])])


def _queued(definition: PlanDefinition, file: Unassigned) -> tuple[str, ...]:
    suggested = definition.unit(file.suggested).short if file.suggested else "-"
    door = _door(file.channel, file.sender)
    return (
        str(file.number),
        _when(file.received_at),
        door,
        escaped(file.file_name),
        escaped(file.reason),
        escaped(suggested),
    )


def _flagged(definition: PlanDefinition, file: Flagged) -> tuple[str, ...]:
    unit, warnings = definition.unit(file.unit).short, " ".join(file.warnings)
    door = _door(file.channel, file.sender)
    return str(file.number), escaped(unit), _when(file.received_at), door, escaped(file.file_name), escaped(warnings)


def _mail(mail: MailToSee) -> tuple[str, ...]:
    return _when(mail.received_at), escaped(mail.sender), escaped(mail.subject), escaped(mail.doubt)


def _when(moment: datetime) -> str:
    return f"{clock_time(moment)} {short(local_date(moment))}"


def _door(channel: str, sender: str) -> str:
    return escaped(", ".join(filter(None, (DOOR_WORDS.get(channel, channel), sender))))
