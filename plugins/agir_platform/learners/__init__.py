"""Who is a learner? A random subject that retirement can make mean nobody."""
