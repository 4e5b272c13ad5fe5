"""The face of the catalogue: all that another context may call."""

__all__: list[str] = []
