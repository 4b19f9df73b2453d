"""Drawings that have been made, kept for the next who asks: a chart of a release never changes."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from blmk_metrics.figures import MeasureFigure
from blmk_metrics.meeting.drawing import drawing

# Some ten releases of everything; one drawing takes some six kilobytes.
MOST = 1500


class Drawings:
    """Charts by their figure's id. Threads may share one: each chart is drawn once, by whoever asks first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[str, Future[str]] = {}
        self._lock = Lock()

    def of(self, figure: MeasureFigure) -> str:
        """A figure's chart, drawn now where it has not been before."""
        with self._lock:
            drawn = self._kept.get(figure.id)
            mine = drawn is None
            if drawn is None:
                drawn = self._kept[figure.id] = Future()
                if len(self._kept) > self._most:
                    del self._kept[next(iter(self._kept))]
        if mine:
            try:
                drawn.set_result(drawing(figure))
            except BaseException as error:
                with self._lock:
                    self._kept.pop(figure.id, None)
                drawn.set_exception(error)
        return drawn.result()

    def ahead(self, figures: Iterable[MeasureFigure]) -> Iterator[str]:
        """Charts in order, one being specified while another is being drawn; an empty figure has none."""
        pool = ThreadPoolExecutor(2)
        try:
            yield from pool.map(lambda figure: "" if figure.empty else self.of(figure), figures)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
