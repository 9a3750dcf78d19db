"""Record a document: the number and date that the clerk's office gave to an owed paper or to a draft of ours."""

from dataclasses import replace
from datetime import date, datetime

from flows.running import operator_flow, tagged, tell_and_show
from papiplan.domain.papers import StatedDocument
from tasks import clock, pdfs, plans, recorded_documents
from tasks.recorded_documents import RecordedPaper


@operator_flow("Ghi số, ngày văn bản")
def record_document(
    plan: str,
    about: str,
    number: str,
    signed_on: date,
    actor: str,
    signer: str = "",
    file: str = "",
    now: datetime | None = None,
) -> RecordedPaper:
    """Ghi số, ngày văn thư đã cấp: cho văn bản còn nợ của một quyết định, hoặc cho dự thảo từ hệ thống.

    Args:
        plan: Mã hoặc số của kế hoạch
        about: Mục số mấy trong nhật ký (gia hạn, miễn gửi còn nợ văn bản), hoặc đường dẫn dự thảo
        number: Số, ký hiệu do văn thư cấp, ví dụ 1234/UBND-NV
        signed_on: Ngày văn bản
        actor: Cán bộ thực hiện (mã hoặc họ tên)
        signer: Người ký văn bản
        file: Đường dẫn tệp PDF đã ký, hoặc tệp Word cán bộ đã hoàn chỉnh (nếu có)
        now: Để trống; chỉ dùng khi chạy thử
    """
    now = clock.read(now)
    stated = StatedDocument(about, number, signed_on, signer)
    with tagged(plan, plans.stage_of(plan, now)):
        recorded = recorded_documents.record_document(plan, stated, file, actor, now)
        without_pdf = pdfs.make_pdfs(plan, now)
        tell_and_show(plan, now)
    return replace(recorded, message=without_pdf)
