"""An operator at a browser: opens forms and boards of the UI, presses, reads. Not here: what he does (`test_*`)."""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

import httpx
from playwright.sync_api import Page, Response, Route, expect, sync_playwright
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun

from deployments.run_folder import Addresses
from tests.deployments.processes import PATIENCE_SECONDS
from tests.journeys.ordering import ended

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
PICTURES = os.environ.get("GUIDE_PICTURES", "")
"""The folder in which the pictures of the guide are kept; empty where none are wanted."""

WIDTH, HEIGHT = 1440, 960
_PRESSES = 10


@dataclass(frozen=True)
class Browser:
    """One page of a browser on what `papiplan up` serves."""

    page: Page
    at: Addresses

    @property
    def ui(self) -> str:
        return self.at.api_url.removesuffix("/api") + "/v2"

    def picture(self, name: str) -> None:
        """Keep what is on the screen for the guide."""
        if PICTURES:
            self.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))

    def open_board(self, key: str) -> None:
        """The newest version of a board: its key's page lists them, the newest first."""
        self.page.goto(f"{self.ui}/artifacts/key/{key}")
        self.page.locator("a[href*='/artifacts/artifact/']").first.click()
        expect(self.page).to_have_url(re.compile("/artifacts/artifact/"))
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible()

    def open_form(self, number: str, **filled: Any) -> None:
        """The form of a deployment, filled in as by a link from a board."""
        found = httpx.post(f"{self.at.api_url}/deployments/filter", json={}, timeout=PATIENCE_SECONDS).json()
        (deployment,) = (d["id"] for d in found if d["name"].startswith(f"{number}. "))
        given = quote(json.dumps(filled, default=str, ensure_ascii=False))
        self.page.goto(f"{self.ui}/deployments/deployment/{deployment}/run?parameters={given}")
        expect(self.page.locator("textarea").first).to_be_visible()

    def open_deployment(self, number: str) -> None:
        """The page of a deployment, reached by its number in the list."""
        self.page.goto(f"{self.ui}/deployments")
        self.page.get_by_placeholder("Search deployments").fill(number)
        expect(self.page.get_by_role("row")).to_have_count(2)  # its head, and what was sought
        self.page.get_by_role("link", name=re.compile(f"^{number}\\. ")).click()
        expect(self.page.get_by_role("button", name="Run", exact=True)).to_be_visible()

    def submit(self) -> None:
        """Press the form's button, and go to the run that it ordered once it has ended.

        Neither by the notice that links to it nor by the page of a run that is under way: on a slow machine the one is
        gone before it can be pressed, the other stands still for minutes.
        """
        run = UUID(self._press_submit().json()["id"])
        self.await_run(lambda runs: next((each for each in runs if each.id == run), None))
        self.page.goto(f"{self.ui}/runs/flow-run/{run}")

    def _press_submit(self) -> Response:
        """Press it until the server takes the order: its SQLite is locked now and then, and the form stays open."""
        for _ in range(_PRESSES):
            with self.page.expect_response(re.compile(r"/create_flow_run$")) as ordered:
                self.page.get_by_role("button", name="Submit").click()
            if ordered.value.ok:
                return ordered.value
            self.page.wait_for_timeout(2_000)
        raise AssertionError(f"the server takes no order: {ordered.value.status} {ordered.value.text()}")

    def await_run(self, choose: Callable[[Sequence[FlowRun]], FlowRun | None]) -> None:
        """Wait until the run that `choose` finds among all has ended, as somebody does who comes back later."""
        with get_client(sync_client=True) as client:
            ended(client, choose)

    def expect_state(self, state: str) -> None:
        """Wait until the run on the screen is in this state, as its page says it."""
        expect(self.page.get_by_text(state, exact=True).first).to_be_visible()

    def expect_said(self, words: str) -> None:
        """Read in the run's details what its end says: its log is not drawn on a page that was open before."""
        self.page.get_by_role("tab", name="Details").click()
        self.page.get_by_text(words).first.scroll_into_view_if_needed()

    def open_runs(self) -> None:
        self.page.goto(f"{self.ui}/runs")


@contextmanager
def browser_on(at: Addresses) -> Iterator[Browser]:
    """A browser in Vietnamese on loopback alone: what it asks of any other host is refused."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            seen = {"width": WIDTH, "height": HEIGHT}
            page = chromium.new_page(viewport=seen, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")  # type: ignore[arg-type]
            page.route("**/*", _on_loopback)
            page.set_default_timeout(PATIENCE_SECONDS * 1000)
            expect.set_options(timeout=PATIENCE_SECONDS * 1000)
            yield Browser(page, at)
        finally:
            chromium.close()


def _on_loopback(route: Route) -> None:
    if urlsplit(route.request.url).hostname == "127.0.0.1":
        route.continue_()
    else:
        route.abort()
