"""A file's text, whatever its encoding, and words of it as a message may carry them."""

import codecs
from collections.abc import Iterable
from pathlib import Path

from blmk_metrics.errors import InputError

SHOWN = 40


def decoded(path: Path) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, or else Windows-1252. Raises InputError when it is no text."""
    try:
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is no file but a folder, a pipe or a device")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error})") from error
    if not content.strip():
        raise InputError(f"{path} is empty; download it again")
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _of_windows(path, content, error)
    if "\0" in text:
        raise InputError(f"{path} is not text: it may be a spreadsheet or an archive; save it as CSV")
    if text.lstrip()[:1] == "<":
        raise InputError(f"{path} is a web page, not data: the download failed; download it again")
    return text


def _of_windows(path: Path, content: bytes, error: UnicodeDecodeError) -> str:
    """Text in Windows-1252. Raises InputError where it is none, or UTF-8 that was spoilt: that would be misread."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(f"{path} breaks off or is garbled ({error.reason}); download it again") from error
    try:
        if content.decode("utf-8-sig", errors="ignore").isascii():
            return content.decode("cp1252")
    except UnicodeDecodeError as other:
        error = other
    line = content.count(b"\n", 0, error.start) + 1
    raise InputError(
        f"{path}, line {line}: byte 0x{content[error.start]:02x} is no text in UTF-8 or Windows-1252; download it again"
    ) from error


def shown(words: str, most: int = SHOWN) -> str:
    """Words of a file as a message carries them: not too many, and nothing that a terminal obeys."""
    return repr(words if len(words) <= most else words[:most] + "…")[1:-1]


def some(words: Iterable[str], most: int = 5) -> str:
    """The first few of a file's words, each once."""
    return ", ".join(shown(each, 2 * SHOWN) for each in list(dict.fromkeys(words))[:most])
