"""What everybody may read of the money: computed from the ledger alone, the same each time."""
