"""What a person sees and touches. PySide6, and only here."""
