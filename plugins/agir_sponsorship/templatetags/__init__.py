"""What templates of sponsorship ask for."""
