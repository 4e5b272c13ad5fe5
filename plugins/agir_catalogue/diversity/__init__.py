"""How diverse is this catalogue, what does it lack, and what becomes of what it lacks?"""
