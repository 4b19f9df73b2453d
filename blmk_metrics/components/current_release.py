"""The release that is being served: opened and verified once, shared by every session."""

import gc

import streamlit as st

from blmk_metrics.catalogue.in_force import shipped_catalogue
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.components.folder import folder
from blmk_metrics.components.release_watch import Shown, note_shown
from blmk_metrics.errors import InputError
from blmk_metrics.releases import Release, ReleaseError, manifest_id, manifest_of
from blmk_metrics.releases.differences import Difference, differences
from blmk_metrics.releases.edition import Edition, open_edition
from blmk_metrics.releases.reading import history

KEY = "_release_id"
# Whether a release can be served is looked at again after this many seconds: somebody may have spoilt it, or mended it.
TRY_AGAIN = 10


def serve() -> str:
    """Settle, once a rerun, which release this rerun shows; every question below is then answered from that one.

    When the published release cannot be served whole, the latest before it that can is shown instead, and why is
    returned; else nothing is. Raises ReleaseError when there is none.
    """
    try:
        st.session_state[KEY], trouble = _watched()
    except ReleaseError:
        # What was settled on before may be gone as well.
        st.session_state.pop(KEY, None)
        raise
    return trouble


def edition_now() -> Edition:
    """The release to serve at this moment, for a request that belongs to no session.

    Raises ReleaseError when there is none.
    """
    return _opened(_watched()[0])


def shown_now() -> Shown:
    """Which release is shown at this moment, if any, and whether it is the one published last."""
    try:
        return note_shown(*_settled())
    except ReleaseError as error:
        return note_shown("", str(error))


def edition() -> Edition:
    """The release being served."""
    return _opened(st.session_state[KEY])


def earlier_edition(release_id: str) -> Edition:
    """A release that was published here before. Raises ReleaseError when it can no longer be opened."""
    if trouble := _why_not(release_id):
        raise ReleaseError(trouble)
    return _opened(release_id)


def release() -> Release:
    """The release being served, as files and tables."""
    return edition().release


def catalogue() -> Catalogue:
    """The measures of the release being served; those that ship, where there is none, so that addresses stay good."""
    if KEY in st.session_state:
        return edition().catalogue
    try:
        return shipped_catalogue()
    except InputError:
        # There is nothing to show in any case, and the page says why.
        return Catalogue(())


def invented_mark(measure: Measure) -> str:
    """What a chart too small for more must carry: that its data is synthetic, where it is."""
    return "SYNTHETIC" if release().synthetic(measure) else ""


def changes() -> tuple[str, tuple[Difference, ...]] | None:
    """The release that the served one replaced, and what differs; None where it replaced none.

    Raises ReleaseError when that release can no longer be opened.
    """
    previous = release().previous
    if not previous:
        return None
    earlier_edition(previous)
    return previous, _differences(previous, release().id)


def _watched() -> tuple[str, str]:
    """What is settled on, noted for whoever looks after the server."""
    try:
        settled = _settled()
    except ReleaseError as error:
        note_shown("", str(error))
        raise
    note_shown(*settled)
    return settled


def _settled() -> tuple[str, str]:
    """The release to serve, and why it is not the one published last; that is empty when it is."""
    try:
        wanted, trouble = manifest_id(folder()), ""
        trouble = _why_not(wanted)
    except ReleaseError as error:
        wanted, trouble = "", str(error)
    if trouble:
        wanted = next((each.id for each in history(folder()) if each.id != wanted and not _why_not(each.id)), "")
        if not wanted:
            raise ReleaseError(trouble)
    return wanted, trouble


def _why_not(release_id: str) -> str:
    """Why a release cannot be served now; empty when it can. A file that changed since it was opened is noticed."""
    if trouble := _trouble(release_id):
        return trouble
    try:
        _opened(release_id).answers.refuse_changed()
    except ReleaseError as error:
        # Opened anew, a file that was restored is verified and found whole.
        _opened.clear(release_id)
        _trouble.clear(release_id)
        return str(error)
    return ""


@st.cache_resource(max_entries=3, show_spinner=False)
def _opened(release_id: str) -> Edition:
    # What earlier runs drew is left in circles that nothing collects after a run (postScriptGC is off), and with it the
    # rows of releases long gone. Once for each release it costs nothing.
    gc.collect()
    opened = open_edition(folder(), manifest_of(folder(), release_id))
    if opened.release.id != release_id:
        raise ReleaseError(f"Release {release_id} is not among those of {folder()} any more. Reload the page.")
    return opened


@st.cache_resource(max_entries=3, ttl=TRY_AGAIN, show_spinner=False)
def _trouble(release_id: str) -> str:
    """Why a release cannot be served; empty when it can."""
    try:
        _opened(release_id)
    except ReleaseError as error:
        return str(error)
    return ""


@st.cache_resource(max_entries=3, show_spinner=False)
def _differences(before: str, after: str) -> tuple[Difference, ...]:
    return tuple(differences(_opened(before), _opened(after), in_public=True))
