"""Everything that somebody outside can receive of a release: pages in every state, downloads, the command line."""

import contextlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import streamlit as st
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from blmk_metrics import __main__ as command_line
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.drawing import pictures
from blmk_metrics.figures import Figure
from blmk_metrics.meeting import Drawings
from blmk_metrics.releases import read_release
from tests.disclosure.releases import YEARS
from tests.pages.test_pages import _page
from tests.shipped import DECLARED

LOCAL = {measure.id: measure for measure in DECLARED.values() if measure.regime is Regime.LOCAL}
# Of these, what `tests.disclosure.releases` counts by neighbourhood.
BY_NEIGHBOURHOOD = "falls_admissions"
BREAKDOWNS = {name: measure.cuts for name, measure in LOCAL.items()}
CUTS = {name: (*cuts, *["small_area"] * (name == BY_NEIGHBOURHOOD)) for name, cuts in BREAKDOWNS.items()}
# The measure that can be said in more ways than one, and the ways beside the one that leads.
INEQUALITY, AVERAGES, SUMMARY = "first_condition_gap", ("life_table_median_age", "crude_mean_age"), "quantile_gap"
PERIODS = {
    name: [f"{year}/{(year + 1) % 100}" if measure.period_type.spans_two_years else str(year) for year in YEARS]
    for name, measure in LOCAL.items()
}
# What a release's content decides without telling it: hashes, the identities of elements, of runs and of visits.
IDENTITIES = re.compile(
    r"\b[0-9B-DF-HJKMNP-TV-Z]{4}-[0-9B-DF-HJKMNP-TV-Z]{4}\b"
    r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,64}"
)


@dataclass(frozen=True)
class State:
    """One page as somebody may have it: its file, its route, and the parameters of its address."""

    file: str
    place: str
    route: str = ""
    parameters: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.route or self.file} {self.place} {dict(self.parameters)}"


def states(places: Sequence[str], periods: int) -> tuple[State, ...]:
    """Every page in every state, for some areas, and for as many of the latest periods."""
    found = [State("definitions_and_methods", places[0]), State("data_and_provenance", places[0])]
    for place in places:
        found += [State(page, place) for page in ("overview", "place_profile", "report_pack", "meeting_mode")]
        for measure, cuts in BREAKDOWNS.items():
            found.append(State("priority", place, route=measure))
            found += [State("inequalities", place, parameters=(("measure", measure), ("by", cut))) for cut in cuts]
            for period in PERIODS[measure][-periods:]:
                found.append(State("compare_areas", place, parameters=(("measure", measure), ("period", period))))
        for average in AVERAGES:
            found.append(State("priority", place, INEQUALITY, (("average", average),)))
            for cut in BREAKDOWNS[INEQUALITY]:
                parameters = (("measure", INEQUALITY), ("by", cut), ("average", average))
                found.append(State("inequalities", place, parameters=parameters))
        for period in PERIODS[BY_NEIGHBOURHOOD][-periods:]:
            parameters = (("level", "lsoa"), ("show", BY_NEIGHBOURHOOD), ("period", period))
            found.append(State("neighbourhoods", place, parameters=parameters))
    return tuple(found)


def received(
    folder: Path, views: Sequence[State], formats: Sequence[str], exports: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """What pages send and offer, what commands print and write in some formats, and whole exports (the command and its
    place), as texts by name, without what only identifies a release. `BLMK_DATA` must name the folder."""
    without = anonymous(folder)
    found: dict[str, str] = {}
    with _listening() as (messages, downloads):
        for state in views:
            messages.clear()
            downloads.clear()
            app = _page(state.file, state.place, state.route, **dict(state.parameters))
            assert not app.exception, state
            assert app.selectbox(key="place").value == state.place, state
            found[f"page {state}"] = without("\n".join(map(str, messages)))
            found |= {f"file {state} {number}": without(text) for number, text in enumerate(downloads)}
    found |= {f"command {name}": without(text) for name, text in _commands(folder, formats)}
    for command, place in exports:
        found[f"export {command} {place}"] = without(EXPORTS[command](folder, place))
    return found


def differing(one: dict[str, str], other: dict[str, str]) -> dict[str, list[str]]:
    """The names of what is not the same in both, with the first lines that differ."""
    names = one.keys() | other.keys()
    return {
        name: [
            f"{before[:300]} | {after[:300]}"
            for before, after in zip(one.get(name, "").splitlines(), other.get(name, "").splitlines(), strict=False)
            if before != after
        ][:3]
        for name in sorted(names)
        if one.get(name) != other.get(name)
    }


@contextlib.contextmanager
def _listening() -> Iterator[tuple[list, list[str]]]:
    """What scripts send to the browser, and what their download buttons would give: names, and contents as text."""
    messages, downloads = [], []
    run, button = LocalScriptRunner.run, st.download_button

    def listened(runner, *arguments, **options):
        try:
            return run(runner, *arguments, **options)
        finally:
            messages.extend(each["forward_msg"] for each in runner.event_data if "forward_msg" in each)

    def offered(label, data, file_name, *arguments, **options):
        content = data() if callable(data) else data
        downloads.append(f"{file_name}\n{content.decode()}")
        return button(label, data, file_name, *arguments, **options)

    def described(spec, format, *texts):
        return json.dumps([spec, format, *texts], sort_keys=True, indent=1).encode()

    with (
        mock.patch.object(LocalScriptRunner, "run", listened),
        mock.patch.object(st, "download_button", offered),
        mock.patch.object(pictures, "picture", described),
    ):
        yield messages, downloads


def _commands(folder: Path, formats: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What every command that tells figures says and writes."""
    yield from _measures(folder, formats)
    for command in ("diff", "status"):
        yield command, _run(command)


def _measures(folder: Path, formats: Sequence[str]) -> Iterator[tuple[str, str]]:
    commands = [(measure, *by) for measure, cuts in CUTS.items() for by in ((), *(("--by", cut) for cut in cuts))]
    commands += [(measure, "--area", "E06000055") for measure in CUTS]
    for average in AVERAGES:
        variants = (("--summary", SUMMARY), *(("--by", cut) for cut in CUTS[INEQUALITY]))
        commands += [(INEQUALITY, "--average", average, *variant) for variant in variants]
    for format in formats:
        for arguments in commands:
            file = folder.parent / f"{folder.name}.{format}"
            output = _run("measure", *arguments, "--format", format, "-o", str(file))
            yield f"measure {' '.join(arguments)} {format}", output + file.read_bytes().decode("latin-1")


def _report(folder: Path, place: str) -> str:
    """What a report holds in words and numbers: of a spreadsheet, every part, since a file for print is made of the
    same contents."""
    file = folder.parent / f"{folder.name}.xlsx"
    # How many bytes it has, which the command says, follows from the hashes in it.
    _run("report", "--place", place, "-o", str(file))
    with zipfile.ZipFile(file) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


def _meeting(folder: Path, place: str) -> str:
    """A meeting's document, each drawing as the specification that it is drawn of."""
    file = folder.parent / f"{folder.name}.html"

    def specified(_: Drawings, figure: Figure) -> str:
        return "" if figure.empty else f"{json.dumps(figure.specification)}\n{figure.text_alternative}"

    with mock.patch.object(Drawings, "of", specified):
        output = _run("meeting", "--place", place, "-o", str(file))
    return output + file.read_text()


EXPORTS = {"report": _report, "meeting": _meeting}


def _run(*command: str) -> str:
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert command_line.main(list(command)) == 0, err.getvalue()
    out.flush()
    return out.buffer.getvalue().decode() + err.getvalue()


def anonymous(folder: Path) -> Callable[[str], str]:
    """A way to leave out of a text what only names a release, its files and its folder."""
    release = read_release(folder)
    names = {release.id: "RELEASE", str(folder): "FOLDER"}
    for extract in release.extracts:
        names |= {extract.sha256: extract.name, extract.sha256[:12]: extract.name}

    def without(text: str) -> str:
        for name, label in names.items():
            text = text.replace(name, label)
        return IDENTITIES.sub("IDENTITY", text)

    return without
