"""The demo: a seeded world, shown in real windows, recorded and asked about."""
