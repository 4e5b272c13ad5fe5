"""Why is somebody here? Their own goal for the course, where they learn."""
