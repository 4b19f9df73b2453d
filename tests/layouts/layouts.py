"""Small files as their publishers lay them out, of every kind that is read: what the fuzz tests begin with."""

import csv
import dataclasses
import io
from dataclasses import dataclass

from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.catalogue.measure_parts import PublishedSeries
from blmk_metrics.layouts.parts import Reference
from tests.layouts import test_early_years, test_fingertips, test_nomis
from tests.layouts.test_deprivation import EXTRACT, GOVERNMENT
from tests.layouts.test_population import AGES, NOMIS
from tests.shipped import MEASURES

PLACES = {"Bedford": "E06000055", "Luton": "E06000032", "Milton Keynes": "E06000042", "England": "E92000001"}
AREAS = {label.casefold(): code for name, code in PLACES.items() for label in (name, code)} | {"e54000024": "E54000024"}
REFERENCE = Reference(AREAS, year=2020)
# A name that Windows-1252 writes otherwise than UTF-8 does.
STRANGER, STRANGE = "Côte-d’Or", "E06000999"
SERIES = PublishedSeries(layout="explore_local_statistics", key="Good level of development")
DECLARED = dataclasses.replace(MEASURES["school_readiness"], series=(SERIES,))


@dataclass(frozen=True)
class Layout:
    """A table as its publisher makes it: its `figures` are the columns of numbers that each of its `used` rows has."""

    name: str
    header: list[str]
    rows: list[list[str]]
    figures: tuple[str, ...]
    reference: Reference = REFERENCE
    strangers: int = 1
    titles: str = ""
    notes: str = ""

    @property
    def used(self) -> range:
        """The rows of areas that the release knows: the last are of others."""
        return range(len(self.rows) - self.strangers)

    def text(self, end: str = "\n", **how: object) -> str:
        """The file."""
        return "".join((self.titles.replace("\n", end), *self.lines(end, **how), self.notes.replace("\n", end)))

    def lines(self, end: str = "\n", **how: object) -> list[str]:
        """The header and each row, as they are written."""
        return [_line(cells, end, **how) for cells in (self.header, *self.rows)]

    def line(self, row: int) -> int:
        """The line of the file on which a row begins."""
        return 1 + (self.titles + "".join(self.lines()[: row + 1])).count("\n")

    def having(self, row: int, column: str, cell: str) -> "Layout":
        """The same table with another cell."""
        rows = [list(cells) for cells in self.rows]
        rows[row][self.header.index(column)] = cell
        return dataclasses.replace(self, rows=rows)


def _line(cells: list[str], end: str, **how: object) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=end, **how).writerow(cells)
    return text.getvalue()


def _drawn(name: str, text: str, figures: str, **fields: object) -> Layout:
    header, *rows = csv.reader(io.StringIO(text))
    return Layout(name, header, rows, tuple(figures.split()) if isinstance(figures, str) else figures, **fields)


def _fingertips(columns: int) -> Layout:
    luton, header = test_fingertips.LUTON, test_fingertips.HEADER[:columns]
    rows = [
        luton,
        *(
            luton | {"Sex": sex, "Value": value, "Value note": "=1+1"}
            for sex, value in (("Male", "1"), ("Female", "2"))
        ),
        luton | {"Time period": "2021/22", "Value": "1510.5", "Count": "480"},
        luton | {"Area Code": PLACES["England"], "Area Name": "England", "Value": "1933", "Denominator": "10500000"},
        luton | {"Area Code": STRANGE, "Area Name": STRANGER},
    ]
    figures = ("Value", *(f"{side} CI {level} limit" for side in ("Lower", "Upper") for level in ("95.0", "99.8")))
    cells = [[row.get(column, "") for column in header] for row in rows]
    return Layout(f"fingertips {columns}", header, cells, (*figures, "Count", "Denominator"))


def _nomis() -> Layout:
    lines = [
        line
        for area, variable in (("Luton", "1496"), ("Luton", "1503"), ("England", "1496"), ("Swindon", "1496"))
        for line in test_nomis.rows(area, "Apr 2023-Mar 2024", variable, "28.9", "11100", "38400", "9.1")
    ]
    text = "".join(line.format(offset=place, count=len(lines)) for place, line in enumerate(lines))
    text = test_nomis.HEADER + text.replace("Swindon", STRANGER).replace("E06000030", STRANGE)
    return _drawn("nomis", text, "OBS_VALUE RECORD_COUNT", strangers=4)


def _chosen() -> Layout:
    header = "DATE_NAME,GEOGRAPHY_NAME,VARIABLE_NAME,MEASURES_NAME,OBS_VALUE\n"
    rows = "".join(
        f"Apr 2023-Mar 2024,{area},% of economically inactive long-term sick,{measure},{value}\n"
        for area in ("Luton", "England", STRANGER)
        for measure, value in (("Variable", "28.9"), ("Numerator", "11100"), ("Denominator", "38400"))
    )
    return _drawn("nomis chosen", header + rows, "OBS_VALUE", strangers=3)


def _wizard() -> Layout:
    header = f"{test_nomis.AREA},mnemonic,{test_nomis.SICK},numerator,denominator,conf\n"
    rows = "".join(f"{name},{code},28.9,11100,38400,9.1\n" for name, code in [*PLACES.items(), (STRANGER, STRANGE)])
    titles = test_nomis.TITLES + '"date:","Apr 2023-Mar 2024"\n\n'
    figures = (test_nomis.SICK.strip('"'), "numerator", "denominator", "conf")
    return _drawn("nomis wizard", header + rows, figures, titles=titles, notes=test_nomis.NOTES)


def _early_years() -> list[Layout]:
    counted = {"Total": ("3000", "1900"), "Girls": ("1400", "1000"), "Boys": ("1600", "900")}
    old = "".join(test_early_years.old(place, sex, *counted[sex]) for place in ("Luton", "England") for sex in counted)
    new = "".join(
        test_early_years.new(place, sex, "Total", "Total", f"{','.join(counted[sex])},62.5")
        for place in ("Luton", "England")
        for sex in counted
    )
    percent = new
    for cells in counted.values():
        percent = percent.replace(f"{','.join(cells)},", "")
    stranger = test_early_years.new("Swindon", "Total", "Total", "Total", "62.5").replace("Swindon", STRANGER)
    end = test_early_years.old("Swindon", "Total", "9", "8").replace("Swindon", STRANGER)
    return [
        _drawn("early years old", test_early_years.OLD + old + end, "number_of_children gld_number gld_percent"),
        _drawn(
            "early years new",
            test_early_years.NEW + new + stranger.replace("62.5", "9,8,62.5"),
            "children_number gld_number gld_percentage",
        ),
        _drawn("early years percent", test_early_years.PERCENTAGES + percent + stranger, "gld_percentage"),
    ]


def _lait() -> Layout:
    text = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"
    areas = (("Luton", "821.0"), ("Bedford", "822.0"), ("England", "970.0"), (STRANGER, "302.0"))
    years = (("2022", "62.25"), ("2024", "63.5"))
    rows = (f"FSP_NEW_GOODDEV,,{year},{area},{value},{code},East\n" for area, code in areas for year, value in years)
    return _drawn("lait", text + "".join(rows), "Values", strangers=2)


def _local_statistics() -> Layout:
    text = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
    text += "".join(
        f"{code},{area},LA,Good level of development,{year}-09-01/P1Y,62,Percentage,%,60,64,=1+1,Final\n"
        for area, code in [*PLACES.items(), (STRANGER, STRANGE)]
        for year in (2022, 2023)
    )
    reference = Reference(AREAS, catalogue_of([DECLARED]))
    return _drawn("local statistics", text, "observation lci_95 uci_95", reference=reference, strangers=2)


def _population() -> list[Layout]:
    rows = "".join(
        f"{code},{name},{2000 * 91},{','.join(['2000'] * 91)}\n"
        for name, code in [*PLACES.items(), (STRANGER, STRANGE)]
    )
    ages = ("Age 0", *(f"Age {age}" for age in range(1, 90)), "Aged 90+")
    nomis = "".join(
        f"2023,2023,{name},{code},{sex},{age},Value,2000,Normal Value\n"
        for name, code in (("Luton", "E06000032"), (STRANGER, STRANGE))
        for sex in ("Male", "Female")
        for age in ages
    )
    return [
        _drawn("population", f"code,name,all,{','.join(AGES)}\n" + rows, "all 0 1 89 90+"),
        _drawn("population nomis", NOMIS.format(sex="GENDER") + nomis, "OBS_VALUE", strangers=182),
    ]


def _deprivation() -> list[Layout]:
    rows = "Luton 021D,E01015792,Luton,E06000032,3.0,3.0,7779.0,31.062\n"
    rows += "Bedford 001A,E01017400,Bedford,E06000055,10,3,33755,1\n"
    strange = f"{STRANGER} 001A,E01000001,{STRANGER},{STRANGE},3.0,3.0,7779.0,31.062\n"
    government = (
        "E01015693,Luton 007A,E06000032,Luton,9.813,24148,8,0.06\nE01017400,Bedford 001A,E06000055,Bedford,80,1,1,0\n"
    )
    other = f"E01000001,{STRANGER} 001A,{STRANGE},{STRANGER},6.208,29199,9,0.007\n"
    return [
        _drawn("deprivation", EXTRACT + rows + strange, "IMD_decile IMD_rank IMD_score"),
        _drawn("deprivation of the government", GOVERNMENT + government + other, tuple(GOVERNMENT.split(",")[4:7])),
    ]


def _counts() -> list[Layout]:
    """Each table in a release's own columns; a word in capitals is an area."""
    drawn = {
        "early_years_profile": "academic_year,area_code,sex,free_school_meals,children,good_level_of_development\n"
        "2023/24,LUTON,F,true,1000,500\n2023/24,LUTON,M,false,1200,600\n2022/23,ENGLAND,,,200,130\n2022/23,OTHER,,,2,1\n",
        "preventable_deaths": "year,area_code,sex,age_band,deaths,population\n"
        "2023,LUTON,F,65-69,12,4508\n2022,ENGLAND,M,90+,1000,90000\n2022,OTHER,M,90+,1,9\n",
        "emergency_falls_admissions": "financial_year,area_code,sex,age_band,admissions,population\n"
        "2022/23,LUTON,F,65-69,28,4508\n2022/23,ENGLAND,U,90+,3,\n2022/23,OTHER,U,90+,3,\n",
        "annual_population_survey": "period,area_code,long_term_sick,economically_inactive,half_width_95\n"
        "2023/24,LUTON,11100,38400,9.1\n2023/24,ENGLAND,1700000,7300000,0.6\n2023/24,OTHER,1,2,3\n",
        "first_condition_onsets": "year,area_code,deprivation_quintile,deprivation_decile,sex,age,person_years,onsets\n"
        "2023,LUTON,2,3,F,47,65.70841889117042,1\n2022,ENGLAND,5,10,M,0,1500.5,0\n2023,OTHER,2,3,F,47,65.7,1\n",
        "published_figures": "indicator_id,area_code,period,figure,value,decimals\n"
        "falls_admissions,LUTON,2022/23,value,1639,0\nfalls_admissions,ENGLAND,2022/23,value,1933,0\n"
        "falls_admissions,OTHER,2022/23,value,1,0\n",
        "area_names": "name,area_code\nLuton UA,LUTON\nEngland,ENGLAND\nCôte,OTHER\n",
        "areas": "area_code,area_name,full_name,area_type,position,valid_from,valid_to\n"
        "LUTON,Luton,Luton Borough,place,1,2009-04-01,\nENGLAND,England,England,country,2,2009-04-01,2030-03-31\n",
        "area_members": "footprint_code,member_code\nE54000024,LUTON\nE54000024,BEDFORD\n",
    }
    codes = {name.upper(): code for name, code in PLACES.items()} | {"OTHER": STRANGE}
    figures = {
        *("children", "good_level_of_development", "deaths", "population", "admissions", "long_term_sick", "onsets"),
        *("economically_inactive", "half_width_95", "person_years", "deprivation_quintile", "deprivation_decile"),
        *("age", "value", "decimals", "position"),
    }
    layouts = []
    for name, text in drawn.items():
        strangers = int("OTHER" in text)
        for word, code in codes.items():
            text = text.replace(word, code)
        layout = _drawn(name, text, "", strangers=strangers)
        layouts.append(dataclasses.replace(layout, figures=tuple(each for each in layout.header if each in figures)))
    return layouts


LAYOUTS = (
    *(_fingertips(26), _fingertips(27), _nomis(), _chosen(), _wizard(), *_early_years(), _lait(), _local_statistics()),
    *(*_population(), *_deprivation(), *_counts()),
)
BY_NAME = {layout.name: layout for layout in LAYOUTS}
