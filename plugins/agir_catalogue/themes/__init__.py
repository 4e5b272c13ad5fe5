"""What is said of the themes of a course, by whom, and how is it taken back?"""
