"""What was left out of a count, and why: every row that came in is used, or counted under the first reason not to."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from blmk_metrics.engines import Computation
from blmk_metrics.engines.statements import statement
from blmk_metrics.records.inputs import Records

# Under which key the report goes with the Parquet file.
QUALITY = "blmk_metrics.quality"
Quality = Mapping[str, Mapping[str, Any]]


def quality(
    stage: Computation, residents: Records, diagnoses: Records, settings: Mapping[str, object], first_on: date
) -> Quality:
    """The report on both inputs, once all stages have run: rows, used and left_out by reason; and the settings.

    Of residents also how many persons were registered in the years counted, had a condition before, and were at risk.
    """
    accounts = {each.name: _account(stage, each) for each in (residents, diagnoses)}
    (people,) = stage.ask("quality_people", statement("records", "quality_people"), first_on=first_on).to_pylist()
    accounts["residents"] |= people
    return {**accounts, "settings": dict(settings)}


def lines(report: Quality) -> Iterator[str]:
    """The report as it is printed."""
    for name in ("residents", "diagnoses"):
        account = report[name]
        yield f"{name}: {account['rows']:,} rows, {account['used']:,} used"
        for reason, rows in account["left_out"].items():
            yield f"  {rows:,} left out: {reason}"
    people, settings = report["residents"], report["settings"]
    if unseen := settings["unseen_conditions"]:
        which = "any" if len(unseen) == len(settings["conditions"]) else "some"
        yield f"No diagnosis is of {which} condition of the list: {', '.join(unseen)}"
    if settings["records_end"] < f"{settings['to']}-12-31":
        yield f"Onsets are too few after {settings['records_end']}, where the records end: count whole years, with --to"
    yield (
        f"Persons registered in these years, beyond the washout: {people['registered']:,}; "
        f"with a condition before: {people['prevalent']:,}; at risk: {people['at_risk']:,}"
    )


def _account(stage: Computation, records: Records) -> dict[str, Any]:
    name = f"quality_{records.name}"
    rows = {row["reason"]: row["rows"] for row in stage.ask(name, statement("records", name)).to_pylist()}
    return {"rows": records.rows, "used": rows.pop(None, 0), "left_out": rows}
