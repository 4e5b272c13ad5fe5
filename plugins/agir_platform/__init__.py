"""The one door to Open edX, and the rooms that every context shares."""
