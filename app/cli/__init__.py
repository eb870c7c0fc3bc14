"""The command line: others script against it, see DESIGN section 6 for what must stay."""
