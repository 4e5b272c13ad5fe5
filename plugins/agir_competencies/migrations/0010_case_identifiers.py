"""Relations and translations take the names that CASE knows them by; those that exist too."""

from typing import Any, Final
from uuid import UUID, uuid5

from django.db import migrations, models

# What `domain.identity` says, as it was here: a stored name never changes.
NAMESPACE: Final = UUID("7e0f5a6c-2b5d-5a53-9a6e-3d1c6f2b8a41")
BATCH: Final = 1000


def name_all(apps: Any, schema_editor: Any) -> None:
    """Name the rows, a batch at a time."""
    said = ("competency__identifier", "language")
    _name(apps.get_model("agir_competencies", "CompetencyTranslation"), "saying", said)
    leads = ("origin__identifier", "kind", "destination_uri")
    _name(apps.get_model("agir_competencies", "Relation"), "relation", leads)


def _name(model: Any, kind: str, parts: tuple[str, ...]) -> None:
    last = 0
    while rows := list(
        model.objects.filter(pk__gt=last, identifier=None)
        .order_by("pk")
        .values_list("pk", *parts)[:BATCH]
    ):
        model.objects.bulk_update(
            [
                model(pk=key, identifier=uuid5(NAMESPACE, "\x1f".join((kind, *map(str, natural)))))
                for key, *natural in rows
            ],
            ["identifier"],
        )
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("agir_competencies", "0009_self_assessments")]

    operations = [
        migrations.AddField(
            model_name="competencytranslation",
            name="identifier",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="relation",
            name="identifier",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.RunPython(name_all, migrations.RunPython.noop),
    ]
