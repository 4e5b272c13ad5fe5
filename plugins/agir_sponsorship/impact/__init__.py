"""What a sponsor sees of what their money did, and of nobody in particular."""
