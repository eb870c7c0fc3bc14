"""Drawn screens with made-up secrets and with what only looks like one, and how well they are masked."""
