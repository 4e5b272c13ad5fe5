"""What does the demo hold? People, courses, frameworks, tags, badges; loading twice is once."""
