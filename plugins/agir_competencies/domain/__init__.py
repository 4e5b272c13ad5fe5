"""Rules of competencies: pure Python, told the time and the figures, knowing no table."""
