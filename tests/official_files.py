"""Small files in the layouts of official sources, and a release made of them. Figures are those of the partnership's
plan where it prints them, and invented elsewhere."""

import json
from datetime import date
from pathlib import Path

from blmk_metrics.publishing.candidates import check, ingest, publish
from blmk_metrics.publishing.provenance import SourceNotes

PLACES = {
    "E06000055": "Bedford",
    "E06000056": "Central Bedfordshire",
    "E06000032": "Luton",
    "E06000042": "Milton Keynes",
}
ENGLAND = {"E92000001": "England"}
TODAY = date(2026, 11, 22)
NO_NOTES = SourceNotes()

FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to percentiles,"
    "Time period Sortable,New data,Compared to goal,Time period range"
)
# Standardised rates of falls, per 100,000: the plan's first and last year.
FALLS = {
    "2019/20": {"E06000055": 2100, "E06000056": 2339, "E06000032": 2488, "E06000042": 2520, "E92000001": 2256},
    "2022/23": {"E06000055": 1725, "E06000056": 1842, "E06000032": 1639, "E06000042": 1999, "E92000001": 1933},
}
READINESS = {
    2022: {
        "Bedford Borough": 63.8,
        "Central Bedfordshire": 65.5,
        "Luton": 56.6,
        "Milton Keynes": 66.7,
        "England": 65.2,
    },
    2024: {
        "Bedford Borough": 66.2,
        "Central Bedfordshire": 68.9,
        "Luton": 62.0,
        "Milton Keynes": 68.4,
        "England": 67.7,
    },
}
NUMBERS = {"Bedford Borough": 822, "Central Bedfordshire": 823, "Luton": 821, "Milton Keynes": 826, "England": 970}
# West, south: each Place is a square of a fifth of a degree, beside the next.
CORNERS = {"E06000055": (-0.5, 52.1), "E06000056": (-0.5, 51.9), "E06000032": (-0.3, 51.9), "E06000042": (-0.7, 51.9)}
SIDE = 0.2


def fingertips_falls() -> str:
    """Falls with a publisher's verdicts but, save for Luton, without limits."""
    lines = [FINGERTIPS]
    for period, values in FALLS.items():
        for code, value in values.items():
            name = (PLACES | ENGLAND)[code]
            limits = f"{value - 90},{value + 95},{value - 140},{value + 150}" if name == "Luton" else ",,,"
            compared = "Not compared" if name == "England" else "Better" if value < values["E92000001"] else "Worse"
            trend = "Decreasing and getting better" if period == "2022/23" else ""
            lines.append(
                f"22401,Emergency admissions due to falls,E92000001,England,{code},{name},Counties & UAs,Persons,65+,,,"
                f"{period},{value},{limits},,,,{trend},{compared},Not compared,{period[:4]}0000,,,1y"
            )
    return "\n".join(lines) + "\n"


def lait_readiness() -> str:
    """School readiness as the Local Authority Interactive Tool gives it: no limits, no verdicts."""
    lines = ["Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region"]
    for year, values in READINESS.items():
        for name, value in values.items():
            lines.append(f"FSP_NEW_GOODDEV,FSP (NEW),{year},{name},{value},{NUMBERS[name]}.0,NA")
    return "\n".join(lines) + "\n"


def early_years_counts() -> str:
    """School readiness with counts, one year of which the other file has too."""
    lines = [
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
        "new_la_code,la_name,gender,number_of_children,gld_number,gld_percent"
    ]
    for period, share in (("201819", 0.7), ("202122", 0.6)):
        for code, name in (PLACES | ENGLAND).items():
            area = ",,,,," if name == "England" else f",,,,{code},{name}"
            level = "National" if name == "England" else "Local Authority"
            for gender, children in (("Total", 2000), ("Girls", 950), ("Boys", 1050)):
                good = round(children * (share + (0.02 if gender == "Girls" else 0)))
                if gender == "Boys":
                    good = round(2000 * share) - round(950 * (share + 0.02))
                lines.append(
                    f"{period},Academic year,{level},E92000001,England{area},{gender},{children},{good},"
                    f"{100 * good / children:.1f}"
                )
    return "\n".join(lines) + "\n"


def authorities() -> str:
    """Square outlines of the Places and of one neighbour, as the Open Geography Portal gives them."""
    squares = {code: (name, *CORNERS[code], SIDE) for code, name in PLACES.items()}
    squares["E06000060"] = ("Buckinghamshire", -0.9, 51.9, SIDE)
    return _layer(
        [({"LAD24CD": code, "LAD24NM": name}, west, south, side) for code, (name, west, south, side) in squares.items()]
    )


def neighbourhoods() -> str:
    """Four square LSOAs in each Place."""
    features = []
    for place, (code, name) in enumerate(PLACES.items()):
        for number in range(4):
            west, south = CORNERS[code]
            lsoa = {"LSOA21CD": f"E0101{place}00{number}", "LSOA21NM": f"{name} 00{number // 2 + 1}{'AB'[number % 2]}"}
            half = SIDE / 2
            features.append((lsoa, west + half * (number % 2), south + half * (number // 2), half))
    return _layer(features)


def deprivation() -> str:
    """The Index of Multiple Deprivation of those LSOAs: the first of each Place is among the most deprived tenth."""
    lines = ["lsoa21_name,lsoa21_code,ltla24_name,ltla24_code,IMD_decile,IMD_rank,IMD_score"]
    for feature in json.loads(neighbourhoods())["features"]:
        area = feature["properties"]
        number = int(area["LSOA21CD"][-1])
        place = area["LSOA21NM"].rsplit(" ", 1)[0]
        code = next(code for code, name in PLACES.items() if name == place)
        lines.append(f"{area['LSOA21NM']},{area['LSOA21CD']},{place},{code},{3 * number + 1},{1 + number * 10127},30.5")
    return "\n".join(lines) + "\n"


def falls_by_neighbourhood() -> str:
    """Local counts of falls by LSOA: in the first of Bedford there are too few to show."""
    lines = ["financial_year,area_code,sex,age_band,admissions,population"]
    for feature in json.loads(neighbourhoods())["features"]:
        code = feature["properties"]["LSOA21CD"]
        for sex in "FM":
            for place, band in enumerate(("65-69", "70-74", "75-79", "80-84", "85-89", "90+")):
                few = code == "E01010000"
                admissions = (place == 0 and sex == "F") * 3 if few else 4 + place * 3
                lines.append(f"2022/23,{code},{sex},{band},{admissions},{200 - 20 * place}")
    return "\n".join(lines) + "\n"


FILES = {
    "falls.csv": fingertips_falls,
    "readiness.csv": lait_readiness,
    "counts.csv": early_years_counts,
    "authorities.geojson": authorities,
    "neighbourhoods.geojson": neighbourhoods,
    "deprivation.csv": deprivation,
}


def write_files(folder: Path, *names: str) -> list[Path]:
    """Write some of FILES, or all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names or FILES]
    for path in paths:
        path.write_text(FILES[path.name](), encoding="utf-8")
    return paths


def released(folder: Path, paths: list[Path], title: str = "Official figures", notes: SourceNotes = NO_NOTES) -> str:
    """Make files, of which these notes are, the release of a folder; return its id."""
    ingest(folder, paths, notes, TODAY)
    check(folder)
    return publish(folder, title, TODAY)


def with_local_counts(folder: Path) -> Path:
    """A folder with a release of all of FILES, and one after it with local counts of falls as well."""
    released(folder / "data", write_files(folder / "files"))
    (folder / "local.csv").write_text(falls_by_neighbourhood())
    released(folder / "data", [folder / "local.csv"], "With local counts")
    return folder / "data"


def _layer(squares: list[tuple[dict, float, float, float]]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[w, s], [w + side, s], [w + side, s + side], [w, s + side], [w, s]]],
            },
        }
        for properties, w, s, side in ((p, round(w, 3), round(s, 3), side) for p, w, s, side in squares)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})
