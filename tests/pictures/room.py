"""Whether the texts of a picture have room: where each of them stands in the script, by the widths of a real font."""
import re
import struct

FONTS = {False: "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
         True: "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"}
HALF_HEIGHT = 0.42  # of a line of text, in its sizes, from the middle to the edge of its letters


def read_widths(path):
    """Advance widths of the characters of a TrueType font, in sizes of the text (tables cmap format 4, hmtx)."""
    with open(path, "rb") as file:
        data = file.read()

    def numbers(kind, place, count=1):
        return struct.unpack_from(">%d%s" % (count, kind), data, place)

    tables = {data[12 + 16 * i:16 + 16 * i]: numbers("I", 20 + 16 * i)[0] for i in range(numbers("H", 4)[0])}
    em = numbers("H", tables[b"head"] + 18)[0]
    longest = numbers("H", tables[b"hhea"] + 34)[0]
    cmap = tables[b"cmap"]
    where = next(cmap + offset for platform, encoding, offset in
                 (struct.unpack_from(">HHI", data, cmap + 4 + 8 * i) for i in range(numbers("H", cmap + 2)[0]))
                 if (platform, encoding) == (3, 1))
    count = numbers("H", where + 6)[0] // 2
    ends, starts = numbers("H", where + 14, count), numbers("H", where + 16 + 2 * count, count)
    deltas, ranges = numbers("H", where + 16 + 4 * count, count), where + 16 + 6 * count
    widths = {}
    for i in range(count):
        shift = numbers("H", ranges + 2 * i)[0]
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = (code + deltas[i]) & 0xFFFF
            if shift:
                glyph = numbers("H", ranges + 2 * i + shift + 2 * (code - starts[i]))[0]
            place = tables[b"hmtx"] + 4 * min(glyph, longest - 1)
            widths[code] = numbers("H", place)[0] / em
    return widths


class Room:
    def __init__(self):
        self.widths = {bold: read_widths(path) for bold, path in FONTS.items()}

    def measure(self, text, size, bold):
        return size * sum(self.widths[bold].get(ord(c), 1) for c in text)

    def boxes(self, script):
        """(left, right, top, bottom, text) of every text, in pixels from the upper left corner, and the size."""
        width, height = map(float, re.search(r" size (\d+),(\d+)", script).groups())
        found = []
        for text, x, y, side, bold, size in re.findall(
                r'^set label "([^"]*)" at screen (\S+), screen (\S+) (\w+) font "Arial(:Bold)?,([\d.]+)"', script, re.M):
            text = re.sub(rb"\\(\d{3})", lambda code: bytes([int(code[1], 8)]), text.encode()).decode()
            x, y, size = float(x) * width, (1 - float(y)) * height, float(size)
            long = self.measure(text, size, bool(bold))
            left = {"left": x, "right": x - long, "center": x - long / 2}[side]
            found.append((left, left + long, y - HALF_HEIGHT * size, y + HALF_HEIGHT * size, text))
        return found, width, height

    def faults(self, script):
        """Texts that leave the picture or stand on each other, and rows without room."""
        boxes, width, height = self.boxes(script)
        found = ["no texts"] if len(boxes) < 3 else []
        for i, a in enumerate(boxes):
            if a[0] < -1 or a[1] > width + 1 or a[2] < 0 or a[3] > height:
                found.append("'%s' leaves the picture" % a[4])
            found += ["'%s' stands on '%s'" % (a[4], b[4]) for b in boxes[i + 1:]
                      if min(a[1], b[1]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[2], b[2]) > 0.5]
        margins = re.search(r"^set lmargin at screen (\S+)\nset rmargin at screen (\S+)", script, re.M)
        if margins and float(margins[2]) - float(margins[1]) < 0.25:
            found.append("the rows have %s to %s of the width" % margins.groups())
        return found
