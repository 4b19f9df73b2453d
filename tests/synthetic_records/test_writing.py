"""The same people every time, written whole or not at all."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from blmk_metrics.errors import InputError
from blmk_metrics.layouts import read
from blmk_metrics.layouts.parts import Reference
from blmk_metrics.synthetic_records import DIAGNOSES, RESIDENTS, invented_neighbourhoods, write_records, writing

ROOT = Path(__file__).resolve().parents[2]


def _contents(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_number_seed_and_neighbourhoods_give_the_same_bytes(places, tmp_path):
    for name in ("once", "again"):
        write_records(tmp_path / name, 3_000, 1, invented_neighbourhoods(3_000, 1, places))
    assert _contents(tmp_path / "once") == _contents(tmp_path / "again")


def test_the_bytes_do_not_depend_on_the_number_of_cores(tmp_path):
    command = [sys.executable, "-m", "blmk_metrics", "synthesise-records", "--residents", "150000", "--seed", "9", "-o"]
    every = os.sched_getaffinity(0)
    for name, cores in (("one", {min(every)}), ("all", every)):
        subprocess.run(
            [*command, str(tmp_path / name)],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda cores=cores: os.sched_setaffinity(0, cores),
        )
    assert _contents(tmp_path / "one") == _contents(tmp_path / "all")


def test_another_seed_gives_other_people(places, tmp_path):
    for seed in (1, 2):
        write_records(tmp_path / str(seed), 500, seed, invented_neighbourhoods(500, 1, places))
    ids = [set(pq.read_table(tmp_path / seed / "residents.parquet")["person_id"].to_pylist()) for seed in "12"]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("number", [1, 2, 999, 1_000, 1_001, 2_500])
def test_every_number_of_residents_is_written_whatever_the_chunks(places, tmp_path, monkeypatch, number):
    monkeypatch.setattr(writing, "CHUNK", 1_000)
    written = write_records(tmp_path / "records", number, 3, invented_neighbourhoods(number, 3, places))
    residents, diagnoses = (pq.read_table(tmp_path / "records" / f"{n}.parquet") for n in ("residents", "diagnoses"))
    assert (residents.num_rows, diagnoses.num_rows) == (written.residents, written.diagnoses)
    assert len(set(residents["person_id"].to_pylist())) == number
    assert set(diagnoses["person_id"].to_pylist()) <= set(residents["person_id"].to_pylist())
    assert residents.schema.equals(RESIDENTS)
    assert diagnoses.schema.equals(DIAGNOSES)


def test_files_say_that_they_are_synthetic(population):
    for name in ("residents", "diagnoses"):
        assert pq.read_schema(population.folder / f"{name}.parquet").metadata[b"blmk_metrics.nature"] == b"synthetic"


@pytest.mark.parametrize(("residents", "number"), [(1, 40), (120_000, 75), (1_100_000, 688), (60_000_000, 33_000)])
def test_invented_neighbourhoods_are_in_every_decile_and_place(places, residents, number):
    invented = invented_neighbourhoods(residents, 5, places)
    assert len(invented.codes) == len(set(invented.codes)) == number
    assert all(len(code) == 9 and code.startswith("E019") for code in invented.codes)
    assert set(invented.deciles.tolist()) == set(range(1, 11))
    people = np.bincount(invented.deciles)[1:]
    assert people.max() - people.min() <= 1


@pytest.mark.parametrize("residents", [1, 500_000, 60_000_000])
def test_invented_deprivation_is_a_file_that_is_ingested_whole(places, tmp_path, residents):
    invented = invented_neighbourhoods(residents, 5, places)
    path = tmp_path / "deprivation.csv"
    path.write_text(invented.lookup, encoding="utf-8")
    reading = read(path, Reference({place.code.lower(): place.code for place in places}))
    (part,) = reading.parts
    assert part.name == "deprivation"
    assert not reading.account.left_out
    assert part.table["lsoa_code"].to_pylist() == list(invented.codes)
    assert part.table["imd_decile"].to_pylist() == invented.deciles.tolist()
    assert set(part.table["area_code"].to_pylist()) == {place.code for place in places}


def test_a_release_without_places_needs_a_file_of_deprivation():
    with pytest.raises(InputError, match="--deprivation"):
        invented_neighbourhoods(10, 1, [])


def test_an_empty_folder_is_taken_and_a_full_one_refused(places, tmp_path):
    folder = tmp_path / "records"
    folder.mkdir()
    write_records(folder, 10, 1, invented_neighbourhoods(10, 1, places))
    before = _contents(folder)
    with pytest.raises(InputError, match="not an empty folder"):
        write_records(folder, 20, 1, invented_neighbourhoods(20, 1, places))
    assert _contents(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failure_half_way_leaves_nothing(places, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_diagnosis_rows", fail)
    with pytest.raises(OSError, match="No space"):
        write_records(tmp_path / "records", 10, 1, invented_neighbourhoods(10, 1, places))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("signal_sent", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_leaves_no_folder_that_looks_whole(tmp_path, signal_sent):
    folder = tmp_path / "records"
    command = [sys.executable, "-m", "blmk_metrics", "synthesise-records", "--residents", "20000000", "--seed", "1"]
    with subprocess.Popen([*command, "-o", str(folder)], cwd=ROOT, stderr=subprocess.DEVNULL) as running:
        while not any(path.stat().st_size > 1_000_000 for path in tmp_path.rglob("residents.parquet")):
            assert running.poll() is None
            time.sleep(0.02)
        running.send_signal(signal_sent)
    assert not folder.exists()
    assert (list(tmp_path.iterdir()) == []) == (signal_sent is signal.SIGINT)
