"""The timeline: a day of frames, one shown large, on a tape of app-coloured cells."""
