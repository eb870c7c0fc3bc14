"""Starting at a login: one module a system, each a file or a value that the desktop reads."""
