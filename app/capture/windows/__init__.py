"""What is known of windows, behind the port `WindowInfo`, for each platform; `choose` picks one."""
