"""Days and weeks: where the time went, what was done, and how the year looks."""
