"""The mirror is what the platform's own tagging accepts, and survives what Studio does to it."""

from __future__ import annotations

import pytest
from sql_counts import counted

from agir_competencies import api
from agir_competencies.models import Competency, Framework
from agir_competencies.tagging import oel
from unit.competencies.frameworks.case_packages import document, edge, item

pytestmark = pytest.mark.django_db
PROBLEM = "block-v1:Agir+Memory+2026+type@problem+block@problem-1"


def taxonomy() -> oel.Taxonomy:
    """Return the taxonomy of the only framework, as the platform uses it."""
    found = oel.Taxonomy.objects.get(pk=Framework.objects.get().taxonomy_id)
    return found.cast() if hasattr(found, "cast") else found


def tag(label: str) -> oel.Tag:
    """Return a tag by its value."""
    return oel.Tag.objects.get(value=label)


def key() -> int:
    """Return the only framework."""
    return Framework.objects.get().pk


def deep(take) -> None:
    """Take in five levels with long, equal and unwelcome texts."""
    statements = ["Lire", "lire; vite", "A > B", "x" * 900, "LIRE", "Écrire", "ecrire"]
    take(
        [item(n, text) for n, text in enumerate(statements, start=1)],
        [edge(n, n - 1) for n in range(2, 6)] + [edge(7, 5)],
    )


def test_the_taxonomy_is_plain_closed_and_offered_to_all(take, memory) -> None:
    """And named after the framework; its export id follows from the address alone."""
    take([item(1)], CFDocument=document(title="T" * 400, uri="https://example.org/f/é?x=1"))
    found = taxonomy()
    assert (found.enabled, found.allow_multiple, found.allow_free_text) == (True, True, False)
    assert found.visible_to_authors
    assert len(found.name) <= 255
    assert found.export_id.startswith("agir-example-org-f-e-x-1-")
    found.full_clean()
    assert type(found) is oel.Taxonomy
    assert found.pk in memory.shelf.offered
    if oel.HAS_READ_ONLY:
        assert found.read_only


def test_every_tag_passes_the_platform_s_own_check(take) -> None:
    """Saving each the platform's way changes nothing, not its depth, not its lineage."""
    deep(take)
    before = oel.tags(taxonomy().pk)
    for row in oel.Tag.objects.filter(taxonomy=taxonomy()):
        row.full_clean(exclude=["parent", "taxonomy"])
        row.save()
    assert oel.tags(taxonomy().pk) == before
    assert {row.external_id for row in before} == {
        str(identifier) for identifier in Competency.objects.values_list("identifier", flat=True)
    }


def test_studio_s_drawer_lists_every_tag(take) -> None:
    """Five levels of the framework are three of the drawer; none is lost."""
    deep(take)
    listed = list(taxonomy().get_filtered_tags())
    assert len(listed) == 7
    assert max(row["depth"] for row in listed) == 2


def test_an_author_can_tag_with_it(take) -> None:
    """Through the platform's own function."""
    deep(take)
    oel.api.tag_object(PROBLEM, taxonomy(), ["A › B", "lire, vite"])
    found = oel.object_tags([PROBLEM], [taxonomy().pk])
    assert {row.value for row in found} == {"A › B", "lire, vite"}


def test_edits_made_in_studio_are_reported_and_overwritten(take) -> None:
    """A rename, a move, an addition and a new name of the taxonomy itself."""
    take([item(1, "Lire"), item(2, "Écrire"), item(3, "Compter")], [edge(2, 1), edge(3, 1)])
    before = oel.tags(taxonomy().pk)
    found = taxonomy()
    lire, ecrire, compter = tag("Lire"), tag("Écrire"), tag("Compter")
    lire.value = "Lire mieux"
    lire.save()
    ecrire.parent = None
    ecrire.save()
    oel.Tag(taxonomy=found, value="Intrus", external_id="intrus", parent=compter).save()
    found.name = "Autre nom"
    found.save()
    assert {d.kind for d in api.report_drift()} == {
        "tag_renamed", "tag_moved", "tag_unknown", "taxonomy_changed"
    }  # fmt: skip
    assert api.mirror(key()).wrote
    assert api.report_drift() == []
    assert oel.tags(found.pk) == before
    with counted() as counts:
        assert not api.mirror(key()).wrote
    assert counts.writes == []


def test_a_tag_deleted_in_studio_comes_back_with_its_objects(take) -> None:
    """The object that bore it bears it again, even under the label of before."""
    take([item(1, "Lire"), item(2, "Écrire")])
    oel.api.tag_object(PROBLEM, taxonomy(), ["Lire"])
    take([item(1, "Lire à voix haute"), item(2, "Écrire")])
    old = tag("Lire à voix haute").pk
    oel.Tag.objects.filter(pk=old).delete()
    assert [d.kind for d in api.report_drift()] == ["tag_missing"]
    outcome = api.mirror(key())
    assert (outcome.created, outcome.relinked) == (1, 1)
    [row] = oel.object_tags([PROBLEM], [taxonomy().pk])
    assert row.tag == tag("Lire à voix haute").pk
    assert Competency.objects.get(label="Lire à voix haute").tag_id == row.tag


def test_a_whole_branch_deleted_comes_back(take) -> None:
    """Its parents first."""
    deep(take)
    oel.Tag.objects.filter(value="Lire").delete()
    assert oel.Tag.objects.filter(taxonomy=taxonomy()).count() == 1
    assert api.mirror(key()).created == 6
    assert api.report_drift() == []


def test_a_taxonomy_deleted_comes_back(take) -> None:
    """With a new id, kept in the framework; its tags too."""
    take([item(1, "Lire")])
    taxonomy().delete()
    assert [d.kind for d in api.report_drift()] == ["taxonomy_missing"]
    api.mirror(key())
    assert taxonomy().tag_set.count() == 1
    assert api.report_drift() == []


def test_the_tag_of_a_retired_competency_stays_as_long_as_an_object_bears_it(take) -> None:
    """At the top, and saying so; gone once nobody does."""
    take([item(1, "Lire"), item(2, "Écrire")], [edge(2, 1)])
    oel.api.tag_object(PROBLEM, taxonomy(), ["Écrire"])
    take([item(1, "Lire")])
    kept = tag("Écrire (retirée)")
    assert kept.parent is None
    assert api.report_drift() == []
    oel.api.tag_object(PROBLEM, taxonomy(), [])
    api.mirror(key())
    assert not oel.Tag.objects.filter(pk=kept.pk).exists()
    assert Competency.objects.get(statement="Écrire").tag_id is None


def test_an_external_id_edited_by_hand_is_put_back(take) -> None:
    """The tag is known by the id under which it was written."""
    take([item(1, "Lire")])
    oel.Tag.objects.update(external_id="something else")
    assert api.mirror(key()).created == 0
    assert tag("Lire").external_id == str(Competency.objects.get().identifier)
