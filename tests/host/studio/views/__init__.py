"""One room a page of the small Studio."""
