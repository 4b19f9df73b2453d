"""A link opens the view it was taken from: on this release, on another one, and inside another web page."""

import http.server
import random
import re
import threading
import urllib.request
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

from blmk_metrics.catalogue.rows import periods
from blmk_metrics.catalogue.variants import averages
from blmk_metrics.components.security import embedding_sites
from blmk_metrics.figures import figures_of
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import open_edition
from tests.browser.accessible import violations
from tests.official_files import lait_readiness, released, write_files
from tests.shipped import MEASURES

FIGURE = "figure?embed=true&figure=trend&measure=school_readiness&place=E06000032"


def _views(count):
    """Random views: a page with some of its parameters, in any order."""
    edition = open_edition(data_folder())
    chance = random.Random(6)
    for number in range(count):
        measure = chance.choice([*MEASURES.values()])
        parameters = {"place": chance.choice(list(edition.choosable()))}
        page = ("", measure.id, "compare_areas", "inequalities", "figure")[number % 5]
        if page == "compare_areas":
            parameters |= {"measure": measure.id, "period": chance.choice(periods(edition.measured(measure)))}
        if page in ("inequalities", "figure"):
            measure = chance.choice([each for each in MEASURES.values() if edition.breakdowns(each)])
            parameters |= {"measure": measure.id, "by": chance.choice(edition.breakdowns(measure))}
        if page == "figure":
            parameters |= {"figure": chance.choice(("groups", "groups_over_time"))}
        if page not in ("", "compare_areas") and averages(measure):
            parameters["average"] = chance.choice(averages(measure)).method
        names = list(parameters)
        chance.shuffle(names)
        yield page, {name: parameters[name] for name in names}


def _shown(page):
    return page.inner_text('[data-testid="stMain"]')


def _parameters(page):
    return {name: text for name, (text,) in parse_qs(urlsplit(page.url).query).items()}


# Those with most in their address. More of them are gone through with the slow tests.
VIEWS = [
    pytest.param(*view, marks=[pytest.mark.slow] * (number not in (3, 4, 5)))
    for number, view in enumerate(_views(15), start=1)
]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "parameters"), VIEWS, ids=str)
def test_a_view_is_in_its_address_whole_and_comes_back_from_it(visit, path, parameters):
    visited = visit().open(f"{path}?{'&'.join(f'{name}={text}' for name, text in parameters.items())}")
    page = visited.page
    page.wait_for_function("() => location.search.includes('release=')")
    address, address_parameters, shown = page.url, _parameters(page), _shown(page)
    assert address_parameters.items() >= {name: str(text) for name, text in parameters.items()}.items()
    # Whoever is sent the link: in the same tab, which has forgotten all.
    visited.forget()
    visited.open(address.removeprefix(f"{visited.address}/"))
    page.wait_for_function("() => location.search.includes('release=')")
    assert _parameters(page) == address_parameters
    assert _shown(page) == shown


@pytest.mark.slow
def test_the_page_offers_its_address_to_copy(visit):
    page = visit().open("inequalities?place=E06000032").page
    page.get_by_role("button", name="Share this view").click()
    link = page.locator('[data-testid="stPopoverBody"] [data-testid="stCode"]').inner_text()
    assert link.strip() == page.url
    assert set(_parameters(page)) == {"place", "measure", "by", "basis", "release"}


@pytest.mark.slow
def test_a_figure_offers_a_link_to_itself_alone_with_its_id(visit):
    visited = visit()
    page = visited.open("falls_admissions?place=E06000042").page
    page.locator('[data-testid="stExpander"] summary').first.click()
    expander = page.locator('[data-testid="stExpander"]').first
    link = expander.locator('[data-testid="stCode"]').first.inner_text().strip()
    figure_name = expander.locator("strong", has_text="Figure ").inner_text()
    visited.open(link.removeprefix(f"{visited.address}/"))
    page.wait_for_selector(f"text={figure_name}")
    assert page.locator('[data-testid="stVegaLiteChart"]').count() == 1


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), 320])
def test_a_figure_alone_is_accessible_and_no_wider_than_its_frame(visit, width):
    visited = visit(width).open(FIGURE)
    page = visited.page
    assert page.locator('[data-testid="stSidebarNavLink"]').count() == 0
    assert page.get_by_role("combobox").count() == 0
    assert "SYNTHETIC" in _shown(page)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= width + 1
    assert violations(page) == []
    assert visited.faults == []


@pytest.mark.slow
def test_bad_parameters_of_a_figure_are_named_and_another_figure_is_shown(visit):
    page = visit().open("figure?figure=<b>pie</b>&measure=happiness&place=E06000032&shade=red").page
    page.wait_for_selector("text=“shade”")
    text = _shown(page)
    assert "measure “happiness”" in text
    assert "figure “?b?pie?/b?”" in text
    assert page.locator('[data-testid="stVegaLiteChart"]').count() == 1


@pytest.mark.slow
def test_a_link_made_on_another_release_shows_current_figures_and_what_was_revised(visit, serve, tmp_path):
    folder = tmp_path / "data"
    old = released(folder, write_files(tmp_path / "files", "readiness.csv"))
    text = lait_readiness()
    assert ",2024,Luton,62.0," in text
    (tmp_path / "revised.csv").write_text(text.replace(",2024,Luton,62.0,", ",2024,Luton,61.4,"))
    new = released(folder, [tmp_path / "revised.csv"])
    with serve(folder) as (address, _):
        visited = visit(address=address).open(f"school_readiness?place=E06000032&release={old}")
        page = visited.page
        # The first request of a fresh server may be any page.
        assert page.locator("h1").inner_text() == MEASURES["school_readiness"].question
        assert "Page not found" not in page.inner_text("body")
        page.wait_for_selector(f"text=This link was made on release {old}")
        page_text = _shown(page)
        assert "School readiness, Luton 2023/24: 62.0 → 61.4" in page_text
        assert "61.4%" in page_text
        assert _parameters(page)["release"] == new
        # The notice is of the view that was linked, and goes with it.
        page.get_by_role("combobox", name="Place").click()
        page.get_by_role("option", name="Bedford", exact=True).click()
        page.wait_for_url("**place=E06000055*")
        page.wait_for_selector("text=This link was made on release", state="detached")
        visited.open(f"school_readiness?place=E06000055&release={old}")
        page.wait_for_selector(f"text=This link was made on release {old}")
        assert "Luton 2023/24: 62.0 → 61.4" in _shown(page)  # the areas beside it
        visited.open("?release=ffffffffffff")
        page.wait_for_selector("text=a release that is not kept here")


class _Council(http.server.BaseHTTPRequestHandler):
    """Another site, with a frame in its page."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b'<h1>Council</h1><iframe title="A figure" width="900" height="700"></iframe>')

    def log_message(self, *_):
        """Keep quiet."""


@contextmanager
def _site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Council)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def council():
    """The address of a site that may show figures."""
    with _site() as address:
        yield address


@pytest.fixture(scope="module")
def stranger():
    """The address of a site that may not."""
    with _site() as address:
        yield address


@pytest.fixture(scope="module")
def naming(serve, council):
    """The address of a dashboard that names the council's site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLMK_EMBEDDED_BY", f"https://www.example.gov.uk {council}")
        with serve() as (address, _):
            yield address


def _framed(browser, site, address):
    """Another site's page with an address of ours in its frame, once the frame has been answered."""
    page = browser.new_page()
    page.goto(site)
    with page.expect_response(lambda response: response.url == address):
        page.evaluate("src => { document.querySelector('iframe').src = src }", address)
    return page


@pytest.mark.slow
def test_a_named_site_may_show_a_figure_in_its_page(browser, naming, council):
    page = _framed(browser, council, f"{naming}/{FIGURE}")
    page.frame_locator("iframe").locator("h1", has_text="Luton").wait_for(timeout=30_000)
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize(("site", "path"), [("stranger", FIGURE), ("council", "school_readiness")])
def test_a_site_that_is_not_named_may_show_nothing_and_none_but_a_figure(browser, naming, request, site, path):
    page = _framed(browser, request.getfixturevalue(site), f"{naming}/{path}")
    page.wait_for_function("() => document.querySelector('iframe').contentDocument === null")
    assert page.frames[1].locator("#root").count() == 0
    page.close()


@pytest.mark.parametrize(
    "named", ["https://a.example/page", "*", "https://*", "http://-", "a.example", "https://a.b;x"]
)
def test_a_site_that_is_not_an_origin_stops_the_app_from_starting(monkeypatch, named):
    monkeypatch.setenv("BLMK_EMBEDDED_BY", f"https://www.example.gov.uk {named}")
    with pytest.raises(
        SystemExit, match=rf"^BLMK_EMBEDDED_BY: '{re.escape(named)}' is not the origin of a site; write"
    ):
        embedding_sites()


@pytest.mark.slow
def test_a_slash_at_the_end_of_a_site_is_no_matter(monkeypatch):
    monkeypatch.setenv("BLMK_EMBEDDED_BY", "https://www.example.gov.uk/ http://127.0.0.1:8000")
    assert embedding_sites() == " https://www.example.gov.uk http://127.0.0.1:8000"


@pytest.mark.slow
def test_a_figure_alone_has_no_way_to_other_pages_whether_or_not_it_says_that_it_is_embedded(visit):
    page = visit().open(FIGURE.replace("embed=true&", "")).page
    assert page.locator('[data-testid="stSidebarNavLink"]').count() == 0
    assert page.get_by_role("combobox").count() == 0


@pytest.mark.slow
def test_an_id_from_print_leads_back_to_its_figure(visit):
    visited = visit().open("data_and_provenance")
    page = visited.page
    edition = open_edition(data_folder())
    figure = figures_of(edition, edition.measures()[1].id, "E06000032")[0]
    page.get_by_role("textbox").fill(figure.id.lower())
    page.get_by_role("textbox").press("Enter")
    page.wait_for_selector(f"strong:has-text('{figure.title}')")
    link = page.get_by_role("link", name="Open the figure").get_attribute("href")
    visited.open(link.removeprefix(f"{visited.address}/"))
    assert page.locator("h1").inner_text() == figure.title
    visited.open(f"figure?figure={figure.id}")
    assert page.locator("h1").inner_text() == figure.title


@pytest.mark.slow
def test_an_address_that_asks_for_much_in_vain_is_told_so_in_a_few_words(visit):
    page = visit().open("?" + "&".join(f"a{number}=1" for number in range(300))).page
    page.wait_for_selector("text=And 296 more parts of the address are not known here.")
    assert page.locator('[data-testid="stAlert"]').count() < 10


@pytest.mark.slow
def test_under_a_path_of_its_own_the_meeting_opens_and_a_figure_can_be_framed(visit, serve, monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "board")
    monkeypatch.setenv("BLMK_EMBEDDED_BY", "https://www.example.gov.uk")
    meeting = "meeting?agenda=inactivity_long_term_sickness.trend"
    with serve(path="board") as (address, _):
        with urllib.request.urlopen(f"{address}/{FIGURE}") as response:
            assert "https://www.example.gov.uk" in response.headers["Content-Security-Policy"]
        page = visit(address=address).open("meeting_mode?place=E06000032").page
        link = page.get_by_role("link", name="Open the meeting").evaluate("link => link.href")
        assert link.startswith(f"{address}/meeting?")
        with urllib.request.urlopen(f"{address}/{meeting}", timeout=120) as response:
            assert b"<h1" in response.read()
