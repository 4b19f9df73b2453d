"""The finished answers of a release: every series of every measure, measured once, judged and disclosed."""

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.variants import variant_when_cut, variants
from blmk_metrics.engines import Engine
from blmk_metrics.engines.statements import statement
from blmk_metrics.lineage import LINEAGE
from blmk_metrics.lineage.recorded_stages import measured_with_stages
from blmk_metrics.lineage.stored_stages import Stage, document_of, series_name, sql_hash
from blmk_metrics.pipeline.checks import Unfit, impossible
from blmk_metrics.pipeline.counting import open_engine, series, tables_of
from blmk_metrics.pipeline.stages import Subject
from blmk_metrics.publishing.outlines import feature_collection, outlines_of_neighbourhoods
from blmk_metrics.publishing.storing import keep
from blmk_metrics.releases.areas import areas_of, choosable
from blmk_metrics.releases.finished_answers import figures_file
from blmk_metrics.releases.manifest import AnswerFile, AnswerFiles

Tables = Mapping[str, pa.Table]
# A series, its measured table, and the stages that made it.
Answer = tuple[Subject, pa.Table, tuple[Stage, ...]]
# An answer as it is stored: tables of one schema, each in a row group of its own, or a document.
Finished = list[pa.Table] | dict[str, Any]
# Libraries on whose versions the last digits of an answer may depend.
LIBRARIES = ("duckdb", "pyarrow", "scipy", "shapely")
LISTS = ("areas", "area_members", "published_figures")


def store_answers(folder: Path, catalogue: Catalogue, tables: Tables) -> AnswerFiles:
    """Compute the answers of a release over its tables, and write each file under the name of its content.

    Raises EngineError, naming the stage, where a measure cannot be computed; OSError when a file cannot be written.
    """
    files, sql = [], ""
    for name, answer in finished(catalogue, tables):
        if isinstance(answer, dict):
            content, ending = json.dumps(answer, separators=(",", ":")).encode(), "json"
        else:
            content, ending = _parquet(answer), "parquet"
        if name == LINEAGE and isinstance(answer, dict):
            sql = sql_hash(answer)
        files.append(_stored(folder, name, content, ending))
    return AnswerFiles(made_by=made_by(sql), files=tuple(files))


def finished(catalogue: Catalogue, tables: Tables) -> Iterator[tuple[str, Finished]]:
    """Every answer of a release, by name: the series of each measure, the lists, the outlines, and how it was made.

    An engine holds what one measure is made of, so that memory follows the largest measure, not their number.
    """
    stages: dict[str, tuple[Stage, ...]] = {}
    for measure in catalogue.measures:
        with closing(open_engine(tables_of(measure, tables))) as engine:
            measured = answers_of(measure, engine, tables)
        if measured:
            stages |= {series_name(*_key(subject)): made for subject, _, made in measured}
            yield figures_file(measure.id), _with_variants(measured)
    for name in LISTS:
        yield name, [tables[name].select(SCHEMAS[name].names)]
    with closing(open_engine(tables)) as engine, engine.computation() as stage:
        yield "neighbourhoods", [stage.ask("neighbourhoods", statement("neighbourhoods", "deprivation"))]
    yield from _outlines(tables)
    yield LINEAGE, document_of(stages)


def made_by(sql: str) -> dict[str, str]:
    """What makes answers here and now: the SHA-256 of the SQL, and the libraries' versions."""
    return {"sql": sql, **{name: version(name) for name in LIBRARIES}}


def answers_of(measure: Measure, engine: Engine, tables: Tables) -> list[Answer]:
    """Every series of a measure in each of its variants: its measured table, and the stages that made it.

    What a publisher gives has no variants, and groups are not summed up. Nothing where the release has no figures of
    it. Raises Unfit where a figure is one that cannot be.
    """
    offered = series(measure, engine)
    subjects = [
        Subject(measure, variant, each.category_type, each.basis)
        for place, variant in enumerate(variants(measure))
        for each in offered
        if place == 0 or each.basis is Basis.COMPUTED
        if variant == variant_when_cut(measure, variant, each.category_type)
    ]
    sizes = {name: table.num_rows for name, table in tables.items()}
    measured = measured_with_stages(engine, sizes, subjects) if subjects else []
    if found := [each for table, _ in measured for each in impossible(measure, engine, table)]:
        raise Unfit(found)
    return [(subject, *each) for subject, each in zip(subjects, measured, strict=True)]


def _with_variants(measured: Sequence[Answer]) -> list[pa.Table]:
    """The tables of series, each beside the id of its variant."""
    return [
        table.add_column(0, "variant", pa.array([subject.variant.id] * len(table), pa.string()))
        for subject, table, _ in measured
    ]


def _key(subject: Subject) -> tuple[str, str, str, str]:
    return subject.measure.id, subject.variant.id, subject.category_type, subject.basis


def _outlines(tables: Tables) -> Iterator[tuple[str, dict[str, Any]]]:
    """The outlines of the areas, and those of the neighbourhoods of each area that a reader may choose."""
    areas = areas_of(tables["areas"].to_pylist())
    yield "outlines", feature_collection(tables["boundaries"], areas)
    small_areas = tables.get("small_areas")
    if small_areas is None:
        return
    members = tables["area_members"].to_pylist()
    for code in choosable(areas.values()):
        parts = {row["member_code"] for row in members if row["footprint_code"] == code} or {code}
        of_parts = pa.array(sorted(parts), pa.string())
        within = small_areas.filter(pc.is_in(small_areas["area_code"], value_set=of_parts))
        for level in sorted(set(within["level"].to_pylist())):
            yield f"outlines/{level}/{code}", outlines_of_neighbourhoods(within, level, parts)


def _parquet(tables: Sequence[pa.Table]) -> bytes:
    """Tables of one schema as a Parquet file, each in a row group of its own."""
    buffer = io.BytesIO()
    # What a table's own file says of itself is no part of an answer, which is the same from wherever the table comes.
    schema = tables[0].schema.remove_metadata()
    with pq.ParquetWriter(buffer, schema, compression="zstd", compression_level=9) as writer:
        for table in tables:
            writer.write_table(table.replace_schema_metadata(), row_group_size=max(len(table), 1))
    return buffer.getvalue()


def store_list(folder: Path, name: str, table: pa.Table) -> AnswerFile:
    """Write a list under the name of its content."""
    return _stored(folder, name, _parquet([table]), "parquet")


def _stored(folder: Path, name: str, content: bytes, ending: str) -> AnswerFile:
    digest = hashlib.sha256(content).hexdigest()
    stem = re.sub(r"[^a-z0-9_.]", "_", name.replace("/", ".").lower())
    file = f"answers/{stem}.{digest[:12]}.{ending}"
    keep(folder, file, content)
    return AnswerFile(name=name, file=file, sha256=digest)
