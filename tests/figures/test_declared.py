"""A kind of figure is declared once, and everything that asks for kinds finds it there."""

from dataclasses import replace

from blmk_metrics.figures import KINDS, answer, question_of
from blmk_metrics.figures.kinds import Kind
from blmk_metrics.meeting import offered
from blmk_metrics.reports.contents import contents
from tests.republished import republished

LUTON = "E06000032"


def test_a_kind_that_is_declared_is_linked_found_by_its_id_and_in_every_meeting_and_report(
    release, tmp_path, monkeypatch
):
    def again(edition, question):
        return replace(KINDS["trend"].make(edition, question), question=question)

    monkeypatch.setitem(KINDS, "again", Kind(make=again, words="once more"))
    edition = republished(tmp_path, release)
    measure = edition.measures()[0]
    figure = answer(edition, question_of(edition, {"figure": "again", "measure": measure.id, "place": LUTON}))
    assert answer(edition, question_of(edition, {"figure": figure.id})).address == figure.address
    assert f"{measure.short_name}, once more" in [item.name for item in offered(edition)]
    assert figure.id in [each.id for each in contents(edition, LUTON).figures]
