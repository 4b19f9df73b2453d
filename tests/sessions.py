"""Sessions of a running app over its websocket, without a browser, and what its server spends on them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

# A view takes a tenth of a second; the first of a server, on a busy machine, much longer.
PATIENCE = 120


class Session:
    """One reader's session: each view is one run of a page's script."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def view(self, query: str, page: str = "") -> list[ForwardMsg]:
        """Run a page (the first, unless another is named) with the parameters of an address, and return every message
        that it sends, to its last.

        Raises TimeoutError when none comes, and RuntimeError, with the server's words, when the script fails.
        """
        rerun = BackMsg()
        rerun.rerun_script.query_string = query
        rerun.rerun_script.page_name = page
        self._socket.send(rerun.SerializeToString())
        received = []
        while not (received and _is_last(received[-1])):
            received.append(ForwardMsg.FromString(self._socket.recv(PATIENCE)))
            if failure := received[-1].delta.new_element.exception.message:
                raise RuntimeError(f"The page at {query!r} failed: {failure}")
        return received


def _is_last(message: ForwardMsg) -> bool:
    """Whether a message ends the script: one that was only stopped to begin again has more to send."""
    ends = message.WhichOneof("type") == "script_finished"
    return ends and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@contextmanager
def session(address: str, source: str = "127.0.0.1") -> Iterator[Session]:
    """A session of the app at an address, of a reader who comes from another, closed at the end."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(stream, subprotocols=["streamlit"], max_size=None, source_address=(source, 0)) as socket:
        yield Session(socket)


def processor_seconds(pid: int) -> float:
    """Seconds of processor that all threads of a process have used so far."""
    # Behind the name, which may hold spaces: fields 14 and 15 of proc(5).
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid: int) -> float:
    """Megabytes of a process that are in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
