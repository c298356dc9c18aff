"""Pages of a workbook as small grey pictures, and PNG files of them, without any library.

A picture is (width, height, bytes), a byte for each point, 0 black to 255 white.
"""
import re
import struct
import subprocess
import zlib

DPI = 24


def pages(pdf, sheets):
    """The first page of each of the sheets, by its name in the header: {sheet: picture}."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True,
                          capture_output=True).stdout.decode()
    out = {}
    for number, page in enumerate(text.split("\f")[:-1], 1):
        header = next(line for line in page.splitlines() if line.strip())
        out.setdefault(header.split()[-1], number)
    return {sheet: render(pdf, out[sheet]) for sheet in sheets}


def render(pdf, page):
    data = subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), "-f", str(page), "-l", str(page),
                           pdf], check=True, capture_output=True).stdout
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(header[1]), int(header[2]), data[header.end():]


def join(pictures):
    """One picture above the other."""
    width = max(picture[0] for picture in pictures)
    rows = []
    for w, h, data in pictures:
        rows += [data[y * w:(y + 1) * w].ljust(width, b"\xff") for y in range(h)]
    return width, len(rows), b"".join(rows)


def coarse(picture):
    """The picture in the eight levels of grey that are kept in files."""
    width, height, data = picture
    return width, height, data.translate(bytes(level // 32 * 32 + level // 32 * 4
                                               for level in range(256)))


def blocks(picture, size=8):
    """Means of square blocks: what the eye sees of a page from afar."""
    width, height, data = picture
    out = []
    for top in range(0, height - size + 1, size):
        for left in range(0, width - size + 1, size):
            out.append(sum(sum(data[y * width + left:y * width + left + size])
                           for y in range(top, top + size)) / size ** 2)
    return out


def difference(a, b):
    """(mean, largest) difference of the blocks of two pictures, of 255; None where the sizes
    differ."""
    if a[:2] != b[:2]:
        return None
    apart = [abs(x - y) for x, y in zip(blocks(a), blocks(b))]
    return sum(apart) / len(apart), max(apart)


def save(path, picture):
    """Writes a PNG of a coarse picture: of the 16 levels that it has room for, 8 are used."""
    width, height, data = picture
    rows = []
    for y in range(height):
        row = data[y * width:(y + 1) * width]
        row += b"\xff" * (width % 2)
        packed = bytes((row[x] // 36 * 2 << 4) | (row[x + 1] // 36 * 2)
                       for x in range(0, len(row), 2))
        rows.append(b"\0" + packed)

    def chunk(kind, body):
        return (struct.pack(">I", len(body)) + kind + body
                + struct.pack(">I", zlib.crc32(kind + body)))

    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n"
                   + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))


def load(path):
    """Reads what `save` wrote."""
    with open(path, "rb") as file:
        data = file.read()
    at, body, size = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            size = struct.unpack(">II", data[at + 8:at + 16])
        elif kind == b"IDAT":
            body += data[at + 8:at + 8 + length]
        at += 12 + length
    width, height = size
    raw, stride = zlib.decompress(body), 1 + (width + 1) // 2
    rows = []
    for y in range(height):
        row = bytearray()
        for byte in raw[y * stride + 1:(y + 1) * stride]:
            row += bytes(((byte >> 4) * 18, (byte & 15) * 18))
        rows.append(bytes(row[:width]))
    return width, height, b"".join(rows)
