"""The ledger: written, read, reversed, guarded and verified."""
