"""What the keeper does for its clients, one file a subject."""
