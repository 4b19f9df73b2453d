"""What an adapter is given to understand a file with, and what it makes of one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.in_force import shipped_catalogue
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measure_parts import PublishedSeries
from blmk_metrics.catalogue.measures import Measure

OPEN_GOVERNMENT = "Open Government Licence v3.0"


@dataclass(frozen=True)
class Reference:
    """What a file is matched against: areas, and the measures of a `catalogue`.

    `areas` maps folded codes and names to the codes of the release's areas, those of its neighbourhoods among them;
    `year` is what the person who ingests says the file is of, where it does not say.
    """

    areas: Mapping[str, str]
    catalogue: Catalogue = field(default_factory=shipped_catalogue)
    year: int | None = None

    def series(self, layout: str) -> Iterator[tuple[Measure, PublishedSeries]]:
        """The official series that measures declare for one kind of file."""
        return self.catalogue.series(layout)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Rows that a file gives to one table of a release, and where they come from. `series` is the id of the measure
    whose published estimates they are, and empty for any other table."""

    name: str
    table: pa.Table
    source: str
    publisher: str
    licence: str = OPEN_GOVERNMENT
    series: str = ""


def typed(name: str, columns: Mapping[str, object]) -> pa.Table:
    """Columns (series of one index, or one value for all rows) as rows of a table of `blmk_metrics.catalogue.extracts`.

    Columns of the table that are not given are missing throughout.
    """
    schema = SCHEMAS[name]
    length = len(next(each for each in columns.values() if isinstance(each, pd.Series)))
    index = next(each for each in columns.values() if isinstance(each, pd.Series)).index
    frame = pd.DataFrame({field: columns.get(field) for field in schema.names}, index=index if length else None)
    return pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata()


def published(
    key: pd.Series,
    declared: Mapping[str, tuple[Measure, PublishedSeries]],
    columns: Mapping[str, pd.Series],
    title: str,
    publisher: str,
) -> list[Part]:
    """The published estimates of every declared measure among rows, one part a measure.

    `key` says of which declared series each row is; `columns` are those of `published_estimates` beside whose it is.
    """
    owner = key.map({each: measure.id for each, (measure, _) in declared.items()})
    columns = {
        "indicator_id": owner,
        "category_type": key.map({each: series.cut_id for each, (_, series) in declared.items()}),
        "category": key.map({each: series.group for each, (_, series) in declared.items()}),
        **columns,
    }
    return [
        Part(
            name="published_estimates",
            series=each,
            source=f"{title}, {', '.join(dict.fromkeys(key[owner == each]))}",
            publisher=publisher,
            table=typed("published_estimates", {name: column[owner == each] for name, column in columns.items()}),
        )
        for each in dict.fromkeys(owner)
    ]
