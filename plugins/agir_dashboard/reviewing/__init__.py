"""What people say of a learner's skill by name: pages of course teams, reviewers and learners."""
