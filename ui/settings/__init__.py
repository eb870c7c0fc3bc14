"""The page of settings: every declared one, and those of the window itself."""
