"""The datasets and charts for Aspects: rendered by Tutor with Aspects, their SQL run by chdb."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tutoraspects", reason="needs Tutor with Aspects, and chdb: make test-aspects")
pytest.importorskip("chdb", reason="needs Tutor with Aspects, and chdb: make test-aspects")

import yaml
from chdb import session as chdb_session

MASTERED = "http://adlnet.gov/expapi/verbs/mastered"
LOST = "http://activitystrea.ms/schema/1.0/lose"
OBJECTIVE = "http://adlnet.gov/expapi/activities/objective"
COURSE = "https://campus.example/course/course-v1:Agir+Demo+2026"


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what Superset's import reads, from a site with both plugins."""
    root, plugins = (tmp_path_factory.mktemp(name) for name in ("root", "plugins"))
    (root / "config.yml").write_text("PLUGINS: [aspects, agir]\n")
    program = Path(sys.executable).parent / "tutor"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TUTOR_")},
        "TUTOR_ROOT": str(root),
        "TUTOR_PLUGINS_ROOT": str(plugins),
    }
    done = subprocess.run(
        [program, "config", "save"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = root.glob("env/plugins/aspects/apps/superset/pythonpath/assets.yaml")
    return [one for one in yaml.safe_load_all(found.read_text()) if one]


def of(rendered: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {one["uuid"]: one for one in rendered if kind in one}


@pytest.fixture(scope="session")
def clickhouse(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a ClickHouse that holds statements: 12 learners on Lire, one of them lost it."""
    found = chdb_session.Session(str(tmp_path_factory.mktemp("clickhouse")))
    found.query("CREATE DATABASE xapi")
    found.query(
        "CREATE TABLE xapi.xapi_events_all_parsed (event_id UUID, verb_id String, actor_id String,"
        " object_id String, course_id String, org String, emission_time DateTime64(6),"
        " event String) ENGINE = ReplacingMergeTree"
        " ORDER BY (org, course_id, verb_id, actor_id, emission_time, event_id)"
    )
    rows = [row(number, MASTERED, 1) for number in range(12)]
    rows += [row(3, LOST, 2), row(4, LOST, 2), row(4, MASTERED, 3)]
    rows += [rows[0], row(5, MASTERED, 1, kind="http://adlnet.gov/expapi/activities/course")]
    lines = "\n".join(json.dumps(one) for one in rows)
    found.query(f"INSERT INTO xapi.xapi_events_all_parsed FORMAT JSONEachRow {lines}")
    yield found
    found.close()


def row(actor: int, verb: str, day: int, kind: str = OBJECTIVE) -> dict[str, Any]:
    place = "urn:lire" if kind == OBJECTIVE else COURSE
    definition = {"type": kind, "name": {"fr": "Lire un plan"}}
    last = f"{day:02d}{kind == OBJECTIVE:02d}{verb == LOST:08d}"
    return {
        "event_id": f"{actor:08d}-0000-5000-8000-{last}",
        "verb_id": verb,
        "actor_id": f"learner {actor}",
        "object_id": place,
        "course_id": COURSE,
        "org": "Agir",
        "emission_time": f"2026-02-{day:02d} 08:00:00",
        "event": json.dumps({"object": {"id": place, "definition": definition}}),
    }


def asked(clickhouse: Any, sql: str) -> list[dict[str, Any]]:
    answer = clickhouse.query(sql, "JSONEachRow").bytes().decode()
    return [json.loads(line) for line in answer.splitlines()]


def test_each_asset_is_one_that_aspects_knows(rendered: list[dict[str, Any]]) -> None:
    datasets, charts = of(rendered, "table_name"), of(rendered, "slice_name")
    assert (len(datasets), len(charts)) == (2, 2)
    for one in rendered:
        assert one["_file_name"].endswith(".yaml")
        assert "{{" not in yaml.dump(one)
    for one in charts.values():
        told = {metric["metric_name"] for metric in datasets[one["dataset_uuid"]]["metrics"]}
        assert set(one["params"]["metrics"]) <= told


def test_teams_see_their_own_courses(rendered: list[dict[str, Any]]) -> None:
    """Aspects filters the datasets of this schema by the column course_key."""
    for one in of(rendered, "table_name").values():
        assert one["schema"] == "reporting"
        assert "course_key" in {column["column_name"] for column in one["columns"]}


def test_the_datasets_run_and_say_what_they_declare(
    rendered: list[dict[str, Any]], clickhouse: Any
) -> None:
    for one in of(rendered, "table_name").values():
        rows = asked(clickhouse, one["sql"])
        assert rows
        assert set(rows[0]) == {column["column_name"] for column in one["columns"]}
        assert {found["label"] for found in rows} == {"Lire un plan"}
        assert {found["course_key"] for found in rows} == {"course-v1:Agir+Demo+2026"}


def test_the_figures_are_right(rendered: list[dict[str, Any]], clickhouse: Any) -> None:
    """12 gained, one again after it lost it, two losses; a statement stored twice counts once."""
    figures = {}
    for one in of(rendered, "table_name").values():
        for metric in one["metrics"]:
            (found,) = asked(clickhouse, f"SELECT {metric['expression']} AS n FROM ({one['sql']})")
            figures[metric["metric_name"]] = int(found["n"])
    assert figures == {"gained": 13, "lost": 2, "learners": 11, "ever": 12}


def test_a_small_cell_is_shown_to_nobody(rendered: list[dict[str, Any]], clickhouse: Any) -> None:
    datasets = of(rendered, "table_name")
    (chart,) = (one for one in of(rendered, "slice_name").values() if one["viz_type"] == "table")
    (having,) = (one["sqlExpression"] for one in chart["params"]["adhoc_filters"])
    sql = datasets[chart["dataset_uuid"]]["sql"]
    grouped = "SELECT label FROM ({}) GROUP BY label HAVING {}"
    assert len(asked(clickhouse, grouped.format(sql, having))) == 1
    fewer = f"SELECT * FROM ({sql}) WHERE actor_id != 'learner 0'"
    assert asked(clickhouse, grouped.format(fewer, having)) == []
