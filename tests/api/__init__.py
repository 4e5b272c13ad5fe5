"""The REST face asked by a stranger who knows nothing but its description."""
