"""What the tests of reports share: a report of the release that ships, one that hides figures, quick pictures."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from blmk_metrics.catalogue.rows import Row
from blmk_metrics.releases import Release, data_folder
from blmk_metrics.releases.edition import Edition, open_edition
from blmk_metrics.reports.contents import Contents, contents
from blmk_metrics.reports.figure_pictures import Pictures
from tests.disclosure.releases import counts, published
from tests.reports.drawn import LUTON, Drawn


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The release that ships."""
    return open_edition(data_folder())


@pytest.fixture(scope="session")
def report(edition: Edition) -> Contents:
    """A report of a Place, all of it synthetic."""
    return contents(edition, LUTON)


@pytest.fixture(scope="session")
def hiding(tmp_path_factory: pytest.TempPathFactory, release: Release) -> Edition:
    """A release of counts that are not synthetic, and of which some are hidden."""
    return open_edition(published(tmp_path_factory.mktemp("hiding"), release, counts()))


@pytest.fixture(scope="session")
def hidden(hiding: Edition) -> Contents:
    """A report of a Place of which figures are hidden."""
    return contents(hiding, LUTON)


@pytest.fixture(scope="session")
def drawn() -> Pictures:
    """Pictures that take no time to draw."""
    return Drawn()


@pytest.fixture(scope="session")
def emptied(report: Contents) -> Contents:
    """A report whose first figure has nothing to draw."""

    def without(row: Row) -> Row:
        return row._replace(value=None, reason="not collected for this period")

    first, *others = report.sections
    figure, *rest = first.figures
    nothing = replace(figure, rows=tuple(without(row) for row in figure.rows))
    return replace(report, sections=(replace(first, figures=(nothing, *rest)), *others))


@pytest.fixture
def renamed(report: Contents) -> Callable[[str], Contents]:
    """The report under another title, with the same words in a finding."""

    def rename(words: str) -> Contents:
        first, *others = report.sections
        return replace(report, title=words, sections=(replace(first, finding=words), *others))

    return rename
