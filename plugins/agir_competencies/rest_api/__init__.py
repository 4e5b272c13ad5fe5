"""What programs ask of competencies."""
