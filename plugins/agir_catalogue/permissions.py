"""Who may do what with the catalogue?"""
