"""What does a course promise, what does it assess, and what would scores in it lead to?"""
