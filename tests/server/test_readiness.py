"""Whether a server has figures to show: in public words at /readyz, in the operator's on standard error."""

import json
import shutil

from blmk_metrics.releases import MANIFEST
from tests.browser.server import app_server
from tests.server.visitors import ask, logged_of
from tests.sessions import session


def test_a_server_is_ready_degraded_unavailable_and_ready_again_and_never_names_a_path(official_folder, tmp_path):
    folder, log = shutil.copytree(official_folder, tmp_path / "data"), tmp_path / "log"
    manifest, history = folder / MANIFEST, folder / "history"
    whole, answers = manifest.read_text(), []
    with app_server(folder, module="tests.undrawn", errors=log) as (address, _):

        def ready() -> tuple[int, str]:
            answer = ask(address, "/readyz")
            with session(address) as reader:
                shown = str(reader.view(""))
            answers.append(answer.text + shown)
            assert ask(address, "/healthz").text == "ok"
            return answer.status, json.loads(answer.text)

        status, first = ready()
        assert (status, first["status"], first["trouble"]) == (200, "ready", "")
        manifest.write_text("{spoilt")
        status, older = ready()
        assert (status, older["status"]) == (200, "degraded")
        assert older["trouble"] == "The release published last cannot be shown, and an older one is shown instead."
        assert older["release"] not in ("", first["release"])
        history.rename(folder / "apart")
        status, nothing = ready()
        assert (status, nothing["status"], nothing["release"]) == (503, "unavailable", "")
        assert nothing["trouble"].startswith("No release of figures can be opened at the moment")
        (folder / "apart").rename(history)
        manifest.write_text(whole)
        status, again = ready()
        assert (status, again) == (200, {**first, "since": again["since"]})
    assert not [each for each in answers if str(tmp_path) in each or "manifest.json" in each]
    (begun,) = logged_of(log, "trouble")
    assert begun["of"] == "the published release"
    assert "is not a release's manifest" in begun["why"]
    assert [each["since"] for each in logged_of(log, "trouble ended")] == [begun["since"]]
    assert [each["id"] for each in logged_of(log, "release")] == [first["release"], older["release"], first["release"]]
