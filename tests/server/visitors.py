"""Whoever comes to a server: by what they ask for, from which of this machine's many addresses, under which name."""

import http.client
import json
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

STREAM = "/_stcore/stream"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
# Far longer than a busy machine takes to answer, and than the server waits for whoever says nothing.
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: Mapping[str, str]
    text: str


def ask(
    address: str, path: str, source: str = "127.0.0.1", host: str = "", headers: Mapping[str, str] | None = None
) -> Answer:
    """Ask for a path, under another name than the address has where one is meant."""
    netloc = urlsplit(address).netloc
    visitor = http.client.HTTPConnection(netloc, timeout=PATIENCE, source_address=(source, 0))
    try:
        visitor.putrequest("GET", path, skip_host=True)
        for name, value in {"Host": host or netloc, **(headers or {})}.items():
            visitor.putheader(name, value)
        visitor.endheaders()
        answer = visitor.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))
    finally:
        visitor.close()


def silent_connection(address: str, source: str) -> socket.socket:
    """A connection that asks for nothing."""
    url = urlsplit(address)
    return socket.create_connection((url.hostname, url.port), timeout=PATIENCE, source_address=(source, 0))


def silent_socket(address: str, source: str, protocols: str = "streamlit", **headers: str) -> tuple[int, socket.socket]:
    """A websocket that says nothing once it was asked for, and the status that it was answered with."""
    visitor = silent_connection(address, source)
    fields = {"Host": urlsplit(address).netloc, "Sec-WebSocket-Protocol": protocols, **UPGRADE, **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    visitor.sendall(f"GET {STREAM} HTTP/1.1\r\n{lines}\r\n".encode())
    answer = b""
    while b"\r\n" not in answer and (piece := visitor.recv(4096)):
        answer += piece
    return int(answer.split()[1]), visitor


def ends(visitor: socket.socket) -> bool:
    """Whether the server ends a connection. Waits for it; raises TimeoutError when it does not."""
    try:
        while visitor.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return True


def logged(path: Path) -> list[dict]:
    """The lines of an operator's log: each is one object of JSON."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def logged_of(path: Path, event: str) -> list[dict]:
    """The details of an event in the log."""
    return [each["detail"] for each in logged(path) if each["event"] == event]


def eventually(found: Callable[[], bool]) -> bool:
    """Whether something is so in the end: looked at again and again, for as long as anybody waits."""
    return any(found() or time.sleep(0.05) for _ in range(20 * PATIENCE))
