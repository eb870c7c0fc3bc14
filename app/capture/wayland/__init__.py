"""What the eyes of every Wayland desktop share: the language of the compositor, its outputs, and idle time."""
