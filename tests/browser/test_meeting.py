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

    def opened(width: int = 1920, height: int = 1080, more: str = "", **told) -> Meeting:
        visited = visit(width, own=True, **told)
        visited.page.set_viewport_size({"width": width, "height": height})
        return Meeting(visited, more)

    return opened


def test_the_whole_meeting_goes_by_keyboard_alone(meeting):
    here = meeting()
    first = here.headline
    assert "Luton" in first
    for key, number in (
        *(("ArrowRight", 2), ("PageDown", 3), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1), ("PageUp", 1)),
        *((" ", 2), ("Shift+Space", 1), ("End", 3), ("Home", 1)),
    ):
        here.press("Space" if key == " " else key)
        assert here.page.locator("#where").inner_text() == f"{number} of {len(AGENDA)}"
        assert here.page.evaluate("() => document.activeElement.tagName") in ("H1", "BODY")
    here.press("3", "Enter")
    assert here.where == f"#{PLACE}/3"
    here.press("9", "Enter")
    assert here.page.locator("#said").inner_text() == "There is no screen 9"
    here.press("g", "Tab", "Shift+Tab", "Shift+Tab", "Enter")
    assert here.where == f"#{PLACE}/2"
    here.press("Enter")
    assert here.headline.startswith("More about: Falls admissions, Luton")
    assert here.page.locator(".now svg:visible").count() == 4
    assert here.page.locator(".now table:visible").count() == 5
    here.press("Escape", "ArrowDown")
    assert here.where == f"#{PLACE}/2/more"
    here.press("Escape", "n")
    assert here.page.locator(".notes:visible").count() == 1
    here.press("n", "p")
    here.page.locator("#places button:focus").wait_for()
    here.press("ArrowDown", "ArrowDown", "ArrowUp", "Enter")
    assert here.where.endswith("/2")
    assert PLACE not in here.where
    here.press("b")
    assert here.page.locator("#blank").is_visible()
    here.press("b", "d")
    assert not here.page.locator("#blank").is_visible()
    assert here.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert here.visited.faults == []


def test_back_and_reload_keep_the_screen_and_a_link_leads_to_it(meeting):
    here = meeting(more=f"#{OTHER}/3/notes")
    assert here.page.locator(".notes:visible").count() == 1
    here.press("ArrowLeft")
    assert here.where == f"#{OTHER}/2"
    here.page.reload()
    here.page.wait_for_selector("html[data-whole=true]", state="attached")
    assert here.page.locator("#where").inner_text() == f"2 of {len(AGENDA)}"
    here.page.go_back()
    here.page.wait_for_selector(".notes:visible")
    assert here.where == f"#{OTHER}/3/notes"


def test_a_fragment_that_means_nothing_shows_the_first_screen(meeting):
    here = meeting(more="#%3Cb%3E/99/whatever")
    assert here.page.locator("#where").inner_text() == f"1 of {len(AGENDA)}"
    assert "Luton" in here.headline
    assert here.visited.faults == []


def test_every_screen_of_every_area_is_there_when_the_server_and_the_network_are_gone(meeting, serve):
    with serve() as (address, process):
        here = meeting(address=address)
        here.page.context.set_offline(True)
        os.kill(process, signal.SIGKILL)
        areas = here.page.locator("#places li button").count()
        headlines = set()
        for area in range(areas):
            here.press("p")
            here.page.locator("#places li button").nth(area).press("Enter")
            here.press("Home")
            for number in range(1, len(AGENDA) + 1):
                assert here.page.locator("#where").inner_text() == f"{number} of {len(AGENDA)}"
                assert here.page.locator(".now .fig svg, .now .nothing").count() == 1
                headlines.add((here.where.partition("/")[0], here.headline))
                here.press("Enter")
                assert here.page.locator("#detail-body table").count() > 2
                here.press("Escape", "ArrowRight")
        assert len(headlines) == areas * len(AGENDA)
        assert here.requests == []
        assert here.visited.faults == []


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
    here = meeting(width)
    if dark:
        here.press("d")
    for state in states:
        keys = STATES[state]
        here.press(*keys)
        assert (state, here.violations()) == (state, [])
        assert here.wide() <= width, state
        here.press("Escape")
        if keys == ["n"]:
            assert here.where == f"#{PLACE}/1"
    assert here.visited.faults == []


def test_all_text_on_the_big_screen_is_at_least_24_pixels_high(meeting):
    here = meeting()
    for _ in AGENDA:
        for keys in ([], ["Enter"], ["n"]):
            here.press(*keys)
            small = [(size, text[:40]) for size, text in here.page.evaluate(SIZES) if size < 23.99]
            assert small == []
            here.press(*["Escape"] * bool(keys))
        # A screen is seen at once, without scrolling.
        assert here.page.evaluate("() => document.documentElement.scrollHeight") <= 1080
        here.press("ArrowRight")


def test_at_twice_the_size_everything_can_still_be_reached(meeting):
    # Twice the size in a window of 1280 by 720 is a window of 640 by 360.
    here = meeting(640, 360)
    assert here.wide() <= 640
    here.press("ArrowDown", "ArrowDown")
    assert here.where in ("", f"#{PLACE}/1")
    here.page.locator(".now .release").scroll_into_view_if_needed()
    assert here.page.locator(".now .release").is_visible()
    assert here.violations() == []


def test_in_the_readers_own_colours_lines_and_words_stand_out_from_the_ground(visit):
    visited = visit(1280, own=True)
    visited.page.emulate_media(forced_colors="active", color_scheme="dark")
    here = Meeting(visited)
    ground, ink, line = here.page.evaluate(
        """() => {
          const style = (selector) => getComputedStyle(document.querySelector(selector));
          return [getComputedStyle(document.body).backgroundColor, style(".now svg text").fill,
            style('.now svg [stroke="#0B0C0C"]').stroke];
        }"""
    )
    assert ground == "rgb(0, 0, 0)"
    assert ink == line == "rgb(255, 255, 255)"


def test_a_notice_of_what_was_left_out_can_be_closed_by_keyboard(meeting):
    here = meeting(more="&place=nowhere")
    here.page.goto(f"{here.visited.address}/meeting?agenda={AGENDA[0]},nonsense", timeout=120_000)
    here.page.wait_for_selector("html[data-whole=true]", state="attached", timeout=120_000)
    assert "“nonsense”" in here.page.locator(".notice").inner_text()
    assert here.violations() == []
    here.press("Escape")
    assert here.page.locator(".notice").count() == 0


def test_the_meeting_page_leads_to_the_meeting(visit):
    visited = visit().open(f"meeting_mode?place={PLACE}&agenda={AGENDA[0]}")
    assert violations(visited.page) == []
    with visited.page.context.expect_page() as opened:
        visited.page.get_by_role("link", name="Open the meeting").press("Enter")
    opened.value.wait_for_selector("html[data-whole=true]", state="attached", timeout=120_000)
    assert "Luton" in opened.value.locator("h1:visible").inner_text()


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
