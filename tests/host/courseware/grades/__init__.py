"""How does an answer become a grade: the problem's, then its subsection's, then the course's."""
