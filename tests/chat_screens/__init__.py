"""Drawn chats of several layouts with what was said in them, for tests and measures."""
