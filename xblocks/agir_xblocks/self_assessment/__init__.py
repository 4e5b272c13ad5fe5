"""What learners say of themselves, before and after, beside what they showed."""
