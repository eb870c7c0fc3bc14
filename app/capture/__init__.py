"""From pixels to redacted, searchable frames."""
