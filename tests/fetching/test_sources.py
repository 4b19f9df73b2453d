"""The list of sources: data that is refused with its line when it cannot be right."""

from pathlib import Path

import pytest

from blmk_metrics.errors import InputError
from blmk_metrics.fetching import read_sources
from tests.shipped import MEASURES

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "sources.csv"
HEADER = "name,title,layout,url,publisher,licence\n"


def listed(tmp_path, text, header=HEADER):
    path = tmp_path / "sources.csv"
    path.write_text(header + text)
    return read_sources(path)


def test_the_sources_that_ship_are_all_encrypted_and_named_once():
    sources = read_sources(SHIPPED)
    assert all(source.url.startswith("https://") for source in sources)
    assert len({source.file for source in sources}) == len(sources)


def test_every_series_of_fingertips_and_nomis_that_a_measure_declares_is_asked_for():
    addresses = " ".join(source.url for source in read_sources(SHIPPED))
    for measure in MEASURES.values():
        for series in measure.series:
            if series.layout in ("fingertips", "nomis"):
                assert series.key in addresses, series


def test_areas_are_put_where_an_address_asks_for_them(tmp_path):
    (source,) = listed(tmp_path, "a,A,nomis,https://x.org/?g={areas}&d=1,P,L\n")
    assert source.address(["E06000032", "E92000001"]) == "https://x.org/?g=E06000032,E92000001&d=1"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("b,B,nomis,https://x.org/?a=1,2,P,L", "7 cells"),
        ("b,B,nomis,https://x.org/,P", "5 cells"),
        ("b,,nomis,https://x.org/,P,L", "title is empty"),
        ("../b,B,nomis,https://x.org/,P,L", "small letters"),
        ("a,B,nomis,https://x.org/,P,L", "name 'a' is there twice"),
        ("b,B,nomis,https://x.org/{area},P,L", "{area}"),
        ("b,B,nomis,http://x.org/,P,L", "only https:// is safe"),
        ("b,B,nomis,ftp://x.org/,P,L", "only https:// is safe"),
        ("b,B,nomis,https://me:secret@x.org/,P,L", "password"),
        ("b,B,nomis,x.org/data.csv,P,L", "no address"),
        ("b,B,nomis,https://x.org/a b,P,L", "no address"),
        ("b,B,nomis,https://[x/,P,L", "no address"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_line(tmp_path, row, message):
    with pytest.raises(InputError, match="line 3: ") as raised:
        listed(tmp_path, f"a,A,nomis,https://x.org/,P,L\n{row}\n")
    assert message in str(raised.value)


def test_every_fault_of_a_list_is_named_with_its_line(tmp_path):
    rows = ["a,A,nomis,https://x.org/,P,L", "A,,nomis,http://x.org/,P,L", "b", "a,B,nomis,https://x.org/,P,L"]
    with pytest.raises(InputError) as raised:
        listed(tmp_path, "\n".join(rows))
    assert [line.split(";")[0] for line in str(raised.value).splitlines()[1:]] == [
        "- line 3: name 'A' may have only small letters, digits and _",
        "- line 3: title is empty",
        "- line 3: url is http://x.org, but only https:// is safe",
        "- line 4: has 1 cells, but the header 6",
        "- line 5: name 'a' is there twice",
    ]


@pytest.mark.parametrize(("text", "header"), [("", HEADER), ("", ""), ("a,b\n", "name,url\n"), ('a,"', HEADER)])
def test_a_list_that_is_no_list_is_refused(tmp_path, text, header):
    with pytest.raises(InputError, match=r"sources\.csv"):
        listed(tmp_path, text, header)


def test_a_list_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_sources(tmp_path / "none.csv")
