"""From what a learner showed to a certification: sessions, ways to pay, what happens next."""
