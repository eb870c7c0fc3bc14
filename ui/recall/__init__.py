"""The recall overlay: one box over any app, and what is remembered under it while it is typed into."""
