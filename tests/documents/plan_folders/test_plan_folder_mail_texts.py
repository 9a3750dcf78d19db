"""An office may word its mails itself: texts in the plan folder's `mail/`, tried out before anything is sent."""

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from papiplan.database.definitions import definition_from_json, definition_to_json
from papiplan.documents.mails.mail_texts import SHIPPED, mail_text_names, render_mail
from papiplan.documents.plan_folders.plan_folder import LoadedPlan, example_folder, load_plan_folder
from papiplan.documents.samples.mail_samples import sample_mails
from papiplan.domain.deadlines import short
from papiplan.domain.due_dates import report_due, subplan_due
from papiplan.domain.messages import NoticeKind
from tests.factories import a_plan

OWN = """{% extends "layout.txt.j2" %}
{% block subject %}Phòng Nội vụ đã nhận {{ kind.paper }}{% endblock %}
{% block body %}
Cảm ơn {{ unit.name }}. Ghi nhận: {{ told.status_words }}.
{% endblock %}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example to change."""
    return Path(shutil.copytree(example_folder(), tmp_path / "plan"))


def load(folder: Path, text: str, name: str = "receipt.txt.j2") -> LoadedPlan:
    (folder / "mail").mkdir(exist_ok=True)
    (folder / "mail" / name).write_bytes(text.encode())
    return load_plan_folder(folder)


def test_an_office_s_own_text_is_sent_in_place_of_ours_and_ours_everywhere_else(folder: Path) -> None:
    plan = load(folder, OWN).accepted()
    mails = {kind: render_mail(kind, context) for kind, context in reversed(list(sample_mails(plan)))}
    receipt = mails[NoticeKind.RECEIPT]
    assert receipt.subject == "[PAPI 2023] Phòng Nội vụ đã nhận Kế hoạch thực hiện"
    assert "Cảm ơn Văn phòng HĐND và UBND Thành phố. Ghi nhận: đúng hạn" in receipt.text
    assert "Cảm ơn Văn phòng HĐND và UBND Thành phố" in receipt.html
    assert receipt.text.startswith("Kính gửi: "), "the layout stays ours"
    shipped = load_plan_folder(example_folder()).accepted()
    others = {kind: render_mail(kind, context) for kind, context in reversed(list(sample_mails(shipped)))}
    assert {kind for kind in mails if mails[kind] != others[kind]} == {NoticeKind.RECEIPT}


def test_the_layout_of_all_mails_may_be_the_office_s_own(folder: Path) -> None:
    layout = (
        "Kính gửi: {{ unit.name }}\n\n{% block body required %}{% endblock %}\n\nTrân trọng./.\nMã thư: {{ code }}\n"
    )
    plan = load(folder, layout, "layout.txt.j2").accepted()
    assert all(
        render_mail(kind, context).text.endswith(f"Trân trọng./.\nMã thư: {context.code}\n")
        for kind, context in sample_mails(plan)
    )


def test_what_was_snapshot_is_what_is_sent(folder: Path) -> None:
    plan = load(folder, OWN.replace("\n", "\r\n")).accepted()
    kept = definition_from_json(definition_to_json(plan))
    assert kept.mail_texts == plan.mail_texts
    assert [(text.name, text.text) for text in kept.mail_texts] == [("receipt.txt.j2", OWN)]


SPOILED = [
    # what stood in the text, what stands there now, line, what is told
    ("unit.name }}", "unit.name }", 4, "không đọc được mẫu thư"),
    ("{% endblock %}\n{% block body %}", "{% block body %}", 4, "không đọc được mẫu thư"),
    ("unit.name }}", "unit.name | shout }}", 4, "No filter named 'shout'"),
    ("{% block body %}", "{% blok body %}", 3, "unknown tag 'blok'"),
    ("unit.name }}", "unit.nane }}", 4, 'không có dữ liệu tên "unit.nane"'),
    ("unit.name }}", "donvi }}", 4, 'không có dữ liệu tên "donvi"'),
    ("told.status_words", "told.due", 4, 'không có dữ liệu tên "told.due"'),
    ("{{ told.status_words }}", "{% if told.complete %}{{ told.duu }}{% endif %}", 4, '"told.duu"'),
    ("{{ told.status_words }}", "{% if plan.id == 'x' %}{{ dau_moi }}{% endif %}", 4, '"dau_moi"'),
    ("told.status_words", "told.standing.due_on", 4, "has no attribute 'due_on'"),
    ("{{ told.status_words }}", "{{ 1 / 0 }}", 4, "ZeroDivisionError"),
    ("kind.paper", "kind.form", 2, "SubmissionKind.REMEDY"),  # what answers an inspection has no form
    ("told.status_words", "told.__class__.__mro__", 4, "không điền được dữ liệu"),
    ("{% block subject %}Phòng Nội vụ đã nhận {{ kind.paper }}{% endblock %}", "", 1, "thiếu phần tiêu đề"),
    ("Phòng Nội vụ đã nhận {{ kind.paper }}", "", 1, "thư không có tiêu đề"),
    ('"layout.txt.j2"', '"khung.txt.j2"', 1, "khung.txt.j2"),
    ("block body", "block noi_dung", 1, "không điền được dữ liệu"),
]


@pytest.mark.parametrize(("old", "new", "line", "told"), SPOILED, ids=[spoiled[3] for spoiled in SPOILED])
def test_what_fails_in_a_text_is_told_with_its_line(folder: Path, old: str, new: str, line: int, told: str) -> None:
    assert old in OWN
    loaded = load(folder, OWN.replace(old, new, 1))
    (problem,) = loaded.problems
    assert loaded.definition is None
    assert problem.where == f"mail/receipt.txt.j2, dòng {line}"
    assert told in problem.sentence()


def test_everything_wrong_with_the_texts_is_told_at_once(folder: Path) -> None:
    load(folder, OWN.replace("unit.name", "unit.nane").replace("kind.paper", "kind.papre"))
    loaded = load(folder, OWN.replace("told.status_words", "told.rows"), "issue.txt.j2")
    assert [problem.where for problem in loaded.problems] == [
        "mail/issue.txt.j2, dòng 4",
        "mail/receipt.txt.j2, dòng 2",
        "mail/receipt.txt.j2, dòng 4",
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("recept.txt.j2", 'Có phải "receipt.txt.j2"?'),
        ("receipt.txt", 'Có phải "receipt.txt.j2"?'),
        ("thu-moi.docx", "Các mẫu thư được dùng: "),
        ("layout.html.j2", 'Có phải "layout.txt.j2"?'),
    ],
)
def test_a_file_that_is_no_text_of_a_mail_is_told(folder: Path, name: str, told: str) -> None:
    (problem,) = load(folder, OWN, name).problems
    assert problem.where == f"mail/{name}"
    assert told in problem.sentence()


@pytest.mark.parametrize(("data", "told"), [(b"", "tệp trống"), (b"\xff\xfe\x00", "UTF-8")])
def test_a_text_that_is_none_is_told(folder: Path, data: bytes, told: str) -> None:
    (folder / "mail").mkdir()
    (folder / "mail" / "receipt.txt.j2").write_bytes(data)
    (problem,) = load_plan_folder(folder).problems
    assert problem.where == "mail/receipt.txt.j2"
    assert told in problem.sentence()


def test_every_text_that_an_office_may_word_is_tried_out_with_sample_data() -> None:
    tried = {f"{kind}.txt.j2" for kind, _ in sample_mails(a_plan())}
    assert tried == set(mail_text_names()) - {"layout.txt.j2"}


def test_a_folder_of_texts_may_be_written_with_a_capital(folder: Path) -> None:
    (folder / "Mail").mkdir()
    (folder / "Mail" / "receipt.txt.j2").write_text(OWN, encoding="utf-8")
    assert [text.name for text in load_plan_folder(folder).accepted().mail_texts] == ["receipt.txt.j2"]


@pytest.mark.parametrize("kind", [NoticeKind.ISSUE, NoticeKind.PUBLICATION, NoticeKind.DUE_DATE_MOVED])
@pytest.mark.parametrize(("due_time", "ends"), [(None, "hết ngày "), (time(17), "17 giờ 00 phút ngày ")])
def test_a_mail_that_names_a_due_date_says_when_it_is_over(kind: NoticeKind, due_time: time | None, ends: str) -> None:
    plan = a_plan(due_time=due_time)
    due = subplan_due(plan, plan.figures_from) if kind is NoticeKind.ISSUE else report_due(plan, date(2024, 3, 30))
    texts = [render_mail(each, context).text for each, context in sample_mails(plan) if each == kind]
    assert texts
    assert all(f"{ends}{short(due.on)} (" in text for text in texts)


def test_our_own_texts_pass_the_trial(folder: Path) -> None:
    (folder / "mail").mkdir()
    for name in mail_text_names():
        shutil.copy(SHIPPED / name, folder / "mail" / name)
    assert load_plan_folder(folder).problems == ()
