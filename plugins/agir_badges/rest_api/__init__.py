"""What programs ask of badges."""
