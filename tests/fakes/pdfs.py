"""PDFs made by hand: of lines of text, of pictures, with a password, too large for their reader."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def of_pages(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of pages of lines, in plain Latin letters."""
    return _of_streams([zlib.compress(_written(lines)) for lines in pages])


def of_pictures(pages: Sequence[str]) -> bytes:
    """A PDF as a scanner makes it: each page a picture of one line."""
    drawn = [_drawn(line) for line in pages]
    file = io.BytesIO()
    drawn[0].save(file, "PDF", save_all=True, append_images=drawn[1:], resolution=150)
    return file.getvalue()


def with_password() -> bytes:
    """A PDF that no empty password opens."""
    key = b"<" + b"5a" * 32 + b">"
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >>"
    return _of_streams(
        [zlib.compress(_written(["Nobody reads this."]))], trailer=b" /ID [<00> <00>] /Encrypt " + lock
    )


def that_grows(count: int) -> bytes:
    """A small PDF whose only page has about `count` bytes of content, unpacked."""
    packing, part = zlib.compressobj(), b"(a) Tj " * 100_000
    packed = [packing.compress(b"BT /F1 12 Tf 72 700 Td ")]
    packed += [packing.compress(part) for _ in range(count // len(part))]
    return _of_streams([b"".join((*packed, packing.compress(b"ET"), packing.flush()))])


def _written(lines: Sequence[str]) -> bytes:
    said = b" ".join(b"(" + line.encode("latin-1") + b") Tj 0 -16 Td" for line in lines)
    return b"BT /F1 12 Tf 72 700 Td " + said + b" ET"


def _drawn(line: str) -> Image.Image:
    page = Image.new("L", (1240, 1754), 255)
    if line:
        ImageDraw.Draw(page).text((150, 200), line, fill=0, font=ImageFont.load_default(36))
    return page


def _of_streams(contents: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A whole file: a catalogue, the pages, a font, and each page with its content, which is compressed."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        _FONT,
    ]
    for n, packed in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * n)
        )
        head = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
        objects.append(head + b"\nstream\n" + packed + b"\nendstream")
    return _numbered(objects, trailer)


def _numbered(objects: Sequence[bytes], trailer: bytes) -> bytes:
    file, places = bytearray(b"%PDF-1.7\n"), list[int]()
    for n, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    at = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer << /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, trailer)
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % at)
