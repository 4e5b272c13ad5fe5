"""What leaves comes back as itself: 0 rows, whatever the framework came from."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sql_counts import counted

from agir_competencies import api
from agir_competencies.domain.refusals import FormatUnknown, FrameworkUnknown
from agir_competencies.models import Competency, CompetencyTranslation, Framework, Relation
from unit.competencies.frameworks import case_rules, framework_files
from unit.competencies.frameworks.case_packages import DOCUMENT, document, edge, item, trees
from unit.competencies.frameworks.framework_files import SKILL, Node, forests
from unit.competencies.frameworks.test_framework_rncp import bloc, sheet

pytestmark = pytest.mark.django_db
QUICK = hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NATIVE = {"moodle": "moodle", "openedx": "openedx_json"}


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    """Say the site's address."""
    settings.AGIR_SITE_URL = "https://campus.example"


def exported(framework: Framework, form: str = "case") -> bytes:
    """Return the bytes of a framework."""
    return b"".join(api.export_framework(framework.identifier, format=form))


def comes_back(content: bytes, path: Path, form: str = "case") -> None:
    """Assert that an import of ``content`` writes nothing but which file was read last."""
    path.write_bytes(content)
    plan = api.plan_import(path, format=form)
    assert [(part.is_new, part.is_changed, part.notes) for part in plan.frameworks] == [
        (False, False, ())
    ]
    with counted() as counts:
        outcome = api.apply_plan(plan)
    assert outcome.frameworks == 0
    assert [sql for sql in counts.writes if "file" not in sql] == []


@QUICK
@given(trees(), trees(), trees())
def test_a_framework_with_a_past_comes_back(take: Any, tmp_path: Path, one, two, three) -> None:
    """After each of three imports: retired, revived, moved items and all."""
    with transaction.atomic():
        for items, edges in (one, two, three):
            take(items, edges)
            content = exported(Framework.objects.get())
            assert case_rules.faults(json.loads(content), case_rules.PACKAGE) == []
            comes_back(content, tmp_path / "again.json")
        transaction.set_rollback(True)


def _rncp(nodes: list[Node], path: Path) -> Path:
    text = " ".join(f"- {'Savoir'} {node.number}" for node in nodes)
    blocs = [bloc("RNCP7BC01", text), bloc("RNCP7BC02")]
    more = "<ACTIF>Non</ACTIF><ETAT_FICHE>Publiée</ETAT_FICHE>"
    path.write_text(f"<FICHES>{sheet('RNCP7', *blocs, more=more)}</FICHES>", encoding="utf-8")
    return path


def _esco(nodes: list[Node], path: Path) -> Path:
    folder = path.with_name("esco-v1.2.0")
    for language in ("en", "fr"):
        framework_files.esco(
            folder, language,
            skills=[framework_files.skill(node) for node in nodes],
            broaderRelationsSkillPillar=[
                framework_files.broader(node.uri, f"{SKILL}{node.parent}")
                for node in nodes if node.parent
            ],
            skillSkillRelations=[
                [node.uri, "knowledge", "essential", "knowledge", f"{SKILL}{other}"]
                for node in nodes for other in node.related
            ],
        )  # fmt: skip
    return folder


def _moodle(nodes: list[Node], path: Path) -> Path:
    path.write_text(framework_files.moodle(nodes), encoding="utf-8", newline="")
    return path


def _openedx(nodes: list[Node], path: Path) -> Path:
    path.write_text(framework_files.tags_json(nodes), encoding="utf-8")
    return path


ORIGINS: dict[str, Callable[[list[Node], Path], Path]] = {
    "rncp": _rncp, "esco": _esco, "moodle": _moodle, "openedx": _openedx
}  # fmt: skip


@pytest.mark.parametrize("origin", ORIGINS)
@QUICK
@given(forests())
def test_a_framework_of_any_origin_comes_back(origin: str, tmp_path: Path, nodes) -> None:
    """As CASE, and in the format it came in where that has a writer."""
    with transaction.atomic():
        source = ORIGINS[origin](nodes, tmp_path / "source.json")
        api.apply_plan(api.plan_import(source, format=origin))
        framework = Framework.objects.get()
        assert framework.source == origin
        content = exported(framework)
        assert case_rules.faults(json.loads(content), case_rules.PACKAGE) == []
        comes_back(content, tmp_path / "again.json")
        if origin in NATIVE:
            comes_back(exported(framework, NATIVE[origin]), tmp_path / "native.json", origin)
        transaction.set_rollback(True)


def test_a_peer_takes_in_what_ended_and_what_replaced_it(take: Any, tmp_path: Path) -> None:
    """On a site that had nothing: the retired item, its date, its heir, and the same bytes out."""
    take([item(1), item(2), item(3, "Know 1", language="en")],
         [edge(2, 1), edge(3, 1, "isTranslationOf"), edge(2, 1, "replacedBy")])  # fmt: skip
    take([item(1)], [])
    path = tmp_path / "peer.json"
    path.write_bytes(exported(Framework.objects.get()))
    ended = Competency.objects.get(identifier=UUID(int=2)).retired_at
    Competency.objects.update(parent=None, replaced_by=None)
    for model in (Relation, CompetencyTranslation, Competency, Framework):
        model.objects.all().delete()
    api.apply_plan(api.plan_import(path, format="case"))
    gone = Competency.objects.get(identifier=UUID(int=2))
    assert gone.retired_at is not None
    assert ended is not None
    assert gone.retired_at.date() == ended.date()
    assert gone.replaced_by == Competency.objects.get(identifier=UUID(int=1))
    assert gone.tag_id is None
    assert [view.identifier for view in api.find_competencies()] == [UUID(int=1)]
    assert api.report_drift() == []
    comes_back(exported(Framework.objects.get()), tmp_path / "back.json")


def test_tags_are_what_the_platform_takes_in(take: Any) -> None:
    """Its own parsers read both files: every tag, parents first, no fault."""
    try:
        from openedx_tagging.import_export.parsers import ParserFormat, get_parser
    except ImportError:
        from openedx_tagging.core.tagging.import_export.parsers import ParserFormat, get_parser
    take(
        [item(n, f"=Savoir; {n} > {n}") for n in range(1, 7)], [edge(n, n - 1) for n in range(2, 7)]
    )
    framework = Framework.objects.get()
    for form in (ParserFormat.CSV, ParserFormat.JSON):
        content = exported(framework, f"openedx_{form.name.lower()}")
        tags, errors = get_parser(form).parse_import(io.BytesIO(content))
        assert errors == []
        seen: dict[str, int] = {}
        for tag in tags:
            seen[tag.id] = seen[tag.parent_id] + 1 if tag.parent_id else 0
            assert not set(tag.value) & {";", "\t"}
        assert len(seen) == 6
        assert max(seen.values()) == 2


def test_a_spreadsheet_runs_nothing(take: Any) -> None:
    """A statement that is a formula is a text in each cell of both tables."""
    head = document(title="=HYPERLINK(1)", publisher="@SUM(1)")
    take([item(1, "=cmd|' /C calc'!A0", humanCodingScheme="-1"), item(2, "+1")], CFDocument=head)
    for form in ("moodle", "openedx_csv"):
        content = exported(Framework.objects.get(), form).decode()
        cells = [cell for line in content.splitlines() for cell in line.split(",")]
        assert [cell for cell in cells if cell.strip('"')[:1] in {"=", "+", "-", "@"}] == []
        assert "calc" in content


def test_an_export_reads_in_few_statements(take: Any) -> None:
    """Four, all before the first piece, and the pieces come one by one."""
    take([item(n) for n in range(1, 700)])
    for form in ("case", "moodle", "openedx_csv", "openedx_json"):
        with counted() as before:
            pieces = api.export_framework(DOCUMENT, format=form)
        with counted() as after:
            count = sum(1 for _ in pieces)
        assert (form, len(before.statements), len(after.statements)) == (form, 4, 0)
        assert count > 1


def test_what_cannot_be_exported_is_refused_before_the_first_piece(take: Any) -> None:
    """An unknown framework, an unknown format."""
    with pytest.raises(FrameworkUnknown):
        api.export_framework(DOCUMENT, format="case")
    take([item(1)])
    with pytest.raises(FormatUnknown):
        api.export_framework(DOCUMENT, format="xml")


def test_the_command_writes_a_file_whole_or_not_at_all(take: Any, tmp_path: Path) -> None:
    """And says what to do for an unknown framework and for a place that takes no file."""
    take([item(1)])
    path = tmp_path / "out.json"
    call_command("agir_export_framework", DOCUMENT, format="case", output=path)
    comes_back(path.read_bytes(), tmp_path / "again.json")
    assert sorted(found.name for found in tmp_path.glob("*out*")) == ["out.json"]
    with pytest.raises(CommandError, match="list of frameworks"):
        call_command("agir_export_framework", UUID(int=7), format="case")
    with pytest.raises(CommandError, match="Choose another place"):
        call_command(
            "agir_export_framework", DOCUMENT, format="moodle", output=tmp_path / "a" / "b"
        )
