"""What the program does by itself: capture, services, command line, joining the rooms."""
