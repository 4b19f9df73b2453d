"""What charts are drawn of in tests: two measures, with and without limits, near the benchmark and far, unreliable,
missing, by group, before a break in the series and after it."""

from typing import Any

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.terms import Polarity
from blmk_metrics.publishing.outlines import feature_collection
from tests.measures_drawn import academic_years, drawn_measure, measured_rows
from tests.releases_drawn import drawn_tables

READING = drawn_measure(period=academic_years(breaks=("2021/22",), uncollected=("2020/21",), baseline="2021/22"))
FALLING = drawn_measure(id="falling", short_name="Falling", decimals=0, polarity=Polarity.LOW_IS_GOOD)
NOW = "2022/23"
READ = """
    area_code | period  | category_type | category | value | lower_ci_95 | upper_ci_95 | lower_ci_998 | upper_ci_998 | flag
    NOR       | 2018/19 | all           |          | 61.0  | 59.0        | 63.0        | 57.5         | 64.5         |
    SOU       | 2018/19 | all           |          | 70.0  | 68.0        | 72.0        | 66.5         | 73.5         |
    WES       | 2018/19 | all           |          | 66.0  | 62.0        | 70.0        | 59.5         | 72.5         |
    ALB       | 2018/19 | all           |          | 68.0  | 67.8        | 68.2        | 67.6         | 68.4         |
    NOR       | 2019/20 | all           |          | 62.5  | 60.5        | 64.5        | 59.0         | 66.0         |
    ALB       | 2019/20 | all           |          | 68.5  | 68.3        | 68.7        | 68.1         | 68.9         |
    NOR       | 2021/22 | all           |          | 53.0  | 51.0        | 55.0        | 49.5         | 56.5         |
    SOU       | 2021/22 | all           |          | 64.0  | 62.0        | 66.0        | 60.5         | 67.5         |
    WES       | 2021/22 | all           |          | 60.5  |             |             |              |              |
    ALB       | 2021/22 | all           |          | 65.0  | 64.8        | 65.2        | 64.6         | 65.4         |
    NOR       | 2022/23 | all           |          | 56.0  | 54.0        | 58.0        | 52.5         | 59.5         |
    SOU       | 2022/23 | all           |          | 66.5  | 64.5        | 68.5        | 63.0         | 70.0         |
    WES       | 2022/23 | all           |          | 58.0  | 46.0        | 70.0        | 38.0         | 78.0         | unreliable
    ALB       | 2022/23 | all           |          | 66.0  | 65.8        | 66.2        | 65.6         | 66.4         |
    NOR       | 2021/22 | sex           | Female   | 57.0  | 54.0        | 60.0        | 52.0         | 62.0         |
    NOR       | 2021/22 | sex           | Male     | 49.0  | 46.0        | 52.0        | 44.0         | 54.0         |
    NOR       | 2022/23 | sex           | Female   | 60.5  | 57.5        | 63.5        | 55.5         | 65.5         |
    NOR       | 2022/23 | sex           | Male     |       |             |             |              |              |
    ALB       | 2022/23 | sex           | Female   | 70.0  | 69.8        | 70.2        | 69.6         | 70.4         |
    ALB       | 2022/23 | sex           | Male     | 62.0  | 61.8        | 62.2        | 61.6         | 62.4         |
"""  # noqa: E501
FELL = """
    area_code | period  | category_type | category | value | lower_ci_95 | upper_ci_95 | lower_ci_998 | upper_ci_998
    NOR       | 2021/22 | all           |          | 4.5   |             |             |              |
    ALB       | 2021/22 | all           |          | 4.0   |             |             |              |
    NOR       | 2022/23 | all           |          | 3.5   | 3.0         | 4.0         | 2.5          | 4.5
    SOU       | 2022/23 | all           |          | 5.5   | 5.0         | 6.0         | 4.5          | 6.5
    ALB       | 2022/23 | all           |          | 4.2   | 4.1         | 4.3         | 4.0          | 4.4
    NOR       | 2022/23 | sex           | Female   | 3.0   |             |             |              |
    NOR       | 2022/23 | sex           | Male     | 4.0   |             |             |              |
"""
ESTIMATES: dict[str, tuple[Measure, str]] = {"reading": (READING, READ), "falling": (FALLING, FELL)}


def rows_of(name: str, cut: str = "all") -> tuple[Row, ...]:
    """The measured rows of one of ESTIMATES in a cut."""
    return measured_rows(*ESTIMATES[name], cut)


def outlines() -> dict[str, Any]:
    """The outlines of the areas, as a map has them."""
    tables = drawn_tables()
    return feature_collection(tables["boundaries"], set(tables["areas"]["area_code"].to_pylist()))
