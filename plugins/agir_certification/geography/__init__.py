"""Places of birth by INSEE's code officiel géographique (Licence Ouverte 2.0)."""
