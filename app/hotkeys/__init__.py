"""The one shortcut that calls Reverie from anywhere, one way for each desktop. It belongs to the window's process."""
