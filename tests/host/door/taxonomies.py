"""Which authors see a taxonomy in the drawer?"""

from host.door.models import TaxonomyOrg


class HostTaxonomies:
    """Organisations of taxonomies, in the host's own table."""

    def offer_to_all(self, taxonomy_id: int) -> None:
        """Show the taxonomy to the authors of every organisation. Idempotent."""
        TaxonomyOrg.objects.get_or_create(taxonomy_id=taxonomy_id, org="", rel_type="OWN")
