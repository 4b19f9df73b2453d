"""A report as one file: a document, slides, a spreadsheet, pictures, or all of them with a manifest."""

import hashlib
import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from blmk_metrics.drawing.pictures import UNWRITABLE
from blmk_metrics.errors import InputError
from blmk_metrics.figures import MeasureFigure
from blmk_metrics.releases.edition import Edition
from blmk_metrics.reports.archives import archive
from blmk_metrics.reports.contents import Contents, contents
from blmk_metrics.reports.figure_pictures import Pictures
from blmk_metrics.reports.formats import FORMATS, TEMPLATED, file_name
from blmk_metrics.table_files import rows_as_csv

# What is told as a pack is made: parts done, parts in all, and the part that is being made.
Note = Callable[[int, int, str], None]
DOCUMENTS = ("docx", "pptx", "xlsx", "pdf")
# Formats for which every figure is drawn first, so that all of them share the drawings.
DRAWN = ("docx", "pdf", "svg", "zip")
# Documents that take no time once the figures are drawn: each is one part. Of the others every figure is one.
AT_ONCE = ("docx", "pdf")


def build(
    edition: Edition,
    area_code: str,
    format: str,
    template: Path | None = None,
    note: Note = lambda _done, _all, _what: None,
) -> bytes:
    """An area's report in one of FORMATS; the same bytes for the same release and template.

    `svg` is a zip file of the figures as SVG; `zip` holds every format, the figures' rows as CSV, and `manifest.json`.
    Raises InputError when the format or the area is not known, the template is of no use, or the release has a letter
    that no document can hold.
    """
    if format not in FORMATS:
        raise InputError(f"unknown format {format!r}; choose one of {', '.join(FORMATS)}")
    if template is not None and format not in TEMPLATED:
        raise InputError(f"a template is for {' and '.join(TEMPLATED)}: leave it out for {format}")
    if template is not None:
        from blmk_metrics.reports.word_template import opened

        opened(template)
    report, pictures = contents(edition, area_code), Pictures()
    _refuse_unwritable(report)
    documents = DOCUMENTS if format == "zip" else (format,) if format in DOCUMENTS else ()
    drawn = [figure for figure in report.figures if not figure.empty] if format in DRAWN else []
    parts = len(drawn) + sum(1 if each in AT_ONCE else len(report.figures) for each in documents)
    done = count()

    def progress(what: str) -> None:
        note(next(done), parts, what)

    draw = pictures.png if format in TEMPLATED else pictures.svg
    # While another process draws one figure, this one specifies the next, or makes the one before ready for print.
    with closing(_beside(draw, drawn)) as drawings:
        for figure in drawings:
            progress(f"figure {report.numbers[figure.id]} as a picture")
    finished = {each: _document(each, report, edition, pictures, template, progress) for each in documents}
    progress("done")
    if format in DOCUMENTS:
        return finished[format]
    if format == "svg":
        return archive({f"{figure.stem}.svg": pictures.svg(figure) for figure in drawn})
    synthetic = bool(report.synthetic)
    files = {
        file_name(report.area.name, each, report.release.id, synthetic): content for each, content in finished.items()
    }
    return _all(report, {**files, **dict(_of_figures(report, pictures))})


def _refuse_unwritable(report: Contents) -> None:
    figures = (table for figure in report.figures for table in figure.tables)
    tables = (report.summary, report.sources, report.figure_list, *figures)
    texts = (report.title, report.subtitle, *(figure.stamp for figure in report.figures))
    for text in (*texts, *(cell for table in tables for row in table.rows for cell in row)):
        if found := UNWRITABLE.search(text):
            raise InputError(
                f"release {report.release.id} has the control character {found.group()!r} in a name or a source "
                f"({text!r:.60}), which no document can hold; publish the release without it"
            )


def _beside(
    draw: Callable[[MeasureFigure], bytes], figures: Sequence[MeasureFigure]
) -> Generator[MeasureFigure, None, None]:
    """Draw figures, two at once; each is given as its turn comes. What has not begun is left when told to stop."""
    pool = ThreadPoolExecutor(max_workers=2)
    try:
        for figure, drawing in [(figure, pool.submit(draw, figure)) for figure in figures]:
            yield figure
            drawing.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _document(
    format: str,
    report: Contents,
    edition: Edition,
    pictures: Pictures,
    template: Path | None,
    progress: Callable[[str], None],
) -> bytes:
    # Each needs libraries of its own, which no other needs.
    if format in AT_ONCE:
        progress(f"writing {FORMATS[format].name}")
    if format == "docx":
        from blmk_metrics.reports.word import word

        return word(report, pictures, template)
    if format == "pdf":
        from blmk_metrics.reports.pdf import pdf

        return pdf(report, pictures)
    if format == "pptx":
        from blmk_metrics.reports.powerpoint import powerpoint

        return powerpoint(report, edition, pictures, progress)
    from blmk_metrics.reports.excel import excel

    return excel(report, progress)


def _of_figures(report: Contents, pictures: Pictures) -> Iterator[tuple[str, bytes]]:
    """Each figure's own files, by name: its rows, and its pictures where there is anything to draw."""
    for figure in report.figures:
        makers: Mapping[str, Callable[[MeasureFigure], bytes]] = {
            "csv": lambda each: rows_as_csv(each.cells, each.record),
            **({} if figure.empty else {"svg": pictures.svg, "png": pictures.png}),
        }
        for ending, make in makers.items():
            yield f"{ending}/{figure.stem}.{ending}", make(figure)


def _all(report: Contents, files: Mapping[str, bytes]) -> bytes:
    manifest = json.dumps(_manifest(report, files), indent=2, ensure_ascii=False).encode() + b"\n"
    return archive({**files, "manifest.json": manifest})


def _manifest(report: Contents, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What a pack holds: the release, every file with its hash, every figure with its link and its files."""
    release = report.release
    return {
        "title": report.title,
        "area": {"code": report.area.code, "name": report.area.name},
        "release": {"id": release.id, "title": release.title, "published": release.published.isoformat()},
        "nature": report.warning or "real",
        "synthetic": list(report.synthetic),
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
        "figures": [
            {
                "id": figure.id,
                "title": figure.title,
                "says": figure.text_alternative,
                "link": dict(figure.address),
                "files": [name for name in files if Path(name).stem == figure.stem],
            }
            for figure in report.figures
        ],
    }
