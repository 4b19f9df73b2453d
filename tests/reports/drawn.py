"""Stand-ins for pictures, which a report only puts in their places."""

import io

from PIL import Image

from blmk_metrics.figures import Figure, Table
from blmk_metrics.reports.contents import Contents
from blmk_metrics.reports.figure_pictures import Pictures

LUTON, FOOTPRINT = "E06000032", "E54000024"


class Drawn(Pictures):
    """A blank for each figure, half as high as it is wide."""

    def svg(self, figure: Figure) -> bytes:
        """A blank that says which figure it stands for."""
        return (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40">'
            b'<rect width="80" height="40" fill="#12436D"/><text x="4" y="20" font-size="8">'
            + figure.id.encode()
            + b"</text></svg>"
        )

    def png(self, figure: Figure) -> bytes:  # noqa: ARG002
        """A blank."""
        written = io.BytesIO()
        Image.new("RGB", (80, 40)).save(written, "PNG", dpi=(300, 300))
        return written.getvalue()


def tables_of(report: Contents) -> list[Table]:
    """Every table of a report, in the order in which it is told."""
    return [
        report.summary,
        *(
            table
            for section in report.sections
            for table in (
                *(table for figure in section.figures for table in figure.tables),
                *([section.variants] if section.variants else []),
            )
        ),
        *(report.meanings, report.sources, report.figure_list),
    ]


def words_of(report: Contents) -> list[str]:
    """Every text of a report that stands in no table, in no order."""
    return [
        *(report.title, report.subtitle, *report.methods.values(), *report.disclosure),
        *([report.warning] if report.warning else []),
        *(
            text
            for section in report.sections
            for text in (
                *(section.heading, section.finding, *section.sentences, *section.caveats),
                *(*section.definition.values(), *section.variant_notes.values()),
                *(text for figure in section.figures for text in (figure.title, figure.id)),
            )
        ),
    ]
