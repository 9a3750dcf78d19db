"""The words of a form's first sheet (Hướng dẫn): whose it is, how to fill it, and what to mend when it goes back.

Not here: the other sheets (`form_writing`).
"""

from collections.abc import Sequence
from datetime import date

from papiplan.domain.deadlines import short
from papiplan.domain.form_rules import span
from papiplan.domain.forms import Form
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem


def guide_lines(
    definition: PlanDefinition, form: Form, issue_number: str, issue_on: date, problems: Sequence[Problem]
) -> list[str]:
    """The lines of the sheet, its title first."""
    contact = definition.contact
    tier = definition.issuer.short.removeprefix("Ủy ban nhân dân ")
    title = f"{form.kind.form} thực hiện Kế hoạch cải thiện Chỉ số {definition.index} năm {definition.year}"
    lines = [
        title.upper(),
        f"Đơn vị: {definition.unit(form.unit).name}",
        f"Thực hiện Kế hoạch số {issue_number} ngày {short(issue_on)} của {definition.issuer.name}",
        f"Kỳ số liệu: {span(definition.figures_from, definition.figures_to)}",
        *([definition.caveat] if definition.caveat else []),
        "",
        f"1. Chỉ điền các ô màu vàng. Ô màu xám đã điền sẵn theo Kế hoạch của {tier}.",
        f'2. Điền trang "Thông tin chung" trước, sau đó điền từng dòng trang "{form.kind.sheet}".',
        "3. Cột có dấu (*) là bắt buộc. Cột có danh sách: bấm mũi tên và chọn, không gõ giá trị khác.",
        f"4. Ngày ghi theo thứ tự ngày/tháng/năm, ví dụ 30/11/{definition.year}. Số thập phân dùng dấu phẩy, "
        "ví dụ 97,5.",
        '5. Việc ngoài danh sách ghi ở trang "Nhiệm vụ bổ sung". Vướng mắc, đề xuất ghi ở trang "Khó khăn, kiến nghị".',
        "6. Không đổi tên, không xóa các trang, cột. Lưu tệp (giữ dạng .xlsx) và gửi bằng cách trả lời thư đã nhận.",
        "7. Văn bản của đơn vị (đã ký, có số, ngày) gửi trên hệ thống quản lý văn bản và điều hành như thường lệ.",
        "8. Không ghi nội dung thuộc bí mật nhà nước vào biểu này.",
        f"Đầu mối hỗ trợ: {contact.name}, {contact.title}, điện thoại {contact.phone}.",
    ]
    return [*lines, *_to_mend(problems)]


def _to_mend(problems: Sequence[Problem]) -> list[str]:
    if not problems:
        return []
    head = f"NỘI DUNG CẦN HOÀN THIỆN ({len(problems):02d}): ô cần sửa được tô màu cam và có ghi chú."
    return ["", head, *(f"{number}. {problem.sentence()}" for number, problem in enumerate(problems, start=1))]
