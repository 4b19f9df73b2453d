"""Small texts with the layouts of official files."""

import json

from blmk_metrics.layouts.fingertips import COLUMNS

AREAS = {
    "E06000055": "Bedford",
    "E06000056": "Central Bedfordshire",
    "E06000032": "Luton",
    "E06000042": "Milton Keynes",
}


def fingertips(*, pad: int = 0, header: tuple[str, ...] = COLUMNS) -> bytes:
    """A Fingertips export of preventable mortality; `pad` makes it longer with rows of areas that nobody knows."""
    rows = [(code, name, 2023, 150 + place) for place, (code, name) in enumerate(AREAS.items())]
    rows += [(f"X{place:08}", "Elsewhere", 2023, 150) for place in range(pad)]
    lines = [",".join(header)]
    for code, name, year, value in rows:
        cells = {
            "Measure ID": "93721",
            "Measure Name": "Under 75 mortality rate from causes considered preventable",
            "Parent Code": "E92000001",
            "Parent Name": "England",
            "Area Code": code,
            "Area Name": name,
            "Area Type": "Counties & UAs (from Apr 2023)",
            "Sex": "Persons",
            "Age": "<75 yrs",
            "Time period": str(year),
            "Value": str(value),
            "Lower CI 95.0 limit": str(value - 10),
            "Upper CI 95.0 limit": str(value + 10),
            "Time period Sortable": f"{year}0000",
        }
        lines.append(",".join(cells.get(column, "") for column in header))
    return ("\n".join(lines) + "\n").encode()


def nomis(begins: int, rows: int, count: int) -> bytes:
    """One page of an answer of Nomis with `count` rows in all."""
    lines = ["DATE_NAME,GEOGRAPHY_CODE,VARIABLE,MEASURES,OBS_VALUE,RECORD_OFFSET,RECORD_COUNT"]
    lines += [f'"Apr 2024-Mar 2025",E06000032,1496,20599,{row}.5,{row},{count}' for row in range(begins, begins + rows)]
    return ("\r\n".join(lines) + "\r\n").encode()


def outlines(**members: object) -> bytes:
    """A layer of the Open Geography Portal with one local authority."""
    square = [[[-0.5, 51.9], [-0.4, 51.9], [-0.4, 52.0], [-0.5, 51.9]]]
    feature = {
        "type": "Feature",
        "properties": {"LAD24CD": "E06000032", "LAD24NM": "Luton"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature], **members}).encode()
