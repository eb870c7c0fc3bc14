"""The demo: a made-up world, shown in real windows on a virtual display."""
