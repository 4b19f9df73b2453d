"""The table of docs/disclosure.md: what the rule costs and what it is worth, beside the one before it."""

from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "disclosure.md"


def documented(kind: str) -> list[str]:
    """The cells of a row of the table, behind its first."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in DOCUMENT.read_text().splitlines()
        if line.startswith("|")
    ]
    (cells,) = [row[1:] for row in rows if row[0] == kind]
    return cells


def share(number: int, of: int) -> str:
    """A part of a whole, as the table prints it."""
    return f"{100 * number / of:.0f}%"
