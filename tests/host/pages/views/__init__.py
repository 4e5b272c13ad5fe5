"""One room a page: each module answers one address."""
