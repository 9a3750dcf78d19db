"""An operator's year in a real browser: boards, forms, refusals, the round by the event, papers, runs of a plan."""

import shutil
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect
from prefect.client.orchestration import get_client

from deployments.run_folder import Addresses
from tests.factories import at
from tests.flows.offices import PLAN, RESULTS, Office
from tests.journeys.browsing import CHROMIUM, HEIGHT, WIDTH, Browser, browser_on
from tests.journeys.conftest import WATCHED
from tests.journeys.ordering import ordered
from tests.smtp_server import SmtpServer

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NOBODY LOOKS AT THE UI: there is no {CHROMIUM}"),
]


@pytest.fixture
def office(up: Addresses, tmp_path: Path, smtp: SmtpServer) -> Office:
    """The example's plan on everything that `papiplan up` runs, issued, with three sub-plans and a file of nobody."""
    assert up
    office = Office(tmp_path, smtp)
    office.issue()
    office.put("KH PAPI xa minh.pdf", b"%PDF-1.4 scanned", received_at="2023-06-29T15:20")
    for unit in ("phuong-2", "phuong-3", "tckh"):
        office.send(unit, received_at="2023-06-28T10:00")
    office.advance("2023-07-04 09:00")
    return office


@pytest.fixture
def browser(up: Addresses) -> Iterator[Browser]:
    with browser_on(up) as opened:
        yield opened


def test_an_operators_year_in_a_browser(office: Office, browser: Browser) -> None:
    reads_the_boards(browser)
    sees_what_is_unclear(browser)
    looks_by_telephone(browser)
    finds_a_form(browser)
    chooses_from_what_there_is(browser)
    is_refused_before_the_publication(browser)
    mistypes_the_plan(browser)
    finds_the_published_file(browser, office)
    records_the_publication(browser)
    for unit in ("phuong-2", "phuong-3"):
        office.send(unit, "report", received_at="2024-04-05T10:00")
    consolidates(browser, "07", "2024-04-05 16:00")
    consolidates(browser, "08", "2024-04-12 09:00")
    opens_the_papers(browser, office)
    judges(browser)
    finds_the_runs_of_the_plan(browser)


def reads_the_boards(browser: Browser) -> None:
    page = browser.page
    browser.open_board(f"{PLAN}-bang-dieu-hanh")
    expect(page.get_by_role("heading", name="Việc cần làm")).to_be_visible()
    expect(page.get_by_text("Chờ công bố Chỉ số").first).to_be_visible()
    expect(page.locator("svg[id^=mermaid]").first).to_be_visible()
    browser.picture("bang-dieu-hanh")
    page.get_by_role("link", name="Tình hình gửi kế hoạch, báo cáo").click()
    page.locator("a[href*='/artifacts/artifact/']").first.click()
    ward = page.get_by_role("row").filter(has_text="UBND Phường 2")
    expect(ward.get_by_text("Đúng hạn").first).to_be_visible()
    expect(page.get_by_text("UBND xã Tân Quy Tây").first).to_be_visible()
    browser.picture("tinh-hinh-gui")


def sees_what_is_unclear(browser: Browser) -> None:
    browser.open_board(f"{PLAN}-can-xem")
    expect(browser.page.get_by_role("cell", name="KH PAPI xa minh.pdf")).to_be_visible()
    browser.picture("can-xem")
    browser.page.get_by_role("link", name="Mở biểu").first.click()
    expect(browser.page.get_by_text(PLAN).first).to_be_visible()
    expect(browser.page.get_by_role("button", name="Submit")).to_be_visible()


def looks_by_telephone(browser: Browser) -> None:
    page = browser.page
    browser.open_board(f"{PLAN}-bang-dieu-hanh")
    address = page.get_by_role("link", name="Bảng theo dõi, xem được trên điện thoại").get_attribute("href")
    assert address
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    expect(page.get_by_text("UBND Phường 2").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "a telephone scrolls down, not sideways"
    browser.picture("bang-theo-doi")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


def finds_a_form(browser: Browser) -> None:
    page = browser.page
    browser.open_deployment("07")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("Custom run")).to_be_visible()
    browser.picture("custom-run")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Description").click()
    page.get_by_role("link", name="Giải thích các nút tiếng Anh").click()
    page.locator("a[href*='/artifacts/artifact/']").first.click()
    expect(page.get_by_role("cell", name="lượt chạy của máy bị trễ")).to_be_visible()


def chooses_from_what_there_is(browser: Browser) -> None:
    """A verdict on a submission is one of two; here on one that there is not."""
    page = browser.page
    stated = {"plan": PLAN, "reason": "số liệu chưa khớp", "actor": "nv1", "submission": "hồ sơ 999"}
    browser.open_form("22", **stated, now=at("2023-07-04 10:00").isoformat())
    page.get_by_role("button", name="Select Quyết định").click()
    page.get_by_role("option", name="trả lại").click()
    browser.submit()
    browser.expect_state("Từ chối")
    browser.expect_said("không có hồ sơ số 999")


def is_refused_before_the_publication(browser: Browser) -> None:
    browser.open_form("07", plan=PLAN, actor="nv1")
    expect(browser.page.get_by_text("Người thực hiện")).to_be_visible()
    browser.picture("bieu-tong-hop")
    browser.open_form("07", plan=PLAN, actor="nv1", now=at("2023-07-10 09:00").isoformat())
    browser.submit()
    browser.expect_state("Từ chối")
    browser.expect_said("chưa ghi nhận ngày công bố Chỉ số PAPI năm 2023")
    browser.picture("tu-choi")


def mistypes_the_plan(browser: Browser) -> None:
    """What an operator types by hand: the plan's code with two digits the wrong way round."""
    browser.open_form("07", now=at("2023-07-10 09:00").isoformat())
    browser.page.locator("textarea").nth(0).fill("sa-dec-2032")
    browser.page.locator("textarea").nth(1).fill("Nguyễn Văn A")
    browser.submit()
    browser.expect_state("Từ chối")
    browser.expect_said('không có kế hoạch "sa-dec-2032"')


def finds_the_published_file(browser: Browser, office: Office) -> None:
    """What turns up in the watched folder is shown with a link to the form, filled in."""
    folder = office.home / WATCHED
    folder.mkdir()
    shutil.copy(RESULTS, folder)
    with get_client(sync_client=True) as client:
        ordered(client, "94.", now=at("2024-04-02 07:15").isoformat())
    browser.open_board(f"{PLAN}-cong-bo")
    expect(browser.page.get_by_text(RESULTS.name).first).to_be_visible()
    browser.picture("tep-cong-bo-moi")
    browser.page.get_by_role("link", name="Mở biểu đã điền sẵn").click()
    expect(browser.page.get_by_text(f"{WATCHED}/{RESULTS.name}").first).to_be_visible()


def records_the_publication(browser: Browser) -> None:
    stated = {"plan": PLAN, "on": date(2024, 4, 2), "results": f"{WATCHED}/{RESULTS.name}", "actor": "nv1"}
    browser.open_form("05", **stated)
    browser.picture("bieu-cong-bo")
    browser.open_form("05", **stated, now=at("2024-04-02 14:00").isoformat())
    browser.submit()
    browser.expect_state("Completed")
    by_the_event = f"Lượt theo dõi hằng ngày · {PLAN} · 02/4/2024"
    browser.await_run(lambda runs: next((run for run in runs if run.name == by_the_event), None))
    browser.open_runs()
    # The first of several: its own subflows name it too.
    expect(browser.page.get_by_role("link", name=by_the_event).first).to_be_visible()


def consolidates(browser: Browser, number: str, now: str) -> None:
    browser.open_form(number, plan=PLAN, actor="nv1", now=at(now).isoformat())
    browser.submit()
    browser.expect_state("Completed")
    browser.picture(f"tong-hop-{number}")


def opens_the_papers(browser: Browser, office: Office) -> None:
    page = browser.page
    browser.open_board(f"{PLAN}-van-ban")
    browser.picture("van-ban")
    for revision, interim in ((1, True), (2, False)):
        path = f"consolidated/{revision}/bao-cao.docx"
        with page.expect_download() as started:
            page.locator(f"a[href$='{PLAN}/{path}']").first.click()
        content = started.value.path().read_bytes()
        assert content == (office.home / "plans" / PLAN / path).read_bytes()
        told = [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]
        assert any("BẢN TẠM TÍNH" in text for text in told) is interim


def judges(browser: Browser) -> None:
    browser.open_form("09", plan=PLAN, actor="nv1", now=at("2024-04-15 09:00").isoformat())
    browser.submit()
    browser.expect_state("Completed")
    browser.open_board(f"{PLAN}-danh-gia")
    expect(browser.page.get_by_text("UBND Phường 2").first).to_be_visible()
    browser.picture("danh-gia")


def finds_the_runs_of_the_plan(browser: Browser) -> None:
    page = browser.page
    browser.open_runs()
    expect(page.get_by_text("Từ chối", exact=True)).to_have_count(3)
    page.get_by_placeholder("All tags").fill(f"plan:{PLAN}")
    page.keyboard.press("Enter")
    # The mistyped plan has no runs of its own: it is no plan.
    expect(page.get_by_text("Từ chối", exact=True)).to_have_count(2)
    browser.picture("luot-chay")
