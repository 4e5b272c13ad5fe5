"""A learner's own goals: kept, measured, ended; and what course teams propose (decision 0005)."""
