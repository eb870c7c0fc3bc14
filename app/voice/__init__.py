"""What is said aloud: a port, and nothing behind it that listens."""
