"""Noticing that the person went away, so that the safe is locked: ports, one way for each desktop, and the watch."""
