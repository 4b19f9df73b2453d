"""The glossary, and the linking of its terms in running text."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blmk_metrics.content import Term, glossary_file, link_terms, read_glossary
from blmk_metrics.errors import InputError

TERMS = (
    Term(term="interval", meaning="A range.", also=("intervals",)),
    Term(term="95% interval", meaning="A range that is likely to hold the truth."),
    Term(term="Place", meaning="An area with a Board.", exact=True),
    Term(term="slope index", meaning="A gap.", also=("slope index of inequality",)),
)


def _linked(text: str, linked=()) -> str:
    return link_terms(text, TERMS, "terms", linked)[0]


def _written(folder: Path, content: str) -> Path:
    path = folder / "content" / "glossary.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    return path


def test_a_term_is_linked_where_it_first_stands():
    assert _linked("An interval and an interval.") == "An [interval](terms#interval) and an interval."


def test_a_term_that_is_linked_already_is_left_alone():
    assert _linked("An interval.", {"interval"}) == "An interval."


def test_the_longest_term_wins_and_does_not_use_up_the_shorter_one():
    linked_text = _linked("A 95% interval, an interval, the slope index of inequality.")
    assert linked_text == (
        "A [95% interval](terms#95-interval), an [interval](terms#interval), "
        "the [slope index of inequality](terms#slope-index)."
    )


def test_capitals_do_not_matter_but_to_an_exact_term():
    assert (
        _linked("Intervals in place of a Place.") == "[Intervals](terms#interval) in place of a [Place](terms#place)."
    )


@pytest.mark.parametrize(
    "text",
    [
        "`interval`",
        "[interval](x)",
        "[see the interval](x)",
        "![interval](x)",
        "https://example.org/interval",
        "<https://example.org/interval>",
        "inter-intervalled",
        "intervalsome",
    ],
)
def test_code_links_addresses_and_parts_of_words_are_left_alone(text):
    assert _linked(text) == text


def test_what_is_bold_or_coloured_stays_so():
    assert _linked("**interval** :red[Place]") == "**[interval](terms#interval)** :red[[Place](terms#place)]"


@given(st.lists(st.sampled_from(["interval", "95% interval", "Place", "`interval`", "[Place](x)", "a", ","])))
def test_linking_changes_no_word_and_links_no_term_twice(words):
    text = " ".join(words)
    linked_text, done = link_terms(text, TERMS, "terms")
    bare = linked_text
    for term in TERMS:
        assert linked_text.count(f"terms#{term.anchor})") <= 1
        bare = bare.replace(f"](terms#{term.anchor})", "").replace(f"[{term.term}", term.term)
    assert bare.replace("Place](x)", "[Place](x)") == text
    assert link_terms(linked_text, TERMS, "terms", done) == (linked_text, done)


def test_the_glossary_that_ships_can_be_read_and_tells_its_terms_apart():
    terms = read_glossary(glossary_file())
    assert len(terms) >= 20
    assert len({each.anchor for each in terms}) == len(terms)
    assert [each.term.lower() for each in terms] == sorted(each.term.lower() for each in terms)


@pytest.mark.parametrize(
    "needed",
    [
        *("95% interval", "directly standardised rate", "deprivation quintile", "slope index of inequality"),
        *("benchmark", "footprint", "Place", "baseline", "suppressed", "reliability", "percentage points"),
        *("lead measure", "release", "extract", "washout"),
    ],
)
def test_the_terms_that_the_pages_use_are_explained(needed):
    assert needed in {form for each in read_glossary(glossary_file()) for form in each.forms}


def test_a_change_of_the_file_is_seen_at_once(tmp_path):
    path = _written(tmp_path, '[[term]]\nterm = "rate"\nmeaning = "So many of so many."\n')
    assert read_glossary(path)[0].meaning == "So many of so many."
    _written(tmp_path, '[[term]]\nterm = "rate"\nmeaning = "So many out of so many."\n')
    os.utime(path, ns=(1, 1))
    assert read_glossary(path)[0].meaning == "So many out of so many."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[[term]]\nterm = "rate"\n', "term 1: meaning is missing"),
        ('[[term]]\nterm = "[rate](x)"\nmeaning = "x"\n', "must be letters, digits and spaces"),
        ('[[term]]\nterm = "rate"\nalso = ["Rate"]\nmeaning = "x"\n', "already a form of 'rate'"),
        ('[[term]]\nterm = "a b"\nmeaning = "x"\n[[term]]\nterm = "a-b"\nmeaning = "x"\n', "no link can tell 'a-b'"),
        ('[[term]]\nterm = "rate"\nexact = "yes"\nmeaning = "x"\n', "exact must be true or false"),
    ],
)
def test_a_wrong_term_is_named_with_its_reason(tmp_path, content, reason):
    with pytest.raises(InputError) as refused:
        read_glossary(_written(tmp_path, content))
    assert str(refused.value).startswith("content/glossary.toml, term ")
    assert reason in str(refused.value)


def test_a_form_of_two_terms_is_named_beside_a_fault_of_another(tmp_path):
    content = '[[term]]\nterm = "rate"\nmeaning = "x"\n' * 2 + '[[term]]\nterm = "gap"\nalso = "gaps"\nmeaning = ""\n'
    with pytest.raises(InputError) as refused:
        read_glossary(_written(tmp_path, content))
    for reason in ("term 2: 'rate' is already a form", "term 3: also must be a list", "term 3: meaning is empty"):
        assert reason in str(refused.value)


def test_a_glossary_that_is_missing_is_one_message(tmp_path):
    with pytest.raises(InputError, match=r"glossary\.toml cannot be read"):
        read_glossary(tmp_path / "content" / "glossary.toml")
