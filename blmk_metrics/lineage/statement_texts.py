"""What the text of a SQL file says of itself: its purpose, the values it asks for, what it reads, what it calls."""

import re
from collections.abc import Iterable

NOT_CODE = re.compile(r"--.*|'(?:[^']|'')*'")
PARAMETER = re.compile(r"\$(\w+)")
READ = re.compile(r"(?<!distinct )\b(?:from|join)\s+(\w+)")
COMMON = re.compile(r"(?:\bwith|\),)\s+(\w+)\s+as\s+\(")
MACRO = re.compile(r"^create macro (\w+)\(", re.MULTILINE)
CALL = re.compile(r"\b(\w+)\(")
FIRST_SENTENCE = re.compile(r".*?(?<=[\w)])(?=[.:](?:\s|$))")


def purpose(sql: str) -> str:
    """The first sentence of a file's header."""
    header = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        header.append(line.removeprefix("--").strip())
    text = " ".join(header)
    first = FIRST_SENTENCE.match(text)
    return (first.group() if first else text) + "."


def parameters(sql: str) -> tuple[str, ...]:
    """The values that a file asks for, by name, in the order in which it first does."""
    return tuple(dict.fromkeys(PARAMETER.findall(_bare(sql))))


def sources(sql: str) -> tuple[str, ...]:
    """The tables and earlier results that a file reads, in the order in which it first does."""
    bare = _bare(sql)
    own = set(COMMON.findall(bare))
    return tuple(name for name in dict.fromkeys(READ.findall(bare)) if name not in own)


def functions_called(texts: Iterable[str], functions: str) -> str:
    """The part of a text of `functions` that other texts call, and what that calls in turn, as it stands there."""
    blocks = functions.split("\n\n")
    named = {name: block for block in blocks for name in MACRO.findall(block)}
    called: set[str] = set()
    unread = list(texts)
    while unread:
        found = (set(CALL.findall(_bare(unread.pop()))) & named.keys()) - called
        called |= found
        unread += [named[name] for name in found]
    return "\n\n".join(block.strip() for name, block in named.items() if name in called)


def literal(value: object) -> str:
    """A bound value as SQL writes it: `null`, `true`, `'all'`, `100000.0`, `['2021/22']`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return str(value)


def _bare(sql: str) -> str:
    """A text without its comments, and without what it quotes."""
    return NOT_CODE.sub(lambda found: "''" if found[0].startswith("'") else "", sql)
