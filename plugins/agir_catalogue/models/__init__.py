"""Tables of the catalogue, one file a noun."""

from agir_catalogue.models.change import Change, ChangeHead
from agir_catalogue.models.listing import Listing, ListingFacet

__all__ = ["Change", "ChangeHead", "Listing", "ListingFacet"]
