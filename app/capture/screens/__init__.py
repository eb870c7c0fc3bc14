"""Sources of pictures behind the port `ScreenSource`."""
