"""Who may do what in sponsorship?"""
