"""The face of sponsorship: all that another context may call."""

__all__: list[str] = []
