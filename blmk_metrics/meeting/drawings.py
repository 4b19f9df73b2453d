"""Charts of a meeting, each drawn once and kept among all drawings: a chart of a release never changes."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from blmk_metrics.drawing.drawn_once import drawn_once
from blmk_metrics.figures import MeasureFigure
from blmk_metrics.meeting.drawing import drawing, name_of_drawing

# Some ten releases of everything.
MOST = 1500


class Drawings:
    """Charts of figures. Threads may share one: each chart is drawn once, by whoever asks first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        # To specify a chart takes a hundred times as long as to read its drawing.
        self._names: dict[str, str] = {}

    def of(self, figure: MeasureFigure) -> str:
        """A figure's chart, drawn now where it has not been before. Raises DrawingError when it cannot be drawn."""
        name = self._names.get(figure.id) or name_of_drawing(figure)
        if len(self._names) >= self._most:
            self._names.clear()
        self._names[figure.id] = name
        return drawn_once(name, lambda: drawing(figure).encode()).decode()

    def ahead(self, figures: Iterable[MeasureFigure]) -> Iterator[str]:
        """Charts in order, one being specified while another is being drawn; an empty figure has none."""
        pool = ThreadPoolExecutor(2)
        try:
            yield from pool.map(lambda figure: "" if figure.empty else self.of(figure), figures)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
