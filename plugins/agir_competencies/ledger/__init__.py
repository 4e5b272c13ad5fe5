"""From a score that was heard to a standing: inbox, ledger, current evidence, state."""
