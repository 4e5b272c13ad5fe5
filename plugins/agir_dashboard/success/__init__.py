"""What succeeds, in the learners' own terms: the reports of course teams and of operators."""
