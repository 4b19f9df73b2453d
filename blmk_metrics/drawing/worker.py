"""The program of the process that draws: each line of its input is an order, and the line that answers it a drawing.

It is started by its path, with the folder of the typeface and the seconds after which a drawing is given up, and
imports nothing of the project. An order has `format`, `svg` or `png`, for a PNG its `scale`, and what is to be drawn:
the text of a Vega-Lite `specification`, or of an `svg`. The answer has the `drawing`, a PNG in base64, or the `error`
in words; `spent` says that the process has grown too large to go on.
"""

import base64
import json
import os
import signal
import sys
from typing import Any

import vl_convert

# In bytes, between two drawings: while it draws it needs some 15 megabytes more.
MOST = 145_000_000
LONGEST_ERROR = 300


def main(fonts: str, seconds: str) -> None:
    """Answer orders until there are no more."""
    # Whatever else is printed is no answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    vl_convert.register_font_directory(fonts)
    for line in sys.stdin.buffer:
        # No Python runs while the library draws: only the system can end a drawing whose reader is gone.
        signal.alarm(int(seconds))
        answer = {**_answer(json.loads(line)), "spent": _resident() > MOST}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        signal.alarm(0)


def _answer(order: dict[str, Any]) -> dict[str, str]:
    try:
        return {"drawing": _drawing(order)}
    except Exception as error:
        # Where in the library it happened is of no use to whoever reads this.
        reason = str(error).split("\n    at ")[0]
        return {"error": " ".join(reason.split())[:LONGEST_ERROR]}


def _drawing(order: dict[str, Any]) -> str:
    if order["format"] == "svg":
        return vl_convert.vegalite_to_svg(order["specification"])
    if "svg" in order:
        dots = vl_convert.svg_to_png(order["svg"], scale=order["scale"])
    else:
        dots = vl_convert.vegalite_to_png(order["specification"], scale=order["scale"])
    return base64.b64encode(dots).decode()


def _resident() -> int:
    """Bytes of this process that are in memory; 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as sizes:
            return int(sizes.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
