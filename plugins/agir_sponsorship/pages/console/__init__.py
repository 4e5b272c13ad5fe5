"""What the people who run the site do with campaigns and money."""
