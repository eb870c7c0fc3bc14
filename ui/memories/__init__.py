"""The memories: a tab for each kind, read from the kinds themselves; a page for each memory."""
