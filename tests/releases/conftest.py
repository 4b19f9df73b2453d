"""Folders at every stage of publication, of a release so small that a command takes half a second."""

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blmk_metrics.layouts.fingertips import COLUMNS
from blmk_metrics.publishing.storing import Signature, put_release
from blmk_metrics.releases import MANIFEST, REFERENCE, read_manifest, shipped_folder
from blmk_metrics.releases.manifest import written
from tests.measures_drawn import drawn_measure
from tests.releases.driven import Driver
from tests.releases_drawn import drawn_release

AREAS = {
    "E06000055": "Bedford",
    "E06000056": "Central Bedfordshire",
    "E06000032": "Luton",
    "E06000042": "Milton Keynes",
    "E92000001": "England",
}


@pytest.fixture(scope="session")
def driver() -> Iterator[Driver]:
    """Where commands run."""
    driver = Driver()
    yield driver
    driver.close()


@pytest.fixture(scope="session")
def export(tmp_path_factory) -> Callable[[int], Path]:
    """Write emergency admissions for falls as Fingertips exports them, at some rate; return the file."""

    def write(rate: int) -> Path:
        path = tmp_path_factory.mktemp("export") / "falls.csv"
        fields = {"Indicator ID": "22401", "Sex": "Persons", "Age": "65+ yrs", "Count": "500", "Denominator": "25000"}
        with path.open("w", newline="") as file:
            rows = csv.DictWriter(file, COLUMNS, restval="")
            rows.writeheader()
            for code, name in AREAS.items():
                for year in range(2019, 2022):
                    limits = {"Lower CI 95.0 limit": rate - 100, "Upper CI 95.0 limit": rate + 100}
                    limits |= {"Lower CI 99.8 limit": rate - 150, "Upper CI 99.8 limit": rate + 150}
                    period = f"{year}/{year % 100 + 1}"
                    where = {"Area Code": code, "Area Name": name, "Time period": period, "Value": rate}
                    rows.writerow({**fields, **limits, **where})
        return path

    return write


@pytest.fixture(scope="session")
def without_figures(tmp_path_factory) -> Path:
    """A folder with a release of reference tables only: what is released into it is all that it measures. Not to
    change."""
    folder = tmp_path_factory.mktemp("without_figures") / "data"
    folder.mkdir()
    for room in ("extracts", "reference"):
        shutil.copytree(shipped_folder() / room, folder / room)
    shipped = read_manifest(shipped_folder() / MANIFEST)
    kept = [each for each in shipped.extracts if each.name in (*REFERENCE, "area_names")]
    (folder / MANIFEST).write_bytes(written("No figures", shipped.published, "", kept))
    return folder


@pytest.fixture(scope="session")
def stages(driver, export, without_figures, tmp_path_factory) -> dict[str, Path]:
    """Folders that serve release A, have a candidate, have checked it, have published B, and then C. Not to change."""
    root = tmp_path_factory.mktemp("stages")
    folder = root / "begun"
    shutil.copytree(without_figures, folder)

    def release(title: str, rate: int) -> None:
        for command in (("ingest", export(rate)), ("check",), ("publish", "--title", title)):
            shutil.copytree(folder, root / f"before {command[0]} {title}")
            outcome = driver.run(folder, *command)
            assert not outcome.code, outcome

    release("A", 2000)
    first = read_manifest(folder / MANIFEST)
    put_release(folder, written("A", first.published, "", first.extracts, answers=first.answers), Signature())
    shutil.rmtree(folder / "history")
    release("B", 2100)
    shutil.copytree(folder, root / "published")
    release("C", 2200)
    names = {"released": "before ingest B", "ingested": "before check B", "checked": "before publish B"}
    names |= {"published": "published", "third": "begun"}
    return {stage: root / name for stage, name in names.items()}


@pytest.fixture
def at(stages, tmp_path) -> Callable[..., Path]:
    """A copy of a stage, to change."""

    def copy(stage: str, name: str = "data") -> Path:
        shutil.copytree(stages[stage], tmp_path / name)
        return tmp_path / name

    return copy


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no disk may be mounted here ({mounted.stderr.strip()}): see the tests that stand in")
    yield place
    subprocess.run(["umount", place], check=True)


def _of_northam(value: int) -> str:
    return f"""
        period  | area_code | value   | lower_ci_95 | upper_ci_95
        2022/23 | NOR       | {value} | 50          | 70
        2022/23 | ALB       | 64      | 63          | 65
    """


@pytest.fixture(scope="session")
def three_releases(tmp_path_factory) -> Path:
    """A folder with three releases, each of another figure of Northam: 61, 62, and 63. Not to change."""
    folder = tmp_path_factory.mktemp("published") / "data"
    reading = drawn_measure()
    for value in (61, 62, 63):
        drawn_release(folder, {reading.id: _of_northam(value)}, [reading])
    return folder
