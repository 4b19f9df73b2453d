"""What partners report: the file that ships, and one clear message for each way in which a file can be wrong."""

import pytest

from blmk_metrics.catalogue.terms import Tier
from blmk_metrics.content import partners_file, read_reports, reports_for
from blmk_metrics.errors import InputError
from blmk_metrics.releases import data_folder
from tests.shipped import DECLARED, MEASURES

GOOD = {
    "measure": '"falls_admissions"',
    "areas": '["E06000032"]',
    "text": '"Handrails were put up."',
    "document": '"A plan"',
    "section": '"page 3"',
    "date": '"2025-04"',
}


def _entry(**changed: str | None) -> str:
    entry = {**GOOD, **changed}
    return "[[report]]\n" + "\n".join(f"{key} = {text}" for key, text in entry.items() if text is not None) + "\n"


@pytest.fixture
def written(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "content" / "partners.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def _read(path):
    return read_reports(path, DECLARED, ["E06000032", "E54000024"])


def test_every_lead_measure_has_two_to_five_reports_for_every_place(edition):
    areas = edition.choosable()
    reports = read_reports(partners_file(data_folder()), DECLARED, areas)
    for measure in (each for each in MEASURES.values() if each.tier is Tier.LEAD):
        for code, area in areas.items():
            if area.type == "place":
                assert 2 <= len(reports_for(reports, measure.id, {code, "E54000024"})) <= 5


def test_a_report_is_read_as_it_was_written(written):
    (report,) = _read(written(_entry(text='"<b>Handrails</b> [here](http://x)"')))
    assert report.text == "<b>Handrails</b> [here](http://x)"
    assert (report.document, report.section, report.dated) == ("A plan", "page 3", "April 2025")


def test_a_file_without_entries_reports_nothing(written):
    assert _read(written("# nothing yet\n")) == ()


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ('"2025"', "2025"),
        ('"2025-04"', "April 2025"),
        ('"2021-05-20"', "20 May 2021"),
        ("2021-05-20", "20 May 2021"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_given(written, date, expected):
    assert _read(written(_entry(date=date)))[0].dated == expected


def test_a_report_of_a_footprint_concerns_its_places_and_one_of_a_place_concerns_no_other(written):
    content = _entry(areas='["E54000024"]') + _entry(areas='["E06000032"]') + _entry(areas=None)
    reports = _read(written(content))
    assert reports_for(reports, "falls_admissions", {"E06000032", "E54000024"}) == reports
    assert reports_for(reports, "falls_admissions", {"E06000055", "E54000024"}) == (reports[0], reports[2])
    assert reports_for(reports, "school_readiness", {"E06000032"}) == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"measure": '"stumbles"'}, "measure 'stumbles' is not known; choose one of school_readiness"),
        ({"areas": '["E06000099"]'}, "area 1 'E06000099' is not known; choose one of E06000032"),
        ({"areas": '"E06000032"'}, "areas must be a list"),
        ({"areas": "[32]"}, "areas must be a list"),
        ({"document": None}, "document is missing"),
        ({"section": None}, "section is missing"),
        ({"date": None}, "date is missing"),
        ({"text": None}, "text is missing"),
        ({"text": "3"}, "text must be a text"),
        ({"text": '"  "'}, "text is empty"),
        ({"text": f'"{"x" * 401}"'}, "text has 401 characters, and at most 400"),
        ({"text": '"one\\ntwo"'}, "text has a line break"),
        ({"text": '"one\\u202Etwo"'}, "a character that cannot be seen"),
        ({"date": '"April"'}, "date must be the document's"),
        ({"date": '"2025-13"'}, "date must be the document's"),
        ({"date": "2025"}, "date must be the document's"),
        ({"date": "12:30:00"}, "date must be the document's"),
        ({"link": '"http://x"'}, "'link' is not one of its fields; choose from measure, areas"),
        ({"dated": '"2025"'}, "'dated' is not one of its fields; write date"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file_and_its_reason(written, changed, reason):
    with pytest.raises(InputError) as refused:
        _read(written(_entry() + _entry(**changed)))
    assert str(refused.value).startswith("content/partners.toml, report 2: ")
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[[report]\n", "is not TOML that can be read"),
        ("x = " + "[" * 5000, "is not TOML that can be read"),
        (_entry().replace("Handrails", "Gel\xe4nder").encode("latin-1"), "is not UTF-8 text"),
        ("#" * 200_001, "is larger than 200,000 bytes"),
        ("[report]\nmeasure = 'x'\n", "begin every entry with [[report]]"),
        ("report = 3\n", "begin every entry with [[report]]"),
        ("[[reports]]\n", "'reports', which means nothing here"),
        (_entry() * 301, "has 301 entries"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_message(written, content, reason):
    with pytest.raises(InputError) as refused:
        _read(written(content))
    assert str(refused.value).startswith("content/partners.toml")
    assert reason in str(refused.value)
    assert len(str(refused.value)) < 300


def test_every_fault_of_a_file_is_in_one_message(written):
    content = _entry(measure='"stumbles"', areas='["E06000032", 7]', section=None) + _entry() + _entry(date="2025")
    with pytest.raises(InputError) as refused:
        _read(written(content))
    first, *lines = str(refused.value).splitlines()
    assert first == "content/partners.toml has 4 faults:"
    assert [line.split(";")[0] for line in lines] == [
        "- report 1: measure 'stumbles' is not known",
        "- report 1: areas must be a list of texts",
        "- report 1: section is missing",
        '- report 3: date must be the document\'s, as "2025", "2025-04" or "2025-04-30", not 2025',
    ]


def test_areas_are_let_pass_where_it_is_not_said_which_there_are(written):
    (report,) = read_reports(written(_entry(areas='["E06000099"]')), DECLARED, None)
    assert report.areas == ("E06000099",)


def test_a_folder_s_own_file_replaces_the_one_that_ships(written, tmp_path):
    assert partners_file(tmp_path) == partners_file(data_folder())
    assert partners_file(tmp_path) != written(_entry())
    assert partners_file(tmp_path) == written(_entry())
