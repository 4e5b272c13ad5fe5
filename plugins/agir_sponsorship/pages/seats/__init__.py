"""Pages of seats and aid: a learner’s own, and those of who runs the site."""
