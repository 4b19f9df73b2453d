"""The command that invents person-level records, for trying out and timing what counts them."""

import argparse
from collections.abc import Callable
from pathlib import Path

from blmk_metrics.commands import next_step
from blmk_metrics.errors import InputError
from blmk_metrics.releases import shipped_folder
from blmk_metrics.releases.reading import current_id

MOST = 100_000_000


def add_synthesis_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command; `add` makes a command's parser."""
    command = add(
        "synthesise-records", _synthesise, "invent residents and their diagnoses, for trying out: nobody in them exists"
    )
    command.add_argument("--residents", type=int, required=True, metavar="N", help="how many were ever registered")
    command.add_argument("--seed", type=int, required=True, metavar="S", help="the same seed gives the same files")
    command.add_argument(
        "--deprivation",
        metavar="FILE",
        type=Path,
        help="Indices of Deprivation by LSOA, where they live; else the release's; else LSOAs are invented too",
    )
    command.add_argument("-o", "--output", metavar="FOLDER", required=True, help="a new folder")


def _synthesise(options: argparse.Namespace) -> None:
    from blmk_metrics import synthetic_records  # needs scipy and geopandas, which most commands do without
    from blmk_metrics.records.home_neighbourhoods import read_neighbourhoods
    from blmk_metrics.releases.edition import open_edition

    if not 1 <= options.residents <= MOST:
        raise InputError(f"--residents {options.residents} is not between 1 and {MOST:,}")
    if options.seed < 0:
        raise InputError(f"--seed {options.seed} is below zero")
    if not options.output:
        raise InputError("-o needs the name of a folder")
    folder = options.data
    edition = open_edition(folder if current_id(folder) else shipped_folder())
    if options.deprivation or any(each.name == "deprivation" for each in edition.release.extracts):
        neighbourhoods = read_neighbourhoods(options.deprivation, folder).table
        lived_in = synthetic_records.listed_neighbourhoods(neighbourhoods)
    else:
        places = [area for area in edition.areas().values() if area.type == "place"]
        lived_in = synthetic_records.invented_neighbourhoods(options.residents, options.seed, places)
    output = Path(options.output)
    written = synthetic_records.write_records(output, options.residents, options.seed, lived_in)
    print(
        f"SYNTHETIC: {written.residents:,} invented residents of {len(lived_in.codes):,} LSOAs and "
        f"{written.diagnoses:,} diagnoses in {output}, seed {options.seed}."
    )
    deprivation = output / "deprivation.csv" if lived_in.lookup else options.deprivation
    words = [str(output / "residents.parquet"), str(output / "diagnoses.parquet")]
    words += ["--deprivation", str(deprivation)] if deprivation else []
    print(f"Next: {next_step(options, 'count-onsets', [*words, '-o', 'onsets.parquet'])}")
