"""Letters: who is due one, claimed before it leaves so that nobody is told a thing twice."""
