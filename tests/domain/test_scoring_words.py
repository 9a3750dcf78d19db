from dataclasses import replace
from datetime import date

import pytest

from papiplan.domain.doors import DOOR_WORDS
from papiplan.domain.forms import ActionStatus
from papiplan.domain.obligations import Status
from papiplan.domain.plans import Scoring
from papiplan.domain.scoring import Criterion, score
from papiplan.domain.scoring_words import ScoreLine, lines
from papiplan.domain.unit_records import ActionRecord, Remedy, UnitRecord
from tests.scoring_records import (
    PHONG_KINH_TE,
    PHUONG_2,
    XA_TAN_QUY_TAY,
    a_late,
    a_record,
    a_report,
    a_subplan,
    actions,
    never,
)

PLAIN = Scoring()


def lines_of(record: UnitRecord, scoring: Scoring = PLAIN) -> tuple[ScoreLine, ...]:
    return lines(record, score(record, scoring), scoring)


def printed(record: UnitRecord, criterion: Criterion, scoring: Scoring = PLAIN) -> str:
    return next(line.sentence for line in lines_of(record, scoring) if line.criterion is criterion)


def test_a_unit_reads_six_numbered_lines() -> None:
    assert [line.sentence for line in lines_of(PHUONG_2)] == [
        "1. Kế hoạch, thời hạn: 15,00/15. Hạn 30/6/2023; nhận 29/6/2023, 16 giờ 50 phút (hộp thư); "
        "đúng hạn (hoàn thiện trong thời gian được trả lại); hệ số 1,0.",
        "2. Kế hoạch, đầy đủ: 8,00/8. 27/27 dòng đủ thông tin: 5,00/5; có bản ký: 3,00/3.",
        "3. Báo cáo, thời hạn: 12,00/15. Hạn 08/4/2024; nhận 10/4/2024, 14 giờ 20 phút (hộp thư); "
        "chậm 02 ngày làm việc; hệ số 0,8.",
        "4. Báo cáo, đầy đủ: 11,70/12. 26/27 dòng đủ thông tin: 7,70/8; có bản ký: 4,00/4.",
        "5. Kết quả nhiệm vụ: 34,40/40. 25 nhiệm vụ được tính: 19 hoàn thành có tài liệu kiểm chứng, "
        "03 hoàn thành không có tài liệu kiểm chứng, có giải trình, 02 đang thực hiện, 01 chưa thực hiện; "
        "trung bình 0,8600; không tính: 02 không phát sinh.",
        "6. Khắc phục kiến nghị sau kiểm tra: 8,75/10. 04 kiến nghị: 03 khắc phục đúng hạn, 01 khắc phục chậm.",
    ]


@pytest.mark.parametrize(
    ("record", "criterion", "line"),
    [
        (
            XA_TAN_QUY_TAY,
            Criterion.SUBPLAN_TIMELY,
            "1. Kế hoạch, thời hạn: 0,00/15. Hạn 30/6/2023; đến ngày công bố Chỉ số chưa nhận được hồ sơ hợp lệ; "
            "hệ số 0.",
        ),
        (
            XA_TAN_QUY_TAY,
            Criterion.REPORT_TIMELY,
            "3. Báo cáo, thời hạn: 9,00/15. Hạn 08/4/2024, gia hạn đến 12/4/2024; nhận 17/4/2024, 09 giờ 00 phút "
            "(hộp thư); chậm 03 ngày làm việc; hệ số 0,6.",
        ),
        (
            XA_TAN_QUY_TAY,
            Criterion.REPORT_COMPLETE,
            "4. Báo cáo, đầy đủ: 8,00/12. 27/27 dòng đủ thông tin: 8,00/8; chưa có bản ký: 0,00/4.",
        ),
        (
            PHONG_KINH_TE,
            Criterion.OUTPUT,
            "5. Kết quả nhiệm vụ: không tính. Đơn vị không có nhiệm vụ được giao.",
        ),
        (
            PHONG_KINH_TE,
            Criterion.REMEDIES,
            "6. Khắc phục kiến nghị sau kiểm tra: không tính. Không có kiến nghị.",
        ),
        (
            a_record(report=never(a_report())),
            Criterion.REPORT_TIMELY,
            "3. Báo cáo, thời hạn: 0,00/15. Hạn 08/4/2024; đến khi chốt tổng hợp chưa nhận được hồ sơ hợp lệ; hệ số 0.",
        ),
        (
            a_record(subplan=replace(a_late(a_subplan(channel="paper"), 190), after_freeze=True)),
            Criterion.SUBPLAN_TIMELY,
            "1. Kế hoạch, thời hạn: 0,00/15. Hạn 30/6/2023; nhận 10/4/2024, 14 giờ 20 phút (bản giấy), "
            "sau ngày công bố Chỉ số: chỉ ghi nhận, không tính điểm; hệ số 0.",
        ),
        (
            a_record(subplan=a_subplan(rule_due_on=date(2023, 6, 20), by_extension=True, channel="", paper_owed=True)),
            Criterion.SUBPLAN_TIMELY,
            "1. Kế hoạch, thời hạn: 15,00/15. Hạn 20/6/2023, gia hạn đến 30/6/2023; nhận 28/6/2023, 09 giờ 00 phút; "
            "đúng hạn theo gia hạn (còn nợ văn bản); hệ số 1,0.",
        ),
        (
            a_record(subplan=a_subplan(rule_due_on=date(2023, 6, 29), channel="")),
            Criterion.SUBPLAN_TIMELY,
            "1. Kế hoạch, thời hạn: 15,00/15. Hạn 29/6/2023, gia hạn đến 30/6/2023; nhận 28/6/2023, 09 giờ 00 phút; "
            "đúng hạn; hệ số 1,0.",
        ),
        (
            a_record(subplan=a_subplan(signed_in_time=False)),
            Criterion.SUBPLAN_COMPLETE,
            "2. Kế hoạch, đầy đủ: 5,00/8. 27/27 dòng đủ thông tin: 5,00/5; "
            "bản ký gửi quá thời gian cho phép sau Biểu: 0,00/3.",
        ),
        (
            a_record(subplan=a_subplan(status=Status.EXCUSED)),
            Criterion.SUBPLAN_COMPLETE,
            "2. Kế hoạch, đầy đủ: không tính. Đơn vị được miễn.",
        ),
        (
            a_record(report=a_report(status=Status.OPEN)),
            Criterion.OUTPUT,
            "5. Kết quả nhiệm vụ: không tính. Chưa đến hạn.",
        ),
        (
            a_record(subplan=None),
            Criterion.SUBPLAN_TIMELY,
            "1. Kế hoạch, thời hạn: không tính. Đơn vị không có nghĩa vụ này.",
        ),
        (
            a_record(actions=actions(not_applicable=2)),
            Criterion.OUTPUT,
            "5. Kết quả nhiệm vụ: không tính. Không có nhiệm vụ được tính (02 không phát sinh).",
        ),
        (
            a_record(
                actions=(
                    ActionRecord("1", ActionStatus.DONE),
                    ActionRecord("2", ActionStatus.DONE, evidence=True, recognised=False),
                    ActionRecord("3", ActionStatus.UNREPORTED),
                    ActionRecord("4", ActionStatus.NOT_APPLICABLE, exempted=True),
                )
            ),
            Criterion.OUTPUT,
            "5. Kết quả nhiệm vụ: 0,00/40. 03 nhiệm vụ được tính: "
            "01 hoàn thành không có tài liệu kiểm chứng, không giải trình, "
            "01 không được công nhận qua kiểm tra, 01 chưa có báo cáo; trung bình 0,0000; không tính: 01 được miễn.",
        ),
        (
            a_record(remedies=(Remedy.NOT_DONE,)),
            Criterion.REMEDIES,
            "6. Khắc phục kiến nghị sau kiểm tra: 0,00/10. 01 kiến nghị: 01 chưa khắc phục.",
        ),
    ],
)
def test_a_line_says_how_its_points_came_about(record: UnitRecord, criterion: Criterion, line: str) -> None:
    assert printed(record, criterion) == line


@pytest.mark.parametrize(("channel", "words"), DOOR_WORDS.items())
def test_a_line_names_the_channel_of_the_receipt(channel: str, words: str) -> None:
    record = a_record(report=a_report(channel=channel))
    assert f"05/4/2024, 10 giờ 00 phút ({words}); đúng hạn" in printed(record, Criterion.REPORT_TIMELY)


def test_the_plans_own_numbers_are_printed_as_they_are() -> None:
    scoring = Scoring(report_timely=12.5, lateness=((0, 1.0), (2, 0.75)))
    record = a_record(report=a_late(a_report(), 2))
    line = printed(record, Criterion.REPORT_TIMELY, scoring)
    assert line.startswith("3. Báo cáo, thời hạn: 9,38/12,5. ")
    assert line.endswith("hệ số 0,75.")
