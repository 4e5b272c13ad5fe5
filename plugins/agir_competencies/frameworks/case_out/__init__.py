"""CASE 1.1 as this site writes it: packages, single entities, the list of documents."""
