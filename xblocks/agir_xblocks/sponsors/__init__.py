"""The block that thanks who pays for a course."""
