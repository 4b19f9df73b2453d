"""Drawn Word templates: as councils have them, and as nobody should."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm

Edit = Callable[[str], str]
WORDS = "A foreword by the council."


def template(path: Path, change: Callable[[Document], None] = lambda _: None, **parts: Edit | None) -> Path:
    """A template with a page of its own at `path`; `parts` edits a part's XML by the part's name, or leaves it out."""
    document = docx.Document()
    document.add_paragraph(WORDS)
    change(document)
    written = io.BytesIO()
    document.save(written)
    path.write_bytes(_edited(written.getvalue(), parts))
    return path


def landscape(document: Document) -> None:
    """A page on its side, with a header and a footer of the council."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "Our council", "Our address"


def small(document: Document) -> None:
    """A page of A5."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(14.8), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)


def several_headers(document: Document) -> None:
    """A cover of its own, facing pages, and a second section."""
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].different_first_page_header_footer = True
    document.add_section()


def two_columns(document: Document) -> None:
    """Two columns, as newsletters have."""
    (columns,) = document.sections[0]._sectPr.xpath("./w:cols")
    columns.set(columns.nsmap["w"].join("{}") + "num", "2")


def without_lists(document: Document) -> None:
    """No part that defines lists."""
    relations = document.part.rels
    for name in [name for name, each in relations.items() if each.reltype == RELATIONSHIP_TYPE.NUMBERING]:
        del relations[name]


def german(styles: str) -> str:
    """Styles as a German Word stores them."""
    for level in "12":
        styles = styles.replace(f'"Heading{level}"', f'"berschrift{level}"')
    return styles.replace('"en-US"', '"de-DE"')


def only_the_usual_style(styles: str) -> str:
    """Styles of which there are none but the paragraph's usual one."""
    return re.sub(r'<w:style [^>]*w:styleId="(?!Normal")[^"]*".*?</w:style>', "", styles, flags=re.DOTALL)


def caption_of_letters(styles: str) -> str:
    """Styles of which the caption's is one of letters and not of paragraphs."""
    other = '<w:style w:type="character" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    return re.sub(r'<w:style w:type="paragraph" w:styleId="Caption">.*?</w:style>', other, styles, flags=re.DOTALL)


def with_entities(styles: str) -> str:
    """Styles that declare a short name for a longer text, in front of them."""
    head, _, rest = styles.partition("<w:styles")
    return f'{head}<!DOCTYPE styles [<!ENTITY a "aaaa">]><w:styles{rest}'


def as_template(types: str) -> str:
    """The content types of a .dotx."""
    return types.replace("document.main+xml", "template.main+xml")


def with_macros(types: str) -> str:
    """The content types of a .docm."""
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return types.replace("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", kind)


def protected(settings: str) -> str:
    """Settings of a document that may not be edited."""
    return settings.replace("<w:zoom", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:zoom')


def _edited(package: bytes, parts: Mapping[str, Edit | None]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            stem = Path(name).stem.strip("[]")
            content = old.read(name)
            if stem in parts and name.endswith(".xml"):
                edit = parts[stem]
                if edit is None:
                    continue
                changed = edit(content.decode())
                assert changed != content.decode()
                content = changed.encode()
            new.writestr(name, content)
    return written.getvalue()
