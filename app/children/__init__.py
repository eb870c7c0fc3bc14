"""The keeper's three children: reader (OCR), meaning host, language host. They hold no key and no file of the safe."""
