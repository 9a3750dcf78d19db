"""The dashboard shows every duty as it stands, needs nothing from outside, and runs nothing that others wrote."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from papiplan.documents.boards.dashboard import STATES, render_dashboard, telephone
from papiplan.documents.boards.plan_overview import overview
from papiplan.documents.wording import standing_words
from papiplan.domain.digest import Digest
from papiplan.domain.endings import Ending
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.obligations import Missing, Part, Status
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.units import Group
from tests.consolidations import an_issue
from tests.documents.boards.pages import NOW, a_digest_of, in_browser
from tests.factories import a_plan, a_receipt, a_unit, an_extension, an_obligation, at

LINKS = {"Sổ theo dõi": "tracking/so-theo-doi.xlsx"}
OWED = an_obligation(id=0, owed_by="u0", borne_by="u0")
BOARDS = {"Bảng điều hành": "http://127.0.0.1:4200/v2/artifacts/key/p-bang-dieu-hanh"}


class Page(HTMLParser):
    """A page as a browser reads it: its tags with their attributes, and the texts of its table of duties."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self._inside = "data-states" in dict(attrs)
            self.rows += [[]] if self._inside else []
        if self._inside and tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "tr"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._inside:
            self.rows[-1][-1] += data


def html(digest: Digest) -> str:
    return render_dashboard(digest, LINKS, BOARDS).decode()


def test_every_duty_is_a_row_as_it_stands() -> None:
    digest = a_digest_of(20)
    rows = Page(html(digest)).rows
    standings = digest.facts.standings(NOW)
    assert [row[3] for row in rows] == [standing_words(s) for s in standings]
    assert rows[0] == [
        "UBND xã Số 0", "Các phòng, ban", "Kế hoạch thực hiện", "Quá hạn, chưa gửi", "Chờ bản ký và biểu", "30/6/2023",
        "", "0277 000 0000 Gọi",
    ]  # fmt: skip
    assert rows[2][4] == "Chờ bản ký và biểu; cần hoàn thiện biểu đến hết ngày 04/7/2023"


def test_a_plan_at_a_glance() -> None:
    shown = overview(a_digest_of(20))
    assert shown.due == (
        "Quá hạn: còn 04 đơn vị chưa gửi kế hoạch thực hiện (hạn 30/6/2023, đã qua 04 ngày, trong đó 02 ngày làm "
        "việc).",
        "Hạn gửi báo cáo: 05 ngày kể từ ngày công bố Chỉ số PAPI năm 2023; chưa công bố.",
    )
    assert [(each.label, len(each.units)) for each in shown.lacking] == [
        ("Quá hạn, chưa gửi", 4),
        ("Cần hoàn thiện biểu", 4),
        ("Chờ bản ký", 4),
    ]
    assert [(p.kind, p.tally.sent, p.tally.owed) for p in shown.progress] == [
        (SubmissionKind.SUBPLAN, 16, 20),
        (SubmissionKind.REPORT, 0, 20),
    ]
    assert [name for name, _ in shown.progress[0].groups] == ["Các phòng, ban", "UBND các xã, phường"]


@pytest.mark.parametrize(
    ("now", "changes", "sentence"),
    [
        (
            "2023-06-20 08:00", {"receipts": {}},
            "Còn 10 ngày, trong đó 08 ngày làm việc đến hạn gửi kế hoạch thực hiện (30/6/2023): 01 đơn vị chưa gửi.",
        ),
        (
            "2023-06-30 08:00", {"receipts": {}},
            "Hôm nay là hạn gửi kế hoạch thực hiện (30/6/2023): 01 đơn vị chưa gửi.",
        ),
        (
            "2023-07-04 08:00", {"obligations": (replace(OWED, extensions=(an_extension("2023-07-05"),)),)},
            "Còn 01 ngày, trong đó 01 ngày làm việc đến hạn gửi kế hoạch thực hiện (05/7/2023): 01 đơn vị chưa gửi.",
        ),
        (
            "2023-07-04 08:00", {"receipts": {0: (a_receipt(),)}},
            "Tất cả đơn vị đã gửi kế hoạch thực hiện.",
        ),
        ("2023-07-04 08:00", {"acts": frozenset({"close"})}, "Kế hoạch đã kết thúc, không còn thời hạn nào."),
        ("2023-06-10 08:00", {"issue": None, "obligations": ()}, "Kế hoạch chưa ban hành, chưa tính thời hạn."),
        ("2023-06-20 08:00", {"held": True}, "Kế hoạch đang tạm dừng: không gửi thư, vẫn nhận hồ sơ."),
        (
            "2023-06-29 08:00", {"issue": an_issue(recorded_at=at("2023-06-29 08:00"))},
            "Hạn gửi kế hoạch thực hiện được ghi nhận muộn, chờ xác nhận.",
        ),
    ],
    ids=["days left", "today", "extended", "all sent", "closed", "draft", "held", "waits for confirmation"],
)  # fmt: skip
def test_the_next_due_date_in_words(now: str, changes: dict[str, Any], sentence: str) -> None:
    changes = {"obligations": (OWED,), **changes}
    assert overview(a_digest_of(1, at(now), **changes)).due[0] == sentence


def test_a_due_date_that_waits_for_confirmation_is_not_told() -> None:
    digest = a_digest_of(1, at("2023-06-29 08:00"), issue=an_issue(recorded_at=at("2023-06-29 08:00")))
    assert not any("30/6/2023" in sentence for sentence in overview(digest).due)


def test_the_page_is_vietnamese_and_can_be_used_by_the_keyboard_alone() -> None:
    tags = Page(html(a_digest_of(20))).tags
    assert ("html", {"lang": "vi"}) in tags
    assert ("a", {"class": "skip", "href": "#status"}) in tags
    heads = [attributes for tag, attributes in tags if tag == "th" and "data-name" in attributes]
    assert len([tag for tag in tags if tag == ("button", {"type": "button"})]) == len(heads) == 8
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_state_can_be_filtered_by() -> None:
    assert len(STATES) == len(Status) + len(Missing) + 1
    shown = Page(html(a_digest_of(20)))
    options = {attributes["value"] for tag, attributes in shown.tags if tag == "option"}
    used = {state for _, attributes in shown.tags for state in (attributes.get("data-states") or "").split()}
    assert used <= options


def test_nothing_is_fetched_and_only_our_own_style_and_script_are_allowed() -> None:
    page = html(a_digest_of(20))
    for tag, attributes in Page(page).tags:
        assert tag not in ("img", "link", "iframe", "object", "embed", "base")
        assert not {name for name in attributes if name.startswith("on") or name in ("src", "style", "srcset")}
    policy = next(a["content"] for t, a in Page(page).tags if t == "meta" and "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp", page)


def test_200_units_stay_below_a_megabyte() -> None:
    assert len(render_dashboard(a_digest_of(200), LINKS, BOARDS)) < 500_000


def test_the_same_facts_on_the_same_day_give_the_same_bytes() -> None:
    assert html(a_digest_of(20)) == html(a_digest_of(20, at("2023-07-04 16:00")))
    assert html(a_digest_of(20)) != html(a_digest_of(20, at("2023-07-05 08:00")))


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("0277 000.0000", "02770000000"),
        ("+84 277-000-0000 (máy lẻ 12)", "+842770000000"),
        ("0277 000 0000; 0900 000 001", "02770000000"),
        ("gọi qua văn phòng", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_is_dialled_by_its_digits(typed: str, dialled: str) -> None:
    assert telephone(a_unit(contact_phone=typed)) == dialled


HOSTILE = (
    "<script>document.title='taken'</script>",
    "</script><script>document.title='taken'</script>",
    "</style><img src=x onerror=\"document.title='taken'\">",
    "\" onmouseover=\"document.title='taken'\" x=\"",
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "--><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnud\x00\x07",
)  # fmt: skip


def hostile_digest(text: str) -> Digest:
    """A plan in which every word that somebody typed is `text`."""
    unit = a_unit("u0", name=text, short=text, group="g", contact_name=text, contact_phone=text, head_title=text)
    plan = a_plan(units=(unit,), groups=(Group("g", text),), short=text, title=text, caveat=text, index=text)
    end = Ending(HandAct.CANCEL, "nv1", text, text, text, NOW)
    sent = (
        a_receipt(part=Part.SIGNED, doc_symbol=text, file_name=text),
        a_receipt("2023-06-30 16:00", submission_id=2, typed_from=text, file_name=text),
    )
    waiting = an_obligation(id=2, owed_by="u0", borne_by="u0", subject=text, kind=SubmissionKind.REMEDY)
    owed = (an_obligation(id=1, owed_by="u0", borne_by="u0"), waiting)
    return a_digest_of(
        0, definition=plan, issue=an_issue(number=text, signer=text), obligations=owed, receipts={1: sent},
        ending=end,
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_others_wrote_is_text_in_every_field(text: str) -> None:
    plain, page = Page(html(hostile_digest("x"))), Page(html(hostile_digest(text)))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert [sorted(attributes) for _, attributes in page.tags] == [sorted(attributes) for _, attributes in plain.tags]
    assert not any((a.get("href") or "").startswith("javascript") for _, a in page.tags)
    assert page.rows[0][0] == "".join(c for c in " ".join(text.split()) if c.isprintable())


def test_in_a_browser_no_words_of_others_run(tmp_path: Path) -> None:
    page = render_dashboard(hostile_digest(" ".join(HOSTILE)), LINKS, BOARDS)
    seen = in_browser(page, tmp_path)
    assert "<title>Bảng theo dõi: " in seen
    assert "Đang hiện 1/2 dòng." in seen
    assert len(Page(seen).rows) == 2


@pytest.mark.parametrize(
    ("chosen", "units"),
    [
        ("", ["UBND xã Số 0", "UBND xã Số 1", "UBND xã Số 2", "UBND xã Số 3", "UBND xã Số 4", "UBND xã Số 5"]),
        ("loai=subplan&trang-thai=status-overdue", ["UBND xã Số 0", "UBND xã Số 5"]),
        ("trang-thai=missing-signed", ["UBND xã Số 1"]),
        ("trang-thai=mending&khoi=phong", ["UBND xã Số 2"]),
        ("trang-thai=mending&khoi=xa", []),
        ("tim=uBnD+xa+so+4", ["UBND xã Số 4"]),
        ("khoi=xa&xep=-don-vi", ["UBND xã Số 5", "UBND xã Số 3", "UBND xã Số 1"]),
        ("khoi=khong-co&trang-thai=%3Cscript%3E&xep=%27", [f"UBND xã Số {n}" for n in range(6)]),
    ],
    ids=["what is awaited", "overdue", "missing", "mending", "nobody", "searched", "sorted", "nonsense"],
)
def test_in_a_browser_the_address_chooses_and_sorts(chosen: str, units: list[str], tmp_path: Path) -> None:
    seen = in_browser(render_dashboard(a_digest_of(6), LINKS, BOARDS), tmp_path, chosen)
    rows = re.findall(r"<tr ([^>]*data-states[^>]*)>(.*?)</tr>", seen, re.DOTALL)
    shown = [
        re.sub(r"<[^>]+>", "", row.partition("</th>")[0]) for attributes, row in rows if "hidden" not in attributes
    ]
    assert shown == units
    assert bool(re.search('<th [^>]*aria-sort="descending"', seen)) is ("xep=-" in chosen)
    assert f"Đang hiện {len(units)}/12 dòng." in seen
