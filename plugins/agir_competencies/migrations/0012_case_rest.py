"""What CASE says of frameworks and items and no column holds, kept as it came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agir_competencies", "0011_attestations_and_overrides")]

    operations = [
        migrations.AddField(
            model_name="competency", name="rest", field=models.TextField(blank=True)
        ),
        migrations.AddField(
            model_name="framework", name="rest", field=models.TextField(blank=True)
        ),
    ]
