"""Sessions, the places in them, and the contract of those who enter a training."""
