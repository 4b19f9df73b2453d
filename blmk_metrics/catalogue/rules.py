"""What the fields of a measure's file must be to one another: each rule looks at the few that it is about."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from blmk_metrics.catalogue.defaults import multiplier_of
from blmk_metrics.catalogue.faults import Fault
from blmk_metrics.catalogue.period_rules import period_faults
from blmk_metrics.catalogue.raw_fields import RawFields
from blmk_metrics.catalogue.terms import Tier
from blmk_metrics.catalogue.type_words import quoted

# What may tell series of one key apart.
PARTS = ("sex", "age", "category", "unit")


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What is declared elsewhere and a file may name; None: any.

    `cuts` have their labels, `layouts` of published files the parts of a key that tell series of each apart. `counted`
    are the ids of measures that SQL counts, `pages` names that pages have, and no measure may. `within` are the cuts
    that others nest in, by the ids of these.
    """

    cuts: Mapping[str, Collection[str]]
    extracts: Collection[str]
    layouts: Mapping[str, Collection[str]] | None = None
    counted: Collection[str] | None = None
    pages: Collection[str] = ()
    within: Mapping[str, str] = field(default_factory=dict)


def faults_between(fields: RawFields, declared: Declared, measure_id: str) -> Iterator[Fault]:
    """What is wrong between the fields of one file, whatever is wrong with others of them."""
    if measure_id in declared.pages:
        yield Fault("", "its name is the address of the measure's page, and another page has it already", "rename it")
    yield from _of_origin(fields)
    yield from _of_figures(fields)
    yield from period_faults(fields.section("period"))
    yield from _of_counts(fields, declared, measure_id)
    yield from _of_series(fields, declared)
    yield from _of_inequality(fields, declared)


def _of_origin(fields: RawFields) -> Iterator[Fault]:
    if "counts" not in fields and not fields.written.get("series"):
        yield Fault("", "it has neither [counts] nor [[series]]", "say what is counted, or who publishes it")
    if "counts" in fields and "words" in fields:
        yield Fault("", "it has [counts] and [words]", "write the words in [counts], and take [words] out")
    if fields.text("tier") == Tier.LEAD and "priority" not in fields:
        yield Fault("", "priority is missing, and a lead measure leads one", "add it")
    for name in re.findall(r"\{([^}]*)\}?", fields.text("question")):
        if name != "place":
            yield Fault("", f"question has {quoted('{' + name + '}')}", "write {place} for the name of the Place")


def _of_figures(fields: RawFields) -> Iterator[Fault]:
    bounds = fields.bounds("plausible")
    if bounds and not bounds[0] < bounds[1]:
        yield Fault("", f"plausible has {bounds[0]:g} before {bounds[1]:g}", "write the lower bound first")
    written, meant = fields.number("multiplier"), multiplier_of(fields.text("unit"))
    if written is not None and meant is not None and written != meant:
        unit = quoted(fields.text("unit"))
        yield Fault("", f"multiplier is {written:g}, but the unit is {unit}", f"write {meant:g}, or leave it out")


def _of_counts(fields: RawFields, declared: Declared, measure_id: str) -> Iterator[Fault]:
    if "counts" not in fields:
        if "closed" in fields.section("period"):
            what = "closed is there without [counts], and what others publish may change"
            yield Fault("period", what, "take it out")
        return
    counts = fields.section("counts")
    if declared.counted is not None and measure_id not in declared.counted:
        file = f"sql/indicators/{measure_id}.sql"
        yield Fault("counts", f"{file} is missing", "add it, or take [counts] out of a measure that is only published")
    for each in counts.texts("extracts"):
        yield from _unknown("counts", "extract", each, declared.extracts)
    for each in counts.texts("cuts"):
        yield from _unknown("counts", "cut", each, declared.cuts)
    yield from _of_nested_cuts(fields, declared)
    ages = counts.bounds("ages")
    if ages and ages[0] > ages[1]:
        yield Fault("counts", f"ages has {ages[0]:g} before {ages[1]:g}", "write the first age first")
    one, other = fields.text("method"), counts.text("method")
    if one and other and one != other:
        what = f"method is {quoted(one)}, and {quoted(other)} in [counts]"
        yield Fault("", what, "write it in [counts] alone")


def _of_nested_cuts(fields: RawFields, declared: Declared) -> Iterator[Fault]:
    """Cuts are hidden and guarded each beside the total: of two that nest, one would give the other's counts away."""
    counted_by = (*fields.section("counts").texts("cuts"), fields.section("inequality").text("across"))
    for each in dict.fromkeys(counted_by):
        for outer in _outer(each, declared.within):
            if outer in counted_by:
                what = f"cut {quoted(each)} nests in {quoted(outer)}, so a hidden count could be had by subtraction"
                yield Fault("counts", what, "count by one of the two")


def _outer(cut: str, within: Mapping[str, str]) -> tuple[str, ...]:
    """The cuts that one nests in, the nearest first."""
    found: list[str] = []
    while (cut := within.get(cut, "")) and cut not in found:
        found.append(cut)
    return tuple(found)


def _of_series(fields: RawFields, declared: Declared) -> Iterator[Fault]:
    for number, series in fields.sections("series"):
        where = f"series {number}"
        if declared.layouts is not None and (layout := series.text("layout")):
            yield from _unknown(where, "layout", layout, declared.layouts)
            for part in PARTS:
                if part in series and part not in declared.layouts.get(layout, PARTS):
                    what = f"{part} tells no series of the layout {layout!r} apart"
                    yield Fault(where, what, "take it out")
        cut = series.section("cut")
        sexes = [text for text in (series.text("sex"), cut.text("sex")) if text]
        if len({*sexes}) > 1:
            what = f"sex is {quoted(sexes[0])}, and {quoted(sexes[1])} in cut"
            yield Fault(where, what, "write the sex that the series is of in both, or cut alone")
        for each in tuple(cut.written):
            yield from _unknown(where, "cut", each, declared.cuts)
            if (label := cut.text(each)) and each in declared.cuts:
                yield from _unknown(f"{where}, cut", f"{each}: group", label, declared.cuts[each])


def _of_inequality(fields: RawFields, declared: Declared) -> Iterator[Fault]:
    if "inequality" not in fields:
        return
    inequality, counts = fields.section("inequality"), fields.section("counts")
    if "counts" not in fields:
        yield Fault("", "it has [inequality] without [counts]", "add [counts], or take [inequality] out")
    if across := inequality.text("across"):
        yield from _unknown("inequality", "across", across, declared.cuts)
    for name in ("averages", "summaries"):
        methods = [each.text("method") for _, each in inequality.sections(name)]
        for method in sorted({each for each in methods if each and methods.count(each) > 1}):
            yield Fault("inequality", f"{name} have {quoted(method)} twice", "take one of them out")
        lead = counts.text("method")
        if name == "averages" and lead and methods and methods[0] not in ("", lead):
            what = f"the first of averages is {quoted(methods[0])}, but the method in [counts] is {quoted(lead)}"
            yield Fault("inequality", what, "write the lead one first, and the same in both")


def _unknown(where: str, kind: str, name: str, offered: Collection[str]) -> Iterator[Fault]:
    if name not in offered:
        mend = f"choose one of {', '.join(sorted(offered))}" if offered else "take it out"
        yield Fault(where, f"{kind} {quoted(name)} is not declared", mend)
