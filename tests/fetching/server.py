"""A server on this machine that answers as official ones do, and as they should not."""

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers each path with its answers in turn, the last for ever; `requests` are their paths and headers."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.closing = Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            closing = self.closing

            def do_GET(self) -> None:
                before = sum(path == self.path for path, _ in outer.requests)
                outer.requests.append((self.path, dict(self.headers)))
                answers = outer.answers[self.path]
                try:
                    answers[min(before, len(answers) - 1)](self)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def url(self, path: str = "/data.csv") -> str:
        """An address here."""
        return f"http://127.0.0.1:{self._http.server_port}{path}"

    def headers_of(self, number: int) -> dict[str, str]:
        """What a request said."""
        return self.requests[number][1]

    def close(self) -> None:
        """Stop, and let go whoever is kept waiting."""
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def send(body: bytes, status: int = 200, sent: int | None = None, **headers: str) -> Answer:
    """A whole answer, or with `sent` its first bytes, after which the connection is closed."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(body[:sent])
        if sent is not None:
            to.close_connection = True

    return answer


def continue_from(body: bytes, etag: str, sent: int | None = None) -> Answer:
    """The rest that a Range header asks for, or all when the tag of If-Range is not this one."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        byte_range = to.headers.get("Range")
        if byte_range is None or to.headers.get("If-Range") != etag:
            send(body, sent=sent, ETag=etag)(to)
            return
        begins = int(byte_range.removeprefix("bytes=").removesuffix("-"))
        if begins >= len(body):
            send(b"", 416)(to)
            return
        span = f"bytes {begins}-{len(body) - 1}/{len(body)}"
        send(body[begins:], 206, ETag=etag, Content_Range=span)(to)

    return answer


def trickle(body: bytes, pause: float, piece: int = 1, **headers: str) -> Answer:
    """A whole answer, a piece at a time."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        send(body, sent=0, **headers)(to)
        for begins in range(0, len(body), piece):
            if to.closing.is_set():
                return
            to.wfile.write(body[begins : begins + piece])
            time.sleep(pause)

    return answer


def trickle_headers(pause: float) -> Answer:
    """An answer whose headers never end."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not to.closing.wait(pause):
            to.wfile.write(b"x")

    return answer


def stall(body: bytes, sent: int, **headers: str) -> Answer:
    """The first bytes of an answer, then silence."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        send(body, sent=sent, **headers)(to)
        to.closing.wait(30)

    return answer


def redirect(target: str, status: int = 302) -> Answer:
    """An answer that says to look elsewhere."""
    return send(b"", status, Location=target)


def chunked(body: bytes, *, whole: bool = True) -> Answer:
    """An answer in chunks, without a length; or one that stops before its last chunk."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Transfer-Encoding", "chunked")
        to.end_headers()
        to.wfile.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
        if whole:
            to.wfile.write(b"0\r\n\r\n")
        to.close_connection = True

    return answer


def without_length(body: bytes) -> Answer:
    """An answer that ends when the connection does."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.end_headers()
        to.wfile.write(body)
        to.close_connection = True

    return answer
