"""A real server, and pages of it in a real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.server import served

CHART = "[data-testid=stVegaLiteChart]"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def serve() -> Callable:
    """A way to start a server of one's own."""
    return served


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of one server that tests share."""
    with served() as (address, _):
        yield address


class Visit:
    """One page in the browser, with everything that went wrong in it."""

    def __init__(self, page, address: str) -> None:
        self.page, self.address, self.faults = page, address, []
        page.on(
            "console",
            lambda message: (
                self._note("console", message.text, message.location.get("url", ""))
                if message.type == "error"
                else None
            ),
        )
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on(
            "response",
            lambda response: self._note(str(response.status), "", response.url) if response.status >= 400 else None,
        )
        page.on(
            "request", lambda request: None if self._own(request.url) else self.faults.append(f"outside: {request.url}")
        )

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

    def _own(self, url: str) -> bool:
        return url.startswith((self.address + "/", self.address.replace("http", "ws"), "data:", "blob:"))

    def _note(self, kind: str, text: str, url: str) -> None:
        # Streamlit's own front end asks these two beside every deep link; the 404s are its own.
        if not url.endswith(("/_stcore/health", "/_stcore/host-config")):
            self.faults.append(f"{kind}: {text} {url}")


@pytest.fixture
def visit(browser, server) -> Iterator[Callable[..., Visit]]:
    """Open a fresh page: `visit(width=390)`, or on another server: `visit(address=...)`."""
    pages = []

    def make(width: int = 1280, address: str = server) -> Visit:
        page = browser.new_page(viewport={"width": width, "height": 900}, accept_downloads=True)
        pages.append(page)
        return Visit(page, address)

    yield make
    for page in pages:
        page.close()
