"""The charts of a release's usual agenda, drawn before anybody opens a meeting."""

from collections.abc import Callable

from blmk_metrics.meeting.agenda import default_agenda
from blmk_metrics.meeting.drawings import Drawings
from blmk_metrics.meeting.screens import meeting_of
from blmk_metrics.releases.edition import Edition

# Called before each chart is drawn, and at the end: charts done, charts in all, and what comes now.
Note = Callable[[int, int, str], None]


def drawn_ahead(
    edition: Edition, note: Note = lambda _done, _all, _what: None, drawings: Drawings | None = None
) -> None:
    """Draw and keep every chart of the usual agenda, for every area; those that are kept already take no time.

    What `note` raises ends it. Raises DrawingError when a chart cannot be drawn.
    """
    drawings = drawings or Drawings()
    figures = [figure for figure in meeting_of(edition, default_agenda(edition)).figures if not figure.empty]
    for done, figure in enumerate(figures):
        note(done, len(figures), f"chart {figure.id} of the meeting")
        drawings.of(figure)
    note(len(figures), len(figures), "done")
