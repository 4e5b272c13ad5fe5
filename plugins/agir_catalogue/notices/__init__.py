"""What does the catalogue say of a course, and what became of it?"""
