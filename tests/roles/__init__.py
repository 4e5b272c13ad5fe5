"""Every address with records that are there, asked by everybody: one table says who gets what."""
