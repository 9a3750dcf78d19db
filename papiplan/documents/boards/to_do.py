"""What needs a hand today, as the front page lists it: a plain sentence each, the most pressing first.

Not here: which things those are (`domain.digest`), nor the page itself (`boards`).
"""

from collections.abc import Iterator, Mapping

from papiplan.documents.boards.roster_notes import roster_notes
from papiplan.documents.mails.digest import call_words, confirm_words, paper_words, report_words
from papiplan.domain.deadlines import short
from papiplan.domain.digest import Digest
from papiplan.domain.messages import DeliveryState


def to_do(digest: Digest, deliveries: Mapping[DeliveryState, int]) -> Iterator[str]:
    """The lines of "Việc cần làm"; none for a plan that has ended."""
    if not digest.facts.ended:
        yield from _to_decide(digest)
        yield from _to_sign(digest)
        yield from _to_see(digest, deliveries)
        yield from (f"Cần gọi: {call_words(digest, standing)}" for standing in digest.to_call)


def _to_decide(digest: Digest) -> Iterator[str]:
    if digest.facts.held:
        yield 'Kế hoạch đang tạm dừng: không gửi thư, vẫn nhận hồ sơ; chạy "30. Tiếp tục kế hoạch" khi xong'
    for kind in digest.unconfirmed:
        yield (
            f"Chờ xác nhận: hạn gửi {kind.paper.lower()} được ghi nhận muộn, chưa thông báo cho đơn vị nào; chạy "
            '"36. Xác nhận thời hạn khi ghi nhận muộn"'
        )
    yield from roster_notes(digest.facts, digest.now)


def _to_sign(digest: Digest) -> Iterator[str]:
    yield from (f"Cần ký: {paper_words(digest.facts, paper)}" for paper in digest.owed)
    yield from (f"Cần ký: dự thảo {path} chưa có số" for path in digest.rows.unnumbered)
    for report in digest.rows.reports:
        yield f"{'Cần bổ sung' if report.number else 'Cần ký'}: {report_words(report)}"


def _to_see(digest: Digest, deliveries: Mapping[DeliveryState, int]) -> Iterator[str]:
    if digest.rows.unassigned:
        yield f"Cần xem: {len(digest.rows.unassigned):02d} tệp chưa rõ đơn vị"
    yield from (f"Cần xem: {confirm_words(digest.facts, standing)}" for standing in digest.to_confirm)
    for name in digest.rows.too_large:
        yield f'Cần xem: tệp "{name}" trong thư mục hồ sơ đến lớn hơn 50 MB nên không nhận; thay bằng tệp nhỏ hơn'
    for name in digest.rows.publications:
        yield f'Cần xem: tệp công bố "{name}" mới có trong thư mục theo dõi, chưa ghi nhận; xem bảng "Tệp công bố mới"'
    yield from (f"Cần xem: {move.what}; {move.how}" for move in digest.rows.moves)
    yield from (f"Cần xem: {name} chưa có địa chỉ thư, thư chờ gửi" for name in digest.rows.without_address)
    if digest.rows.awaiting_approval:
        yield f'Cần xem: {digest.rows.awaiting_approval:02d} thư chờ duyệt; chạy "32. Duyệt gửi thư"'
    for state in (DeliveryState.FAILED, DeliveryState.AMBIGUOUS):
        if deliveries[state]:
            yield f"Thư: {deliveries[state]:02d} thư {state.label.lower()}"


def coming(digest: Digest) -> Iterator[str]:
    """The lines of "Sắp tới", which needs no hand: forms being mended, the next due date."""
    if digest.facts.ended:
        return
    for standing in digest.mending:
        if standing.mending_until is not None:
            unit = digest.facts.definition.unit(standing.obligation.borne_by).short
            form = standing.obligation.kind.form.lower()
            yield f"Đang hoàn thiện: {unit}, {form}, đến hết ngày {short(standing.mending_until)}"
    if digest.next_due is not None:
        waiting = len(digest.tally.not_sent)
        yield f"Sắp đến hạn: {short(digest.next_due)}, còn {waiting:02d} đơn vị chưa gửi"
