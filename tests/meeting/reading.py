"""Reading a meeting's document as a reader would: its screens, and what stands in each."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Read:
    """One screen: its headline, its whole text, the rows of its first table, the names of its pictures."""

    id: str
    headline: str = ""
    text: str = ""
    cells: list[list[str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects the screens of a document, and whatever in it asks for something outside it."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.screens: dict[str, Read] = {}
        self.outside: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self._now: Read | None = None
        self._open: list[str] = []
        self._tables = 0
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append(tag)
        self._open.append(tag)
        sources = ("src", "href", "action", "data", "srcset")
        self.outside += [(tag, attributes[name]) for name in sources if name in attributes]
        if tag == "section" and attributes.get("id", "").startswith("screen-"):
            self._now = self.screens[attributes["id"]] = Read(attributes["id"])
            self._tables = 0
        if self._now is None:
            return
        if tag == "svg":
            self._now.pictures.append(attributes["aria-label"])
        self._tables += tag == "table"
        if self._tables == 1 and tag == "tr":
            self._now.cells.append([])
        if self._tables == 1 and tag in ("td", "th"):
            self._now.cells[-1].append("")

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "section":
            self._now = None

    def handle_data(self, data):
        if self._now is None or not self._open:
            return
        self._now.text += data + " "
        if self._open[-1] == "h1":
            self._now.headline += data
        if self._tables == 1 and self._open[-1] in ("td", "th"):
            self._now.cells[-1][-1] += data
