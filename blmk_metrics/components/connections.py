"""Every connection to the server, from when it is accepted: counted, and closed when it asks for nothing."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from blmk_metrics.components.clients import Proxies, Tally, client_of, plain
from blmk_metrics.components.operator_log import count

# Where a request finds its connection.
STATE = "connection"
# So soon a connection must ask for something, and a new socket for its page: a browser does both at once. A connection
# that is idle after a request uvicorn closes sooner.
SECONDS = 10.0


class Connection(asyncio.Protocol):
    """A connection, between the loop and the protocol by which uvicorn answers it."""

    def __init__(self, make_protocol: Callable[[], Any], tally: Tally, proxies: Proxies) -> None:
        self.address = ("", 0)
        self.protocol: Any = None
        self._make_protocol, self._tally, self._proxies = make_protocol, tally, proxies
        self._client = ""
        self._requests = 0
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hand the connection on, or end it where too many are open."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        host, port = transport.get_extra_info("peername")[:2]
        self.address = plain(host), port
        self._client = client_of(host)
        if why := self._tally.refusal(self._client, speaks_for_others=self.address[0] in self._proxies):
            count("connections refused", why, self._client)
            transport.abort()
            return
        self._tally.add(self._client)
        self.protocol = self._make_protocol()
        # What uvicorn puts into the scope of each request.
        self.protocol.app_state = {**self.protocol.app_state, STATE: self}
        self.protocol.connection_made(_Transport(transport, self))
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count one less."""
        if self.protocol is not None:
            self._cease_waiting()
            self._tally.remove(self._client)
            self.protocol.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Hand on."""
        self.protocol.data_received(data)

    def eof_received(self) -> bool | None:
        """Hand on."""
        closing: bool | None = self.protocol.eof_received()
        return closing

    def pause_writing(self) -> None:
        """Hand on."""
        self.protocol.pause_writing()

    def resume_writing(self) -> None:
        """Hand on."""
        self.protocol.resume_writing()

    @contextmanager
    def request(self) -> Iterator[None]:
        """While a request is answered, none is awaited."""
        self._requests += 1
        self._cease_waiting()
        try:
            yield
        finally:
            self._requests -= 1
            if not self._requests:
                self._await_request()

    def close(self) -> None:
        """End the connection when what was written to it has been sent."""
        self._transport.close()

    def _await_request(self) -> None:
        self._deadline = asyncio.get_running_loop().call_later(SECONDS, self._transport.abort)

    def _cease_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()


class _Transport:
    """A transport as uvicorn sees it: the protocol that it sets for a websocket comes behind the connection."""

    def __init__(self, transport: asyncio.Transport, connection: Connection) -> None:
        self._transport, self._connection = transport, connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._connection.protocol = protocol
