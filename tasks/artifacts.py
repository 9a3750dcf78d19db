"""Publishing a plan's boards in the Prefect UI: one key a plan and subject, always with a description.

Not here: what the boards say (`documents.boards`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from prefect.artifacts import create_markdown_artifact, create_progress_artifact

from papiplan import settings
from papiplan.database import deliveries
from papiplan.database.facts import load_facts
from papiplan.database.outcomes import load_documents
from papiplan.database.registers import load_registers
from papiplan.documents import boards
from papiplan.documents.dashboard import DASHBOARD
from papiplan.documents.progress_sheet import PROGRESS_SHEET
from papiplan.documents.register_boards import difficulties_board
from papiplan.documents.result_board import result_board
from papiplan.documents.to_see_board import to_see_board
from papiplan.domain.deadlines import local_date
from papiplan.domain.digest import Digest
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.tallies import sending_tally
from tasks import office
from tasks.digests import digest_rows
from tasks.drafts import load_brackets
from tasks.effects import effect
from tasks.pdfs import missing_program

FRONT, STATUS, PROGRESS, DOCUMENTS, WAITING, EVALUATION, SUBPLANS, DIFFICULTIES, LOST, TO_SEE, RESULT = (
    "bang-dieu-hanh",
    "tinh-hinh-gui",
    "tien-do",
    "van-ban",
    "cho-cong-bo",
    "danh-gia",
    "ke-hoach-don-vi",
    "kho-khan",
    "thu-loi",
    "can-xem",
    "ket-qua-papi",
)

TITLES = {
    FRONT: "Bảng điều hành",
    STATUS: "Tình hình gửi kế hoạch, báo cáo",
    PROGRESS: "Tiến độ (%)",
    DOCUMENTS: "Văn bản, tài liệu",
    WAITING: "Chờ công bố Chỉ số",
    EVALUATION: "Dự thảo đánh giá đơn vị",
    SUBPLANS: "Tổng hợp kế hoạch của các đơn vị",
    DIFFICULTIES: "Khó khăn, vướng mắc chưa trả lời",
    LOST: "Thư không gửi được",
    TO_SEE: "Hồ sơ cần xem",
    RESULT: "Kết quả Chỉ số và mục tiêu",
}
"""What stands on a board's card."""


def key_of(plan: str, subject: str) -> str:
    """The key of a plan's board on a subject."""
    return f"{plan}-{subject}"


@effect("Cập nhật các bảng")
def publish_boards(plan: str, now: datetime) -> None:
    """Bring the boards to how the plan stands at `now`."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
        delivered = deliveries.count_deliveries(connection, plan, now)
        begun = facts.issue.recorded_at if facts.issue else now
        rows = digest_rows(connection, facts, begun, now)
        paths = load_documents(connection, plan, now)
        registers = load_registers(connection, plan, now)
        brackets, without_pdf = load_brackets(connection, facts, now), missing_program(connection, plan, now)
    links = {path: document_url(plan, path) for path in (*_pages(plan), *listed(paths))}
    subjects = [STATUS, TO_SEE, DOCUMENTS, DIFFICULTIES, LOST, *([WAITING] if facts.publication is None else [])]
    if facts.publication is not None:
        subjects.append(RESULT)
        _publish(plan, RESULT, result_board(facts))
    if facts.evaluation is not None:
        subjects.append(EVALUATION)
        _publish(plan, EVALUATION, boards.evaluation_board(facts))
    _publish(plan, STATUS, boards.status_board(facts, now))
    _publish(plan, DOCUMENTS, boards.documents_board(links, brackets, without_pdf))
    _publish(plan, TO_SEE, to_see_board(facts.definition, rows))
    _publish(plan, LOST, boards.undelivered_board(facts, rows.undelivered))
    _publish(plan, DIFFICULTIES, difficulties_board(facts.definition, registers))
    pages = {PAGES[page]: document_url(plan, page) for page in _pages(plan)}
    others = pages | {TITLES[subject]: board_url(plan, subject) for subject in subjects}
    _publish(plan, FRONT, boards.front_page(Digest(facts, rows, now), delivered, others))
    share, sentence = boards.progress(facts, now)
    create_progress_artifact(progress=share, key=key_of(plan, PROGRESS), description=f"{TITLES[PROGRESS]}. {sentence}")


PAGES = {DASHBOARD: "Bảng theo dõi, xem được trên điện thoại", PROGRESS_SHEET: "Bảng tiến độ, một trang A4"}
"""What the pages of the readable tree are called."""


def listed(paths: Iterable[str]) -> Iterator[str]:
    """The documents that are listed by name: not the forms that were sent to each unit."""
    return (path for path in paths if not path.startswith("issued/") or path.count("/") == 1)


def _pages(plan: str) -> tuple[str, ...]:
    """The pages that have been written: the first round draws the A4 page."""
    return tuple(page for page in PAGES if (settings.current().plans_folder / plan / page).is_file())


def _publish(plan: str, subject: str, markdown: str) -> None:
    create_markdown_artifact(markdown, key=key_of(plan, subject), description=TITLES[subject])


def board_url(plan: str, subject: str) -> str:
    """Where the UI shows a board: its side bar has no entry for artifacts."""
    return f"/v2/artifacts/key/{key_of(plan, subject)}"


def document_url(plan: str, path: str) -> str:
    """Where the document server has a document of the readable tree."""
    return f"{settings.current().documents_url}/{quote(f'{plan}/{path}')}"


@dataclass(frozen=True)
class Waiting:
    """How long the publication has been awaited, in days."""

    since_issue_days: int
    since_due_days: int


@effect("Đã chờ bao lâu")
def show_waiting(plan: str, now: datetime) -> Waiting:
    """Publish the board on the wait, and say how long it has lasted."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
    _publish(plan, WAITING, boards.waiting_board(facts, now))
    assert facts.issue is not None, "only an issued plan waits"
    today = local_date(now)
    last_due = max(facts.due_dates(SubmissionKind.SUBPLAN), default=facts.issue.on)
    return Waiting((today - facts.issue.on).days, (today - last_due).days)


@dataclass(frozen=True)
class SendingSummary:
    """Who sent a sub-plan and who did not, as unit codes."""

    on_time: tuple[str, ...]
    late: tuple[str, ...]
    not_sent: tuple[str, ...]


@effect("Tổng hợp kế hoạch của các đơn vị")
def show_subplans(plan: str, now: datetime) -> SendingSummary:
    """Publish the table of who sent a sub-plan and who did not."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
    check_act(Act.CONSOLIDATE_SUBPLANS, facts, now)
    _publish(plan, SUBPLANS, boards.status_board(facts, now, (SubmissionKind.SUBPLAN,)))
    tally = sending_tally(facts.standings_of(SubmissionKind.SUBPLAN, now))
    return SendingSummary(_units(tally.on_time), _units(tally.late), _units((*tally.open, *tally.overdue)))


def _units(standings: Iterable[Standing]) -> tuple[str, ...]:
    return tuple(standing.obligation.borne_by for standing in standings)
