"""From a publisher's server to the release that the app serves, by the commands alone."""

import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.releases import MANIFEST, read_manifest
from tests.fetching.server import send
from tests.official_files import FILES


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def _listed(tmp_path, server, **layouts):
    rows = ["name,title,layout,url,publisher,licence"]
    for name, layout in layouts.items():
        rows.append(f"{name},The {name},{layout},{server.url(f'/{name}')},The publisher of {name},Open Licence")
    path = tmp_path / "sources.csv"
    path.write_text("\n".join(rows) + "\n")
    return str(path)


def test_fetched_files_become_the_release_with_where_they_came_from(server, tmp_path, data, capsys):
    kinds = {"falls": "falls.csv", "readiness": "readiness.csv", "neighbourhoods": "neighbourhoods.geojson"}
    for name, file in kinds.items():
        server.answers[f"/{name}"] = [send(FILES[file]().encode())]
    layouts = {"falls": "fingertips", "readiness": "lait", "neighbourhoods": "boundaries"}
    assert main(["fetch", "--sources", _listed(tmp_path, server, **layouts)]) == 0
    (step,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Next: ")]
    files = step.split(" ingest ")[1].split()
    assert len(files) == 3
    for command in (["ingest", *files], ["check"], ["diff"], ["publish", "--title", "Fetched"], ["status"]):
        assert main(command) == 0, capsys.readouterr().err
        assert "Next: " in capsys.readouterr().out
    manifest = read_manifest(data / MANIFEST)
    fetched = {each.provenance.publisher: each.provenance for each in manifest.extracts}
    assert fetched["The publisher of falls"].note == f"From {server.url('/falls')}"
    assert fetched["The publisher of readiness"].licence == "Open Licence"


def test_a_failure_among_the_sources_is_told_and_the_others_are_kept(server, tmp_path, data, capsys):
    server.answers["/falls"] = [send(FILES["falls.csv"]().encode())]
    server.answers["/readiness"] = [send(b"<html><body>Sorry</body></html>")]
    assert main(["fetch", "--sources", _listed(tmp_path, server, falls="fingertips", readiness="lait")]) == 2
    message = capsys.readouterr().err
    assert "readiness" in message
    assert "Traceback" not in message
    assert [path.name for path in sorted(data.glob("inbox/*/*.csv"))] == ["falls.csv"]


def test_a_source_that_is_not_listed_is_named_with_those_that_are(server, tmp_path, data, capsys):
    assert main(["fetch", "happiness", "--sources", _listed(tmp_path, server, falls="fingertips")]) == 2
    assert "no source 'happiness'; it has falls" in capsys.readouterr().err
    assert not data.exists()


def test_the_list_that_ships_can_be_read():
    from blmk_metrics.commands.intake import SOURCES
    from blmk_metrics.fetching import read_sources

    assert len(read_sources(SOURCES)) > 8
