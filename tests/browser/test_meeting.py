"""A meeting in a real browser: by keyboard alone, without a network, in every state, at every width."""

import os
import signal

import pytest

from tests.browser.accessible import violations

# Two measures with few figures: each is drawn for every area.
AGENDA = ("inactivity_long_term_sickness.trend", "falls_admissions.groups.sex", "falls_admissions.areas")
PLACE, OTHER = "E06000032", "E06000042"
# The size at which text stands on the screen, in pixels: of a chart, its own times the chart's.
SIZES = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && !["SCRIPT", "STYLE"].includes(each.tagName) && !each.closest(".unseen"))
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .map((each) => [
    parseFloat(getComputedStyle(each).fontSize) * (each.ownerSVGElement ? each.ownerSVGElement.getScreenCTM().a : 1),
    each.textContent,
  ])"""
STATES = {
    "screen": [],
    "more": ["Enter"],
    "notes": ["n"],
    "jump list": ["g"],
    "areas": ["p"],
    "keys": ["?"],
    "blank": ["b"],
}


class Meeting:
    """An open meeting, the requests made since, and the faults."""

    def __init__(self, visited, more: str = "") -> None:
        self.visited, self.page = visited, visited.page
        self.page.goto(f"{visited.address}/meeting?agenda={','.join(AGENDA)}&place={PLACE}{more}", timeout=120_000)
        self.page.wait_for_selector("html[data-whole=true]", state="attached", timeout=120_000)
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))

    def press(self, *keys: str) -> "Meeting":
        for key in keys:
            self.page.keyboard.press(key)
            # The address changes at once, what is shown in one of the next turns.
            self.page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 30))")
        return self

    @property
    def where(self) -> str:
        return self.page.evaluate("() => location.hash")

    @property
    def headline(self) -> str:
        return self.page.locator("h1:visible").inner_text()

    def violations(self) -> list:
        return violations(self.page, "best-practice")

    def wide(self) -> int:
        return self.page.evaluate("() => document.documentElement.scrollWidth")


@pytest.fixture
def meeting(visit):
    """Open the meeting: `meeting(width=390)`."""

    def opened(width: int = 1920, height: int = 1080, more: str = "", **options) -> Meeting:
        visited = visit(width, own=True, **options)
        visited.page.set_viewport_size({"width": width, "height": height})
        return Meeting(visited, more)

    return opened


@pytest.mark.slow
def test_the_whole_meeting_goes_by_keyboard_alone(meeting):
    session = meeting()
    first = session.headline
    assert "Luton" in first
    for key, number in (
        *(("ArrowRight", 2), ("PageDown", 3), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1), ("PageUp", 1)),
        *((" ", 2), ("Shift+Space", 1), ("End", 3), ("Home", 1)),
    ):
        session.press("Space" if key == " " else key)
        assert session.page.locator("#where").inner_text() == f"{number} of {len(AGENDA)}"
        assert session.page.evaluate("() => document.activeElement.tagName") in ("H1", "BODY")
    session.press("3", "Enter")
    assert session.where == f"#{PLACE}/3"
    session.press("9", "Enter")
    assert session.page.locator("#said").inner_text() == "There is no screen 9"
    session.press("g", "Tab", "Shift+Tab", "Shift+Tab", "Enter")
    assert session.where == f"#{PLACE}/2"
    session.press("Enter")
    assert session.headline.startswith("More about: Falls admissions, Luton")
    assert session.page.locator(".now svg:visible").count() == 4
    assert session.page.locator(".now table:visible").count() == 5
    session.press("Escape", "ArrowDown")
    assert session.where == f"#{PLACE}/2/more"
    session.press("Escape", "n")
    assert session.page.locator(".notes:visible").count() == 1
    session.press("n", "p")
    session.page.locator("#places button:focus").wait_for()
    session.press("ArrowDown", "ArrowDown", "ArrowUp", "Enter")
    assert session.where.endswith("/2")
    assert PLACE not in session.where
    session.press("b")
    assert session.page.locator("#blank").is_visible()
    session.press("b", "d")
    assert not session.page.locator("#blank").is_visible()
    assert session.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert session.visited.faults == []


@pytest.mark.slow
def test_back_and_reload_keep_the_screen_and_a_link_leads_to_it(meeting):
    session = meeting(more=f"#{OTHER}/3/notes")
    assert session.page.locator(".notes:visible").count() == 1
    session.press("ArrowLeft")
    assert session.where == f"#{OTHER}/2"
    session.page.reload()
    session.page.wait_for_selector("html[data-whole=true]", state="attached")
    assert session.page.locator("#where").inner_text() == f"2 of {len(AGENDA)}"
    session.page.go_back()
    session.page.wait_for_selector(".notes:visible")
    assert session.where == f"#{OTHER}/3/notes"


@pytest.mark.slow
def test_a_fragment_that_means_nothing_shows_the_first_screen(meeting):
    session = meeting(more="#%3Cb%3E/99/whatever")
    assert session.page.locator("#where").inner_text() == f"1 of {len(AGENDA)}"
    assert "Luton" in session.headline
    assert session.visited.faults == []


@pytest.mark.slow
def test_every_screen_of_every_area_is_there_when_the_server_and_the_network_are_gone(meeting, serve):
    with serve() as (address, process):
        session = meeting(address=address)
        session.page.context.set_offline(True)
        os.kill(process, signal.SIGKILL)
        areas = session.page.locator("#places li button").count()
        headlines = set()
        for area in range(areas):
            session.press("p")
            session.page.locator("#places li button").nth(area).press("Enter")
            session.press("Home")
            for number in range(1, len(AGENDA) + 1):
                assert session.page.locator("#where").inner_text() == f"{number} of {len(AGENDA)}"
                assert session.page.locator(".now .fig svg, .now .nothing").count() == 1
                headlines.add((session.where.partition("/")[0], session.headline))
                session.press("Enter")
                assert session.page.locator("#detail-body table").count() > 2
                session.press("Escape", "ArrowRight")
        assert len(headlines) == areas * len(AGENDA)
        assert session.requests == []
        assert session.visited.faults == []


# Of the wide and light screen all but two states with the slow tests.
@pytest.mark.parametrize(
    ("width", "dark", "states"),
    [
        pytest.param(320, True, STATES, id="narrow and dark"),
        pytest.param(1920, False, ["screen", "more"], id="wide and light, two"),
        pytest.param(1920, False, STATES, id="wide and light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_in_any_state_and_nothing_is_wider_than_the_window(meeting, width, dark, states):
    session = meeting(width)
    if dark:
        session.press("d")
    for state in states:
        keys = STATES[state]
        session.press(*keys)
        assert (state, session.violations()) == (state, [])
        assert session.wide() <= width, state
        session.press("Escape")
        if keys == ["n"]:
            assert session.where == f"#{PLACE}/1"
    assert session.visited.faults == []


@pytest.mark.slow
def test_all_text_on_the_big_screen_is_at_least_24_pixels_high(meeting):
    session = meeting()
    for _ in AGENDA:
        for keys in ([], ["Enter"], ["n"]):
            session.press(*keys)
            small = [(size, text[:40]) for size, text in session.page.evaluate(SIZES) if size < 23.99]
            assert small == []
            session.press(*["Escape"] * bool(keys))
        # A screen is seen at once, without scrolling.
        assert session.page.evaluate("() => document.documentElement.scrollHeight") <= 1080
        session.press("ArrowRight")


@pytest.mark.slow
def test_at_twice_the_size_everything_can_still_be_reached(meeting):
    # Twice the size in a window of 1280 by 720 is a window of 640 by 360.
    session = meeting(640, 360)
    assert session.wide() <= 640
    session.press("ArrowDown", "ArrowDown")
    assert session.where in ("", f"#{PLACE}/1")
    session.page.locator(".now .release").scroll_into_view_if_needed()
    assert session.page.locator(".now .release").is_visible()
    assert session.violations() == []


@pytest.mark.slow
def test_in_the_readers_own_colours_lines_and_words_stand_out_from_the_ground(visit):
    visited = visit(1280, own=True)
    visited.page.emulate_media(forced_colors="active", color_scheme="dark")
    session = Meeting(visited)
    ground, ink, line = session.page.evaluate(
        """() => {
          const style = (selector) => getComputedStyle(document.querySelector(selector));
          return [getComputedStyle(document.body).backgroundColor, style(".now svg text").fill,
            style('.now svg [stroke="#0B0C0C"]').stroke];
        }"""
    )
    assert ground == "rgb(0, 0, 0)"
    assert ink == line == "rgb(255, 255, 255)"


@pytest.mark.slow
def test_a_notice_of_what_was_left_out_can_be_closed_by_keyboard(meeting):
    session = meeting(more="&place=nowhere")
    session.page.goto(f"{session.visited.address}/meeting?agenda={AGENDA[0]},nonsense", timeout=120_000)
    session.page.wait_for_selector("html[data-whole=true]", state="attached", timeout=120_000)
    assert "“nonsense”" in session.page.locator(".notice").inner_text()
    assert session.violations() == []
    session.press("Escape")
    assert session.page.locator(".notice").count() == 0


@pytest.mark.slow
def test_the_meeting_page_leads_to_the_meeting(visit):
    visited = visit().open(f"meeting_mode?place={PLACE}&agenda={AGENDA[0]}")
    assert violations(visited.page) == []
    with visited.page.context.expect_page() as opened:
        visited.page.get_by_role("link", name="Open the meeting").press("Enter")
    opened.value.wait_for_selector("html[data-whole=true]", state="attached", timeout=120_000)
    assert "Luton" in opened.value.locator("h1:visible").inner_text()


@pytest.mark.slow
def test_on_the_page_an_item_is_moved_as_often_as_wanted_and_others_added_after_it(visit):
    visited = visit().open("meeting_mode?place=E06000032&agenda=falls_admissions.trend,school_readiness.trend")
    page = visited.page
    order = ["falls_admissions.trend", "school_readiness.trend"]
    for button in ("Move down", "Move up", "Move down"):
        order.reverse()
        page.get_by_role("button", name=button).click()
        page.wait_for_url(f"**agenda={'%2C'.join(order)}*")
        visited.settle()
    page.get_by_role("button", name="Add it after the chosen one").click()
    page.wait_for_url(f"**agenda={'%2C'.join(order)}%2C*")
    visited.settle()
    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.locator('[role="radiogroup"] label').count() == 3
