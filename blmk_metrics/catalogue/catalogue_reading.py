"""Reading the catalogue: every measure's file, complete and sound, or one message of all that is wrong with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from blmk_metrics.catalogue.defaults import completed
from blmk_metrics.catalogue.faults import Fault, Refused, listed
from blmk_metrics.catalogue.files import MeasureFile, files_in, is_id
from blmk_metrics.catalogue.measure_catalogue import Catalogue, catalogue_of
from blmk_metrics.catalogue.measure_parts import Choice
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.relations import faults_among
from blmk_metrics.catalogue.rules import Declared, faults_between
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError


def read_catalogue(
    folders: Sequence[Path],
    *,
    cuts: Mapping[str, Collection[str]],
    extracts: Collection[str],
    layouts: Mapping[str, Collection[str]] | None = None,
    counted: Collection[str] | None = None,
    pages: Collection[str] = (),
    within: Mapping[str, str] | None = None,
) -> Catalogue:
    """The measures of the shipped folder, the first, and of a release's own folders, whose files are added or replace.

    `cuts`, `extracts` and the rest are what is declared elsewhere: see `Declared`. A release's own file describes what
    a publisher gives, and lies in its folder: counting stays as it ships. Raises InputError with every fault of every
    file.
    """
    declared = Declared(
        cuts=cuts, extracts=extracts, layouts=layouts, counted=counted, pages=pages, within=within or {}
    )
    shipped, *own = [list(files_in(folder, links=folder == folders[0])) for folder in folders]
    if not shipped:
        raise InputError(f"{folders[0]} has no file of a measure; restore it")
    ships = {each.id: (each, _measure(each, declared)) for each in reversed(shipped)}
    in_force = dict(ships)
    # Which measures have SQL is a question of those that ship.
    described = replace(declared, counted=None)
    for each in chain(*own):
        in_force[each.id] = each, _measure(each, described)
        each.faults += _counting_anew(*in_force[each.id], *ships.get(each.id, (None, None)))
    # Of two files that contradict each other, a release's own is the one to mend.
    owned = {each.id for each in chain(*own)}
    in_order = sorted(in_force, key=lambda name: (name in owned, name))
    for each, fault in faults_among({name: in_force[name][0] for name in in_order}):
        each.faults.append(fault)
    if faulty := [listed(each.title, each.faults) for each in chain(shipped, *own) if each.faults]:
        raise InputError("\n".join(faulty))
    return catalogue_of(measure for _, measure in in_force.values() if measure)


def _measure(file: MeasureFile, declared: Declared) -> Measure | None:
    """The measure that a file describes; None where it has faults, which are put among the file's."""
    if not file.fields.written:
        return None
    measure, found = None, tuple[Fault, ...]()
    try:
        measure = validated(Measure, completed(file.fields, file.id if is_id(file.id) else "unnamed"))
    except Refused as error:
        found = error.faults
    # A rule between two fields is checked beside whatever is wrong with a third.
    file.faults += dict.fromkeys((*found, *faults_between(file.fields, declared, file.id)))
    return measure


def _counting_anew(
    file: MeasureFile, measure: Measure | None, shipped: MeasureFile | None, ships: Measure | None
) -> Iterator[Fault]:
    """What a release's own file says of counting that does not ship: what is counted, and hidden, is code."""
    if "counts" not in file.fields:
        return
    if shipped is None or "counts" not in shipped.fields:
        mend = "take it out, and say in [[series]] who publishes the measure"
        what = (
            "it has [counts], and a release's own file can only describe what a publisher gives, since SQL never comes "
            "from a release's folder"
        )
        yield Fault("", what, mend)
    elif measure and ships and _counting(measure) != _counting(ships):
        mend = f"write both as {shipped.title} has them, or take them out"
        yield Fault("", "its [counts] or [inequality] is another than that of the file that ships", mend)


def _counting(measure: Measure) -> tuple[object, ...]:
    """How a measure is counted, without words."""
    counts, inequality = measure.counts, measure.inequality
    choices: tuple[Choice, ...] = (*inequality.averages, *inequality.summaries) if inequality else ()
    bare = counts and replace(counts, numerator="", numerator_noun="", denominator="")
    return bare, inequality and inequality.across, [each.method for each in choices]
