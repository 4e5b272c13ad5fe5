"""A short positioning test that adapts to its learner."""
