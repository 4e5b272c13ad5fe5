"""Tables of the catalogue, one file a noun."""

from agir_catalogue.models.change import Change, ChangeHead

__all__ = ["Change", "ChangeHead"]
