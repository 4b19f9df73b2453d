"""A browser's sockets: it speaks at once, says nothing after a break in the network, and is never closed for that."""

from blmk_metrics.components.connections import SECONDS

# Every socket that the page opens, to be closed as a network does.
KEEP = """
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...parts) { super(...parts); window.sockets.push(this); }
  };
"""


def test_a_reader_whose_network_broke_and_who_only_reads_is_not_closed_and_goes_on(visit):
    visited, sockets = visit(own=True), []
    page = visited.page
    page.add_init_script(KEEP)
    page.on("websocket", lambda socket: sockets.append(_frames(socket)))
    visited.open("?place=E06000032")
    assert len(sockets) == 1
    assert sockets[0][0] == "sent"
    page.evaluate("() => window.sockets[0].close()")
    page.wait_for_function("() => window.sockets.length == 2 && window.sockets[1].readyState == WebSocket.OPEN")
    visited.settle()
    page.wait_for_timeout(1000 * (SECONDS + 2))
    assert page.evaluate("() => window.sockets.map(each => each.readyState)") == [3, 1]
    assert "sent" not in sockets[1]
    page.get_by_role("combobox", name="Place").click()
    page.get_by_role("option", name="Bedford", exact=True).click()
    page.wait_for_url("**place=E06000055*")
    visited.settle()
    assert "sent" in sockets[1]
    assert len(sockets) == 2
    assert visited.faults == []


def _frames(socket) -> list[str]:
    """Which frames a socket sends and receives, in order, as they come."""
    frames: list[str] = []
    socket.on("framesent", lambda _: frames.append("sent"))
    socket.on("framereceived", lambda _: frames.append("received"))
    return frames
