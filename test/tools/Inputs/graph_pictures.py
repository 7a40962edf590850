"""graph_pictures.py - are a.png, a.svg, a.pdf, a.jpg and a.ps whole pictures?"""
import struct
import xml.etree.ElementTree
import zlib


def read(name):
    with open(name, "rb") as file:
        return file.read()


png, at, pixels, kinds = read("a.png"), 8, b"", []
assert png[:8] == b"\x89PNG\r\n\x1a\n"
while at < len(png):
    n, kind = struct.unpack_from(">I4s", png, at)
    body = png[at + 8:at + 8 + n]
    assert struct.unpack_from(">I", png, at + 8 + n)[0] == zlib.crc32(
        kind + body)
    kinds.append(kind)
    pixels += body if kind == b"IDAT" else b""
    at += 12 + n
width, height, depth, color = struct.unpack_from(">IIBB", png, 16)
assert kinds[0] == b"IHDR" and kinds[-1] == b"IEND", kinds
assert (depth, color) == (8, 6), "not 4 bytes a pixel"
assert len(zlib.decompress(pixels)) == height * (1 + 4 * width)

svg = xml.etree.ElementTree.fromstring(read("a.svg"))
space = "{http://www.w3.org/2000/svg}"
texts = [text.text for text in svg.iter(space + "text")]
for text in ("fib:10:work", "96.55%", "(0.11%)", "4\u00d7", "1192/22\u00d7",
             "~:0:<built-in method builtins.sum>"):
    assert text in texts, texts
groups = [group.get("class") for group in svg.iter(space + "g")]
assert (groups.count("node"), groups.count("edge")) == (5, 6), groups

pdf = read("a.pdf")
assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
jpg = read("a.jpg")
assert jpg.startswith(b"\xff\xd8\xff") and jpg.endswith(b"\xff\xd9")
ps = read("a.ps")
assert ps.startswith(b"%!PS-Adobe") and ps.rstrip().endswith(b"%%EOF")
