"""A real server, and pages of it in a real Chromium."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.browser.server import app_server

CHART = "[data-testid=stVegaLiteChart]"
# Done when neither the page's height nor any chart's size has changed for a third of a second.
STILL = """(chart) => new Promise((done, fail) => {
  let before, since;
  const begun = performance.now();
  const look = () => {
    if (performance.now() - begun > 30000) return fail(new Error("the page never stands still"));
    const drawn = [...document.querySelectorAll("main, [data-testid=stMain]")].map((each) => each.scrollHeight);
    for (const each of document.querySelectorAll(`${chart} svg`)) drawn.push(each.clientWidth, each.clientHeight);
    if (before !== drawn.join()) [before, since] = [drawn.join(), performance.now()];
    performance.now() - since > 333 ? done() : requestAnimationFrame(look);
  };
  look();
})"""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker("browser")


# A minute after its start a server would begin to draw every chart of a meeting, beside whatever is tested then.
serve_undrawn = partial(app_server, module="tests.undrawn")


@pytest.fixture(scope="session")
def serve() -> Callable:
    """A way to start a server of one's own."""
    return serve_undrawn


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of one server that tests share."""
    with serve_undrawn() as (address, _):
        yield address


class Visit:
    """One page in the browser, with everything that went wrong in it."""

    def __init__(self, page, address: str) -> None:
        self.page, self.address, self.faults = page, address, []
        self._heard = {
            "console": lambda message: (
                self._note("console", message.text, message.location.get("url", ""))
                if message.type == "error"
                else None
            ),
            "pageerror": lambda error: self.faults.append(f"error: {error}"),
            "response": lambda response: (
                self._note(str(response.status), "", response.url) if response.status >= 400 else None
            ),
            "request": lambda request: (
                None if self._own(request.url) else self.faults.append(f"outside: {request.url}")
            ),
        }
        for event, hear in self._heard.items():
            page.on(event, hear)

    def open(self, path: str) -> "Visit":
        """Go to a path and wait until it is drawn."""
        self.page.goto(f"{self.address}/{path}")
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until the script has run and the charts are drawn."""
        drawn = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
        self.page.wait_for_selector(f"{drawn} h1", timeout=60_000)
        # Charts arrive as a part of the front end that is loaded when first needed; until then a skeleton stands there.
        self.page.wait_for_function(
            "chart => !document.querySelector('[data-testid=stSkeleton]')"
            " && [...document.querySelectorAll(chart)].every(each => each.querySelector('svg, canvas'))",
            arg=CHART,
            timeout=60_000,
        )
        return self

    def resize(self, width: int, height: int = 900) -> "Visit":
        """Give the window another size, and wait until nothing moves any more."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(STILL, CHART)
        return self

    def forget(self) -> None:
        """Leave the tab as if nobody had been there: nothing open, listened for or kept."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        for opened in self.page.context.pages:
            if opened is not self.page:
                opened.close()
        with suppress(Error):  # a page of the browser's own, as after a server's end, has no storage
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self.page.goto("about:blank")
        self.page.context.clear_cookies()

    def _own(self, url: str) -> bool:
        return url.startswith((self.address + "/", self.address.replace("http", "ws"), "data:", "blob:"))

    def _note(self, kind: str, text: str, url: str) -> None:
        # Streamlit's own front end asks these two beside every deep link; the 404s are its own.
        if not url.endswith(("/_stcore/health", "/_stcore/host-config")):
            self.faults.append(f"{kind}: {text} {url}")


@pytest.fixture(scope="session")
def tab(browser) -> Iterator:
    """A tab that tests have one after another: in a tab of its own a page's scripts are compiled anew, which takes as
    long as all the rest."""
    page = browser.new_page(accept_downloads=True)
    yield page
    page.close()


@pytest.fixture
def visit(browser, server, tab) -> Iterator[Callable[..., Visit]]:
    """Open a page: `visit(width=390)`, or on another server: `visit(address=...)`. A second one, or one of its `own`,
    is somebody else's, in a tab that has nothing in common with another."""
    visits, pages = [], []

    def make(width: int = 1280, address: str = server, own: bool = False) -> Visit:
        size = {"width": width, "height": 900}
        if own or visits:
            pages.append(browser.new_page(viewport=size, accept_downloads=True))
            return Visit(pages[-1], address)
        tab.set_viewport_size(size)
        visits.append(Visit(tab, address))
        return visits[0]

    yield make
    for page in pages:
        page.close()
    for visited in visits:
        visited.forget()
