"""What applications themselves say of their windows."""
