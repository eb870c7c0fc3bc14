"""Screens drawn by a real browser and by real Qt windows, with every word and its place known."""
