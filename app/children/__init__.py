"""The keeper's children: reader (OCR), meaning host, language host, and one that asks the desktop's portal.

They hold no key and no file of the safe.
"""
