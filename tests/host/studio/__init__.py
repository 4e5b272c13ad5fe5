"""What does an author see in the embedded host?"""
