"""What programs read of a learner's skills."""
