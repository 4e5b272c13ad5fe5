"""Pages, server-rendered."""
