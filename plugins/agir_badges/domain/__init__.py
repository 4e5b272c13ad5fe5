"""Rules of badges: pure Python, no framework, no clock."""
