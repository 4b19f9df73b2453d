"""Files put together in one, the same bytes whenever it is done."""

import io
import zipfile
from collections.abc import Mapping

# The earliest date that a zip file can hold: it says nothing.
NO_DATE = (1980, 1, 1, 0, 0, 0)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip file of some files by name, in their order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, NO_DATE)
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def dateless(package: bytes) -> bytes:
    """An Office file without the time at which its parts were put together."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return archive({name: parts.read(name) for name in parts.namelist()})
