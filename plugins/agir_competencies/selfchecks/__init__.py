"""What learners say of themselves, kept apart from what is measured."""
