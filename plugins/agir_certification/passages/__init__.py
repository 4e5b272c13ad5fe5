"""Exams taken: who came, what the jury decided, and what is ready for the Caisse des Dépôts."""
