"""Which organisations see a taxonomy, and own a site? Tables shaped as the platform's."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class TaxonomyOrg(models.Model):
    """One organisation that sees one taxonomy; ``org`` '' is all of them.

    .. no_pii:
    """

    taxonomy_id = models.BigIntegerField()
    org = models.CharField(max_length=100, blank=True, default="")
    rel_type = models.CharField(max_length=3, default="OWN")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["taxonomy_id", "org", "rel_type"], name="host_taxonomy_org_once"
            )
        ]


class SiteConfiguration(models.Model):
    """What one site says otherwise than the settings: its address, its organisations.

    .. no_pii:
    """

    site = models.OneToOneField("sites.Site", on_delete=models.CASCADE, related_name="+")
    enabled = models.BooleanField(default=False)
    site_values = models.JSONField(default=dict, blank=True)
