"""A plan is what separates a document from what is stored; applied, nothing separates them."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given

from agir_competencies.domain.adopt import adopt
from agir_competencies.domain.framework import Document, Head, Item
from agir_competencies.domain.plan import Diff, Stored, StoredItem, diff
from agir_competencies.frameworks.case import parse
from unit.competencies.frameworks.case_packages import package, trees


def applied(document: Document, stored: Stored) -> Stored:
    """Return what the tables would hold after the plan, worked out from the plan alone."""
    plan: Diff = diff(document, stored)
    items = dict(stored.items)
    for item in (*plan.create, *plan.update):
        key = items[item.identifier].key if item.identifier in items else len(items) + 1
        old = items.get(item.identifier)
        items[item.identifier] = StoredItem(key, item, "", False, old.replaced_by if old else None)
    for name in plan.retire:
        items[name] = replace(items[name], retired=True)
    for name in plan.revive:
        items[name] = replace(items[name], retired=False)
    for name, new in plan.replace.items():
        items[name] = replace(items[name], replaced_by=new)
    items = {name: replace(old, label=plan.labels[name]) for name, old in items.items()}
    return Stored(
        plan.head, items,
        (stored.edges - plan.old_edges) | plan.new_edges,
        (stored.sayings - plan.old_sayings) | plan.new_sayings,
    )  # fmt: skip


@given(trees(), trees())
def test_planning_again_after_applying_finds_nothing(first, second) -> None:
    """Whatever was there before; and coming back to the first framework works too."""
    one, two = (parse(package(*tree), most_items=100) for tree in (first, second))
    stored = applied(one, Stored())
    assert diff(one, stored).is_empty
    stored = applied(two, stored)
    assert diff(two, stored).is_empty
    live = {name for name, old in stored.items.items() if not old.retired}
    assert live == {item.identifier for item in two.items}
    stored = applied(one, stored)
    assert diff(one, stored).is_empty


@given(trees())
def test_counts_add_up_to_the_items(tree) -> None:
    """A first import creates each item and nothing else."""
    document = parse(package(*tree), most_items=100)
    assert diff(document, Stored()).counts == {"create": len(document.items), "unchanged": 0}


HEAD = Head(UUID(int=1), "u", "rncp", "T", language="fr")


def bloc(*statements: str) -> Document:
    """Return a framework of one bloc and uncoded sentences, named by their words as RNCP does."""
    top = Item(UUID(int=99), "u#BC01", "Bloc", item_type="bloc")
    rows = [
        Item(UUID(int=hash(text) % 2**100), f"u#{text}", text, item_type="competence",
             parent=top.identifier, position=at, depth=1)
        for at, text in enumerate(statements)
    ]  # fmt: skip
    return Document(HEAD, (top, *rows))


def test_a_corrected_sentence_keeps_its_identity() -> None:
    """One letter changed and one sentence put before: one update, one creation, none retired."""
    stored = applied(bloc("Maquetter des interfasses web", "Documenter le déploiement"), Stored())
    new = adopt(
        bloc("Installer son poste", "Maquetter des interfaces web", "Documenter le déploiement"),
        stored,
    )
    plan = diff(new, stored)
    assert (plan.counts["create"], plan.counts["update"]) == (1, 1)
    assert not plan.retire
    after = applied(new, stored)
    again = adopt(
        bloc("Installer son poste", "Maquetter des interfaces web", "Documenter le déploiement"),
        after,
    )
    assert diff(again, after).is_empty


def test_another_sentence_is_another_competency() -> None:
    """Nothing in common: one retired, one created."""
    stored = applied(bloc("Lire un plan"), Stored())
    plan = diff(adopt(bloc("Négocier un prix"), stored), stored)
    assert (plan.counts["create"], plan.counts["retire"]) == (1, 1)
