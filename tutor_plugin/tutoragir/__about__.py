"""Which version is this? That of the suite it carries: the build refuses any other."""

__version__ = "0.1.0"
