"""The face of certification: all that another context may call."""

__all__: list[str] = []
