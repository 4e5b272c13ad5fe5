"""Companies fund MOOCs, learners stay free: a ledger, campaigns, seats, a solidarity fund."""
