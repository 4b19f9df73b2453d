"""A gap that has turned round is not praised: on the far side of nought neither direction is good."""

import pyarrow as pa
import pytest

from blmk_metrics.indicators import BY_ID
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.stages import measured_table

GAP = BY_ID["first_condition_gap"]


@pytest.fixture(scope="module")
def rows(release):
    """The release's onsets with the deprivation of one Place turned upside down from 2021 on."""
    onsets = release.tables["first_condition_onsets"].to_pandas()
    turned = (onsets["area_code"] == "E06000055") & (onsets["year"] >= 2021)
    onsets.loc[turned, "deprivation_quintile"] = 6 - onsets.loc[turned, "deprivation_quintile"]
    onsets.loc[turned, "deprivation_decile"] = 11 - onsets.loc[turned, "deprivation_decile"]
    table = pa.Table.from_pandas(onsets, preserve_index=False)
    measured = measured_table(GAP, open_engine({**release.tables, "first_condition_onsets": table})).to_pylist()
    return {row["period"]: row for row in measured if row["area_code"] == "E06000055"}


def test_a_gap_below_nought_is_lower_not_better(rows):
    assert rows["2023"]["value"] < 0
    assert rows["2023"]["comparison"] in ("lower", "much lower")
    assert rows["2023"]["change_verdict"] == "decreased"


def test_a_gap_above_nought_is_judged_as_before(rows):
    assert rows["2019"]["value"] > 0
    assert rows["2019"]["comparison"] in ("similar", "better", "worse", "much better", "much worse")
