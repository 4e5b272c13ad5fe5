"""Who may do what in certification?"""
