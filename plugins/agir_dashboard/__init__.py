"""A learner's own page of skills: it composes other contexts and owns no table."""
