"""What counting from records must cost at least: each file read once and grouped by person, by DuckDB and nothing else.

Run with: python -m tests.benchmarks.bare_groups FOLDER MEMORY_LIMIT
"""

import sys
import tempfile

import duckdb


def main(folder: str, memory_limit: str) -> None:
    """Group both files by person and keep the result in the engine."""
    with tempfile.TemporaryDirectory() as spill:
        settings = {"memory_limit": memory_limit, "temp_directory": spill, "preserve_insertion_order": "false"}
        with duckdb.connect(config=settings) as connection:
            for name in ("residents", "diagnoses"):
                connection.read_parquet(f"{folder}/{name}.parquet").create_view(name)
            connection.execute(
                "create temp table of_residents as select person_id, count(*) as n from residents group by person_id"
            )
            connection.execute(
                "create temp table of_diagnoses as select person_id, count(*) as n from diagnoses group by person_id"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
