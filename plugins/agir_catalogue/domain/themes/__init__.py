"""What is a course about? Schemes of themes, and how a course is shared among them."""
