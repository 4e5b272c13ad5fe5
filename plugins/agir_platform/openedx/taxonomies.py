"""Which authors see a taxonomy in Studio's drawer on the real platform?"""


class OpenEdxTaxonomies:
    """Organisations of taxonomies, by the platform's own tagging app."""

    def offer_to_all(self, taxonomy_id: int) -> None:
        """Show the taxonomy to the authors of every organisation. Idempotent.

        The row is looked at first: the platform's own function deletes and writes again.
        """
        from openedx.core.djangoapps.content_tagging.models import TaxonomyOrg  # noqa: PLC0415

        TaxonomyOrg.objects.get_or_create(
            taxonomy_id=taxonomy_id, org=None, rel_type=TaxonomyOrg.RelType.OWNER
        )
