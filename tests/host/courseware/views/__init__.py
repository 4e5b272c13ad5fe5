"""One room a kind of address."""
