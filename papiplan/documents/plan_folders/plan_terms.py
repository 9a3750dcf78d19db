"""Terms and reminders as a plan folder writes them.

Not here: how a term is counted (`domain.deadlines`), nor when a reminder is sent (`domain.chasing`).
"""

from typing import Annotated

from pydantic import field_validator

from papiplan.documents.plan_folders.plan_fields import Fields, asked
from papiplan.documents.plan_folders.plan_values import DayCounts, YesNo, one_of, whole
from papiplan.domain.deadlines import Counting
from papiplan.domain.plans import Reminders


class DeadlineFields(Fields):
    days: Annotated[int, whole(1, 365)] = asked("Số ngày", "15", "Ngày bắt đầu không tính.")
    counting: Annotated[Counting, one_of({**{c.value: c for c in Counting}, **{c.label: c for c in Counting}})] = asked(
        "Cách tính ngày", "calendar", "calendar: ngày; working: ngày làm việc.", default=Counting.CALENDAR
    )
    shift: YesNo = asked(
        "Ngày cuối là ngày nghỉ thì chuyển sang ngày làm việc tiếp theo",
        "có",
        "Theo Điều 148 Bộ luật Dân sự.",
        default=True,
    )


_REMINDERS = Reminders()


class ReminderFields(Fields):
    """The fields of `domain.plans.Reminders`, with its defaults; in whatever order they are typed."""

    before_days: DayCounts = asked(
        "Nhắc trước hạn: số ngày làm việc",
        "5; 1",
        'Một hoặc nhiều số, cách nhau bằng dấu chấm phẩy; ghi "không" nếu không nhắc.',
        default=_REMINDERS.before_days,
    )
    on_day: YesNo = asked("Nhắc vào ngày cuối của thời hạn", "có", default=_REMINDERS.on_day)
    after_days: DayCounts = asked(
        "Đôn đốc sau hạn: số ngày làm việc", "1", 'Ghi "không" nếu không đôn đốc.', default=_REMINDERS.after_days
    )
    head_after_days: DayCounts = asked(
        "Sau hạn bao nhiêu ngày làm việc thì gửi thư cho người đứng đầu đơn vị",
        "2",
        'Ghi "không" nếu không gửi.',
        default=_REMINDERS.head_after_days,
    )
    urge_after_days: DayCounts = asked(
        "Sau hạn bao nhiêu ngày làm việc thì soạn công văn đôn đốc",
        "3, 8",
        'Chỉ soạn dự thảo, không tự gửi; ghi "không" nếu không soạn.',
        default=_REMINDERS.urge_after_days,
    )

    @field_validator("before_days")
    @classmethod
    def _from_the_farthest(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(value), reverse=True))

    @field_validator("after_days", "head_after_days", "urge_after_days")
    @classmethod
    def _from_the_nearest(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(value)))
