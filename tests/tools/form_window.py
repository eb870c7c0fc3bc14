"""A window with a name, a password and a note, in a process of its own: `python -m tests.tools.form_window TITLE X Y`.

The cursor is in the password field. `--app NAME` is what it calls itself, `--text WORDS` stands in the note.
"""

from __future__ import annotations

import argparse
import sys

from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QLineEdit, QWidget

SECRET = "marmalade-42"


def main(argv: list[str]) -> int:
    """Shows the window until it is terminated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("title")
    parser.add_argument("x", type=int)
    parser.add_argument("y", type=int)
    parser.add_argument("--app", default="Form")
    parser.add_argument("--text", default="a note")
    options = parser.parse_args(argv)
    application = QApplication([options.app])
    application.setApplicationName(options.app)
    window = QWidget()
    window.setWindowTitle(options.title)
    inside = QFormLayout(window)
    name, password = QLineEdit("erin"), QLineEdit(SECRET)
    password.setEchoMode(QLineEdit.EchoMode.Password)
    inside.addRow("Name", name)
    inside.addRow("Password", password)
    inside.addRow(QLabel(options.text))
    window.setGeometry(options.x, options.y, 340, 160)
    window.show()
    password.setFocus()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
