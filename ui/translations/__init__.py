"""The catalogues of translations, which `make translations` writes: .ts to edit, .qm as they are loaded."""
