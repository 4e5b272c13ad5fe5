"""What does the public catalogue search in?"""

from django.db import models


class Listing(models.Model):
    """One row is one course as the public finds it: of this site, or of another operator.

    A copy, made from notices and peers' courses by ``search.index`` and from nothing else, so
    that it can be thrown away and made again. ``key`` is the course's key here, '' for a course
    elsewhere; ``origin`` the name of the other operator, '' for this site. ``folded`` holds the
    words that are searched, ``card`` (JSON of ``search.entry.Entry``) what pages show, ``digest``
    tells whether anything changed.

    .. no_pii:
    """

    identifier = models.UUIDField(unique=True)  # UUID5 of the course's address
    key = models.CharField(max_length=255, blank=True, db_index=True)
    origin = models.CharField(max_length=255, blank=True, db_index=True)
    title_key = models.CharField(max_length=191)  # folded, for the order
    folded = models.TextField()
    minutes = models.PositiveIntegerField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)
    card = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Table name, and an index an order."""

        db_table = "agir_catalogue_listing"
        indexes = [
            models.Index(fields=("title_key", "identifier"), name="agir_listing_by_title"),
            models.Index(fields=("modified_at", "identifier"), name="agir_listing_by_change"),
        ]

    def __str__(self) -> str:
        """Return the folded title."""
        return self.title_key


class ListingFacet(models.Model):
    """One row is one value by which a listing is found: a language, a theme, a competency…

    ``label`` is the name of the value where the value itself says nothing to a person.

    .. no_pii:
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="facets")
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=191)
    label = models.CharField(max_length=500, blank=True)

    class Meta:
        """Once a listing; read from the value."""

        db_table = "agir_catalogue_listing_facet"
        constraints = [
            models.UniqueConstraint(
                fields=("listing", "kind", "value"), name="agir_listing_facet_once"
            )
        ]
        indexes = [
            # The listing is in it so that values are counted without reading a row.
            models.Index(fields=("kind", "value", "listing"), name="agir_listing_facet_value")
        ]

    def __str__(self) -> str:
        """Return kind and value."""
        return f"{self.kind}: {self.value}"
