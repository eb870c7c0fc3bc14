"""The forms of an export: JSON for programs and for another safe, Markdown and a workbook for people."""
