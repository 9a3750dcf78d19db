"""Publishing a plan's boards in the Prefect UI: one key a plan and subject, always with a description.

Not here: what the boards say (`documents.boards.boards`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import sqlalchemy as sa
from prefect.artifacts import create_markdown_artifact, create_progress_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey

from papiplan import settings
from papiplan.database import deliveries
from papiplan.database.facts import load_facts
from papiplan.database.outcomes import load_documents
from papiplan.database.registers import load_registers
from papiplan.documents.boards import boards, buttons_board
from papiplan.documents.boards.course_board import course_board
from papiplan.documents.boards.dashboard import DASHBOARD
from papiplan.documents.boards.decision_forms import (
    ASSIGNING,
    NUMBERING,
    REVIEWING,
    papers_to_number,
    waiting_decisions,
)
from papiplan.documents.boards.evaluation_board import evaluation_board
from papiplan.documents.boards.progress_sheet import PROGRESS_SHEET
from papiplan.documents.boards.register_boards import difficulties_board
from papiplan.documents.boards.result_board import result_board
from papiplan.documents.boards.signing_board import signing_board
from papiplan.documents.boards.to_see_board import to_see_board
from papiplan.domain.deadlines import local_date
from papiplan.domain.digest import Digest, DigestRows
from papiplan.domain.finished_papers import is_fact_sheet
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.messages import DeliveryState
from papiplan.domain.obligations import Standing
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.registers import Registers
from papiplan.domain.tallies import sending_tally
from tasks import filled_forms, office
from tasks.digests import digest_rows
from tasks.drafts import load_brackets
from tasks.effects import effect
from tasks.pdfs import missing_program

FRONT = "bang-dieu-hanh"
STATUS = "tinh-hinh-gui"
PROGRESS = "tien-do"
DOCUMENTS = "van-ban"
WAITING = "cho-cong-bo"
EVALUATION = "danh-gia"
SUBPLANS = "ke-hoach-don-vi"
DIFFICULTIES = "kho-khan"
LOST = "thu-loi"
TO_SEE = "can-xem"
RESULT = "ket-qua-papi"
CHANGES = "thay-doi"
COURSE = "dien-bien"
SIGNING = "cho-so"
PREVIEW = "thu-luot-toi"
NEW_FILES = "cong-bo"
AMENDMENT = "dieu-chinh"
ROSTER = "cap-nhat-don-vi"

NIGHTLY, NIGHTLY_TITLE = "kiem-tra-hang-dem", "Kiểm tra hằng đêm"
"""The key and the title of a board that all plans share."""

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
    CHANGES: "Thay đổi so với lần tổng hợp trước",
    COURSE: "Diễn biến kế hoạch",
    SIGNING: "Văn bản chờ ký, chờ số",
    PREVIEW: "Xem trước thư sẽ gửi",
    NEW_FILES: "Tệp công bố mới",
    AMENDMENT: "Điều chỉnh kế hoạch: khác biệt",
    ROSTER: "Cập nhật đơn vị, đầu mối: khác biệt",
}
"""What stands on a board's card."""


def key_of(plan: str, subject: str) -> str:
    """The key of a plan's board on a subject."""
    return f"{plan}-{subject}"


@dataclass(frozen=True)
class _View:
    """What the boards show."""

    digest: Digest
    delivered: Mapping[DeliveryState, int]
    registers: Registers
    paths: Mapping[str, str]
    brackets: Mapping[str, int]
    without_pdf: str


@effect("Cập nhật các bảng")
def publish_boards(plan: str, now: datetime) -> None:
    """Bring the boards to how the plan stands at `now`."""
    with office.database().reading() as connection:
        view = _view(connection, plan, now)
    for subject, markdown in _boards(plan, view, now):
        publish_board(plan, subject, markdown)
    share, sentence = boards.progress(view.digest.facts, now)
    create_progress_artifact(progress=share, key=key_of(plan, PROGRESS), description=f"{TITLES[PROGRESS]}. {sentence}")
    others = {PAGES[page]: document_url(plan, page) for page in _pages(plan)} | _links(plan)
    publish_board(plan, FRONT, boards.front_page(view.digest, view.delivered, others, _waiting_forms(view.digest)))


def _links(plan: str) -> dict[str, str]:
    """The boards that there are beside the front page, whichever flow published them: titles with addresses."""
    keys = {key_of(plan, subject): title for subject, title in TITLES.items() if subject != FRONT}
    keys |= {NIGHTLY: NIGHTLY_TITLE, buttons_board.BUTTONS: buttons_board.TITLE}
    wanted = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[*keys]))
    with get_client(sync_client=True) as client:
        published = {artifact.key for artifact in client.read_latest_artifacts(artifact_filter=wanted)}
    return {title: f"/v2/artifacts/key/{key}" for key, title in keys.items() if key in published}


def _view(connection: sa.Connection, plan: str, now: datetime) -> _View:
    facts = load_facts(connection, plan, now)
    begun = facts.issue.recorded_at if facts.issue else now
    return _View(
        digest=Digest(facts, digest_rows(connection, facts, begun, now), now),
        delivered=deliveries.count_deliveries(connection, plan, now),
        registers=load_registers(connection, plan, now),
        paths=load_documents(connection, plan, now),
        brackets=load_brackets(connection, facts, now),
        without_pdf=missing_program(connection, plan, now),
    )


def _boards(plan: str, view: _View, now: datetime) -> Iterator[tuple[str, str]]:
    """The boards that the front page leads to, each with its subject, in the order of its list."""
    facts, rows = view.digest.facts, view.digest.rows
    links = {path: document_url(plan, path) for path in (*_pages(plan), *listed(view.paths))}
    yield STATUS, boards.status_board(facts, now)
    yield COURSE, course_board(facts, now)
    yield TO_SEE, to_see_board(facts.definition, rows, _forms(facts.definition.id, rows))
    yield SIGNING, signing_board(view.digest, links, view.brackets, _numbering_forms(view.digest))
    yield DOCUMENTS, boards.documents_board(links, view.brackets, view.without_pdf)
    yield DIFFICULTIES, difficulties_board(facts.definition, view.registers)
    yield LOST, boards.undelivered_board(facts, rows.undelivered)
    if facts.publication is not None:
        yield WAITING, boards.waiting_board(facts, now)
        yield RESULT, result_board(facts)
    if facts.evaluation is not None:
        yield EVALUATION, evaluation_board(facts)


def _waiting_forms(digest: Digest) -> Mapping[str, str]:
    """The filled forms of the decisions on the plan that wait, by what is run."""
    waiting = waiting_decisions(digest)
    found = (filled_forms.addresses(each.deployment, {each.deployment: each.filled}) for each in waiting)
    return {deployment: address for forms in found for deployment, address in forms.items()}


def _numbering_forms(digest: Digest) -> Mapping[str, str]:
    """The filled forms that record the number of a paper, by what it is about."""
    return filled_forms.addresses(NUMBERING, papers_to_number(digest))


def _forms(plan: str, rows: DigestRows) -> Mapping[int, str]:
    """The forms by which what is to be seen is decided, filled in, by the submission's number."""
    nobodys = {
        each.number: {"plan": plan, "submission": str(each.number), "unit": each.suggested or ""}
        for each in rows.unassigned
    }
    flagged = {each.number: {"plan": plan, "submission": str(each.number)} for each in rows.flagged}
    return {**filled_forms.addresses(ASSIGNING, nobodys), **filled_forms.addresses(REVIEWING, flagged)}


PAGES = {DASHBOARD: "Bảng theo dõi, xem được trên điện thoại", PROGRESS_SHEET: "Bảng tiến độ, một trang A4"}
"""What the pages of the readable tree are called."""


def listed(paths: Iterable[str]) -> Iterator[str]:
    """The documents that are listed by name: not the forms that were sent to each unit, nor its fact sheet."""
    named = (path for path in paths if not path.startswith("issued/") or path.count("/") == 1)
    return (path for path in named if not is_fact_sheet(path))


def _pages(plan: str) -> tuple[str, ...]:
    """The pages that have been written: the first round draws the A4 page."""
    return tuple(page for page in PAGES if (settings.current().plans_folder / plan / page).is_file())


def publish_board(plan: str, subject: str, markdown: str) -> None:
    """Show a board as the newest version of its key."""
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
    publish_board(plan, WAITING, boards.waiting_board(facts, now))
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
    publish_board(plan, SUBPLANS, boards.subplans_board(facts, now))
    tally = sending_tally(facts.standings_of(SubmissionKind.SUBPLAN, now))
    return SendingSummary(_units(tally.on_time), _units(tally.late), _units((*tally.open, *tally.overdue)))


def _units(standings: Iterable[Standing]) -> tuple[str, ...]:
    return tuple(standing.obligation.borne_by for standing in standings)
