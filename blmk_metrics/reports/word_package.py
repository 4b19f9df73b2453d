"""The package that a Word template is: looked at before anything in it is read as a document."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from docx.opc.constants import CONTENT_TYPE

from blmk_metrics.errors import InputError

TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACROS = "macroEnabled"
# More than any letterhead holds, in bytes unpacked: all of it, and its XML, which takes 25 times as much when read.
MOST_UNPACKED = 50_000_000
MOST_XML = 10_000_000
XML = (".xml", ".rels")
ENDS = "give a .docx or .dotx that Word can open"


def as_document(content: bytes, template: Path) -> bytes:
    """A Word file's bytes; those of a .dotx with the one word changed that makes it a template.

    Raises InputError when it unpacks to more than a letterhead has, declares types of its own, or holds macros.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        _refuse_more_than_a_letterhead(package, template)
        types = package.read("[Content_Types].xml").decode()
        if MACROS in types:
            raise InputError(f"the template {template} holds macros; save it as .docx or .dotx without them")
        if TEMPLATE not in types:
            return content
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as rewritten:
            for name in package.namelist():
                part = package.read(name)
                if name == "[Content_Types].xml":
                    part = types.replace(TEMPLATE, CONTENT_TYPE.WML_DOCUMENT_MAIN).encode()
                rewritten.writestr(name, part)
        return written.getvalue()


def _refuse_more_than_a_letterhead(package: zipfile.ZipFile, template: Path) -> None:
    parts = package.infolist()
    texts = [each for each in parts if each.filename.lower().endswith(XML)]
    for what, group, most in (("", parts, MOST_UNPACKED), (" of text and styles", texts, MOST_XML)):
        if sum(each.file_size for each in group) > most:
            raise InputError(
                f"the template {template} unpacks to more than {most:,} bytes{what}; give one with less in it"
            )
    for each in texts:
        if _declares_a_type(package.read(each)):
            raise InputError(
                f"the template {template} has a document type declaration in {each.filename}, which Word never writes; "
                "open it in Word and save it anew"
            )


def _declares_a_type(part: bytes) -> bool:
    """Whether a part of XML begins with declarations of its own, by which a few bytes can become gigabytes."""
    declared = []
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *declaration: declared.append(declaration)
    # What is wrong with a part that is read is told where it is read.
    with suppress(ExpatError):
        parser.Parse(part, True)
    return bool(declared)
