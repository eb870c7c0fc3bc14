"""The desktop's portals (xdg-desktop-portal): what a sandboxed or Wayland program asks the person for.

A portal looks at the process that asks. So nothing here runs in the keeper, which is closed to looks: shortcuts belong
to the window, pictures to a child without keys.
"""
