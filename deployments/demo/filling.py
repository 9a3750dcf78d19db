"""Fills a form as a unit's officer does: opens it, finds the cells by their titles and writes what is asked for."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

INFO = {
    "doc_symbol": "Số, ký hiệu văn bản của đơn vị",
    "doc_date": "Ngày văn bản",
    "signer": "Người ký",
    "signer_title": "Chức vụ",
    "contact_name": "Đầu mối: họ tên",
    "contact_phone": "Đầu mối: điện thoại",
    "contact_email": "Đầu mối: thư điện tử",
    "docs_issued": "Số văn bản chỉ đạo, triển khai đã ban hành",
    "meetings": "Số hội nghị, cuộc họp quán triệt",
    "communications": "Số tin, bài, buổi tuyên truyền",
    "self_checks": "Số cuộc tự kiểm tra",
    "strengths": "Ưu điểm, cách làm hay",
    "weaknesses": "Tồn tại, hạn chế; nguyên nhân",
    "next_actions": "Nhiệm vụ trọng tâm thời gian tới",
}
SUBPLAN = {
    "measures": "Việc làm cụ thể của đơn vị (*)",
    "unit_target": "Chỉ tiêu của đơn vị (*)",
    "target_number": "Chỉ tiêu bằng số (nếu có)",
    "measure_unit": "Đơn vị tính",
    "rhythm": "Cách thực hiện (*)",
    "starts_on": "Ngày bắt đầu (*)",
    "ends_on": "Ngày hoàn thành (*)",
    "planned_evidence": "Tài liệu kiểm chứng dự kiến (*)",
    "person": "Người phụ trách (*)",
    "person_title": "Chức danh, bộ phận (*)",
    "partners": "Đơn vị phối hợp ở địa bàn",
    "note": "Ghi chú",
}
REPORT = {
    "target_number": "Chỉ tiêu bằng số",
    "measure_unit": "Đơn vị tính",
    "status": "Tình trạng (*)",
    "result": "Kết quả thực hiện (*)",
    "result_number": "Kết quả bằng số",
    "done_on": "Ngày hoàn thành",
    "evidence": "Tài liệu kiểm chứng: số, ký hiệu, ngày hoặc đường dẫn",
    "evidence_file": "Tên tệp kiểm chứng gửi kèm",
    "weakness": "Tồn tại, hạn chế, nguyên nhân / giải trình",
    "new_due_on": "Thời hạn hoàn thành tiếp theo",
    "reason_none": "Lý do không phát sinh",
    "note": "Ghi chú",
}
ADDITIONAL = {
    "dimension": "Nội dung PAPI",
    "action": "Nhiệm vụ của đơn vị",
    "target": "Chỉ tiêu",
    "status": "Tình trạng",
    "result": "Kết quả",
    "evidence": "Tài liệu kiểm chứng",
    "note": "Ghi chú",
}
DIFFICULTY = {
    "action_code": "Mã nhiệm vụ",
    "difficulty": "Khó khăn, vướng mắc",
    "cause": "Nguyên nhân",
    "proposal": "Đề xuất, kiến nghị",
    "addressed_to": "Cơ quan được kiến nghị",
    "answer_by": "Mong được trả lời trước ngày",
}


def fill_form(content: bytes, *, changes: Mapping[str, object] = {}) -> bytes:
    """The form filled validly, but for `changes`.

    Their keys are "<action code>.<field>", "info.<field>", or "additional.<field>" and "difficulty.<field>" for the
    first row of a free sheet.
    """
    workbook = load_workbook(BytesIO(content))
    begins, ends = _period(workbook)
    if "Báo cáo" in workbook.sheetnames:
        sheet, titles = workbook["Báo cáo"], REPORT
        written_on, symbol = ends + timedelta(days=10), "12/BC-UBND"
    else:
        sheet, titles = workbook["Kế hoạch"], SUBPLAN
        written_on, symbol = begins + timedelta(days=10), "57/KH-UBND"
    info = workbook["Thông tin chung"]
    for field, value in _sender(symbol, written_on).items():
        if cell := find_cell(info, INFO[field]):
            info.cell(cell.row, cell.column + 1).value = changes.get(f"info.{field}", value)  # type: ignore[assignment]
    rows = list(action_rows(sheet))
    for number, (code, row) in enumerate(rows):
        # Nobody who means it writes one sentence into all rows: officers would be told.
        apart = f", theo nhiệm vụ {code}" if number else ""
        for field, value in _answer(titles, begins, ends, promised(sheet, row), apart).items():
            _cell_under(sheet, titles[field], row).value = changes.get(f"{code}.{field}", value)  # type: ignore[assignment]
    additional = {} if rows else {"action": "Tuyên truyền Chỉ số PAPI trong cuộc họp giao ban của đơn vị"}
    _fill_first_row(workbook["Nhiệm vụ bổ sung"], ADDITIONAL, additional, "additional", changes)
    _fill_first_row(workbook["Khó khăn, kiến nghị"], DIFFICULTY, {}, "difficulty", changes)
    return saved(workbook)


def action_codes(content: bytes) -> list[str]:
    """The codes of the actions that a form asks about."""
    workbook = load_workbook(BytesIO(content))
    main = next(sheet for sheet in workbook.worksheets if sheet.title in ("Báo cáo", "Kế hoạch"))
    return [code for code, _ in action_rows(main)]


def saved(workbook: Workbook) -> bytes:
    output = BytesIO()
    workbook.save(output)
    return output.getvalue()


def find_cell(sheet: Worksheet, text: str) -> Cell | None:
    return next((cell for row in sheet.iter_rows() for cell in row if cell.value == text), None)


def action_rows(sheet: Worksheet) -> Iterator[tuple[str, int]]:
    """The action codes of the main sheet with their rows."""
    header = find_cell(sheet, "Mã nhiệm vụ")
    assert header is not None
    for row in range(header.row + 1, sheet.max_row + 1):
        if code := sheet.cell(row, header.column).value:
            yield str(code), row


def promised(sheet: Worksheet, row: int) -> float | None:
    """The number that the report form holds of the unit's sub-plan."""
    value = _cell_under(sheet, REPORT["target_number"], row).value if sheet.title == "Báo cáo" else None
    return float(value) if isinstance(value, int | float) else None


def _period(workbook: Workbook) -> tuple[datetime, datetime]:
    info = workbook["Thông tin chung"]
    label = find_cell(info, "Kỳ số liệu")
    assert label is not None
    first, last = str(info.cell(label.row, label.column + 1).value).split(" – ")
    return datetime.strptime(first, "%d/%m/%Y"), datetime.strptime(last, "%d/%m/%Y")  # noqa: DTZ007


def _sender(symbol: str, written_on: datetime) -> dict[str, object]:
    return {
        "doc_symbol": symbol,
        "doc_date": written_on,
        "signer": "Trần Văn D",
        "signer_title": "Chủ tịch",
        "contact_name": "Lê Thị E",
        "contact_phone": "0900 000 000",
        "contact_email": None,
        "docs_issued": 4,
        "meetings": 3,
        "communications": 12,
        "self_checks": 1,
        "strengths": None,
        "weaknesses": "Không có",
        "next_actions": "Tiếp tục công khai thu, chi ngân sách",
    }


def _answer(
    titles: Mapping[str, str], begins: datetime, ends: datetime, target: float | None, apart: str
) -> dict[str, object]:
    if titles is REPORT:
        return {
            "status": "Hoàn thành",
            "result": f"Đã niêm yết 04/04 quý tại trụ sở và 05 khóm, đăng 04 tin trên trang thông tin điện tử{apart}",
            "result_number": target,
            "done_on": ends,
            "evidence": "Biên bản niêm yết 15/BB-UBND ngày 05/7/2023",
            **dict.fromkeys(("evidence_file", "weakness", "new_due_on", "reason_none", "note")),
        }
    return {
        "measures": f"Niêm yết dự toán, quyết toán hằng quý tại trụ sở và 05 nhà văn hóa khóm{apart}",
        "unit_target": "Công khai đủ 04 quý",
        "target_number": 4,
        "measure_unit": "quý",
        "rhythm": "Hằng quý",
        "starts_on": begins,
        "ends_on": ends,
        "planned_evidence": "Biên bản niêm yết từng quý",
        "person": "Phạm Văn G",
        "person_title": "Công chức Tài chính - Kế toán",
        "partners": "UBMTTQ Việt Nam phường",
        "note": None,
    }


def _fill_first_row(
    sheet: Worksheet,
    titles: Mapping[str, str],
    answer: Mapping[str, object],
    prefix: str,
    changes: Mapping[str, object],
) -> None:
    for field, title in titles.items():
        if header := find_cell(sheet, title):
            value = changes.get(f"{prefix}.{field}", answer.get(field))
            if value is not None:
                sheet.cell(header.row + 1, header.column).value = value  # type: ignore[assignment]


def _cell_under(sheet: Worksheet, title: str, row: int) -> Cell:
    header = find_cell(sheet, title)
    assert header is not None, title
    return sheet.cell(row, header.column)  # type: ignore[return-value]
