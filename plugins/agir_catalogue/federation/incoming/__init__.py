"""How do the courses of another operator come to be shown here, and what is not believed?"""
