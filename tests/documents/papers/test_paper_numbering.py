"""A draft's number and date stand wherever it left them open, and nowhere else."""

import io
from datetime import date

import docx
import pytest

from papiplan.documents.papers.paper_layout import OPEN, place_and_date
from papiplan.documents.papers.paper_numbering import with_number
from tests.documents.papers.word_files import a_word_file

ON = date(2024, 4, 5)


@pytest.mark.parametrize(
    ("open_", "filled"),
    [
        (f"Số: {OPEN}/BC-PNV", "Số: 05/BC-P&V"),
        (place_and_date("Sa Đéc", None), "Sa Đéc, ngày 05 tháng 4 năm 2024"),
        (place_and_date("Sa Đéc", None, month_of=date(2024, 3, 31)), "Sa Đéc, ngày 05 tháng 4 năm 2024"),
        (
            f"(Kèm theo Báo cáo số {OPEN}/BC-PNV ngày{OPEN}tháng 4 năm 2024 của Phòng Nội vụ)",
            "(Kèm theo Báo cáo số 05/BC-P&V ngày 05 tháng 4 năm 2024 của Phòng Nội vụ)",
        ),
        ("Số:       /BC-PNV, ngày      tháng 4 năm 2024", "Số:       /BC-PNV, ngày      tháng 4 năm 2024"),
        ("Kế hoạch số 123/KH-UBND ngày 15 tháng 6 năm 2023", "Kế hoạch số 123/KH-UBND ngày 15 tháng 6 năm 2023"),
    ],
)
def test_open_places_are_filled(open_: str, filled: str) -> None:
    draft = a_word_file(open_)
    numbered = with_number(draft, "05/BC-P&V", ON)
    assert docx.Document(io.BytesIO(numbered)).paragraphs[0].text == filled
    assert with_number(draft, "05/BC-P&V", ON) == numbered
