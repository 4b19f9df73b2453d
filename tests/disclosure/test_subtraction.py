"""Which counts of two releases give a few people away when one release is subtracted from the other."""

import pyarrow as pa
import pytest

from tests.drawn import table

LUTON, BEDFORD, CENTRAL, BLMK = "E06000032", "E06000055", "E06000056", "E54000024"
COLUMNS = ("category_type", "area_code", "period", "category", "numerator", "shown")
CELL = "category_type | area_code | period | category"


def _release(rows: list[dict]) -> pa.Table:
    texts = dict.fromkeys(COLUMNS[:4], pa.string())
    rows = [{**row, **{name: str(row[name] or "") for name in texts}} for row in rows]
    return pa.Table.from_pylist(rows, pa.schema({**texts, "numerator": pa.float64(), "shown": pa.bool_()}))


@pytest.fixture
def subtracted(run_stage):
    """The offending counts of a drawing that has each release's count, a star behind it where it is hidden; blank, the
    release has none."""

    def run(drawing: str, closed: tuple[str, ...] = ()) -> list[dict]:
        releases = {
            name: _release([_cell(row, name) for row in table(drawing) if row[name] is not None])
            for name in ("earlier", "later")
        }
        return run_stage(("disclosure", "subtracted"), releases, closed_periods=list(closed))

    return run


def _cell(row: dict, release: str) -> dict:
    count = str(row[release])
    return {**row, "numerator": float(count.rstrip("*")), "shown": not count.endswith("*")}


def _single(earlier: str, later: str) -> str:
    return f"{CELL} | earlier | later\nall | {LUTON} | 2023 | | {earlier} | {later}"


@pytest.mark.parametrize(
    ("earlier", "later", "reason"),
    [
        ("100", "100", None),
        ("100", "101", "it differs by 1 to 7"),
        ("100", "107", "it differs by 1 to 7"),
        ("100", "93", "it differs by 1 to 7"),
        ("100", "108", None),
        ("100", "92", None),
        ("0", "8", None),
        ("8.5", "9.1", "it differs by 1 to 7"),
        # What guards now was shown before, or is shown now that nothing needs it.
        ("40", "40*", "it is shown in one release and hidden in the other"),
        ("40*", "40", "it is shown in one release and hidden in the other"),
        ("40", "45*", "it is shown in one release and hidden in the other"),
        ("40", "48*", None),
        ("9", "5*", "it is shown in one release and hidden in the other"),
        # That nobody was counted before tells nothing of a few who are hidden now; of nobody, it does.
        ("0", "5*", None),
        ("5*", "0", None),
        ("0", "0*", "it is shown in one release and hidden in the other"),
        # Whatever is hidden in both stays so.
        ("3*", "5*", None),
        ("", "40", None),
        ("40", "", None),
    ],
)
def test_a_count_offends_where_its_change_or_what_hides_it_can_be_seen(subtracted, earlier, later, reason):
    rows = subtracted(_single(earlier, later))
    assert [row["reason"] for row in rows] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("earlier", "later", "offends"),
    [("100", "100", False), ("100", "150", True), ("3*", "5*", True), ("", "40", True), ("40", "", True)],
)
def test_in_a_closed_period_any_change_offends(subtracted, earlier, later, offends):
    reasons = [row["reason"] for row in subtracted(_single(earlier, later), closed=("2022", "2023"))]
    assert reasons == ["the period is closed, and the count is not as it was"] * offends
    of_another = [row["reason"] for row in subtracted(_single("100", "150"), closed=("2022",))]
    assert of_another == []


def test_hidden_groups_offend_by_their_total_where_together_they_differ_by_few(subtracted):
    drawing = f"""
        {CELL} | earlier | later
        all | {LUTON} | 2023 |           | 130 | 150
        sex | {LUTON} | 2023 | Female    | 80  | 96
        sex | {LUTON} | 2023 | Male      | 47* | 50*
        sex | {LUTON} | 2023 | Not known | 3*  | 4*
        all | {LUTON} | 2024 |           | 130 | 150
        sex | {LUTON} | 2024 | Female    | 80  | 90
        sex | {LUTON} | 2024 | Male      | 47* | 56*
        sex | {LUTON} | 2024 | Not known | 3*  | 4*
    """
    assert subtracted(drawing) == [
        {
            **{"category_type": "all", "area_code": LUTON, "period": "2023", "category": ""},
            "reason": "its hidden parts together differ by 1 to 7",
        }
    ]


def test_so_do_hidden_places_by_their_footprint_in_each_group(subtracted):
    drawing = f"""
        {CELL} | earlier | later
        sex | {BLMK}    | 2023 | Female | 300 | 330
        sex | {LUTON}   | 2023 | Female | 200 | 225
        sex | {BEDFORD} | 2023 | Female | 95* | 98*
        sex | {CENTRAL} | 2023 | Female | 5*  | 7*
    """
    (row,) = subtracted(drawing)
    assert (row["category_type"], row["area_code"], row["category"]) == ("sex", BLMK, "Female")
    assert row["reason"] == "its hidden parts together differ by 1 to 7"


def test_offending_counts_come_in_reading_order_and_without_the_counts(subtracted):
    drawing = f"""
        {CELL} | earlier | later
        deprivation_quintile | {LUTON} | 2023 | 5 (least deprived) | 90  | 91
        deprivation_quintile | {LUTON} | 2023 | 2                  | 90  | 91
        deprivation_quintile | {LUTON} | 2023 | 1 (most deprived)  | 90  | 91
        all                  | {LUTON} | 2024 |                    | 900 | 903
        all                  | {LUTON} | 2023 |                    | 900 | 903
        all                  | {BLMK}  | 2023 |                    | 900 | 903
        all                  | E0      | 2023 |                    | 900 | 903
    """
    rows = subtracted(drawing)
    assert {tuple(row) for row in rows} == {("category_type", "area_code", "period", "category", "reason")}
    assert [(row["area_code"], row["period"], row["category"]) for row in rows] == [
        (BLMK, "2023", ""),
        (LUTON, "2023", ""),
        (LUTON, "2024", ""),
        ("E0", "2023", ""),
        (LUTON, "2023", "1 (most deprived)"),
        (LUTON, "2023", "2"),
        (LUTON, "2023", "5 (least deprived)"),
    ]
