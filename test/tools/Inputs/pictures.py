"""pictures.py - what is in a picture of memory

    pictures.py size FILE.png WIDTH HEIGHT    fails if it has another size
    pictures.py texts FILE.svg                prints its texts, a line each
    pictures.py slope FILE.dat                prints the slope that mprof finds
"""
import struct
import sys
import xml.etree.ElementTree as tree


def size(path, width, height):
    with open(path, "rb") as stream:
        head = stream.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n", head
    found = struct.unpack(">II", head[16:24])
    assert found == (int(width), int(height)), found


def texts(path):
    for node in tree.parse(path).iter("{http://www.w3.org/2000/svg}text"):
        print(" ".join("".join(node.itertext()).split("\n")).strip())


def slope(path):
    points = []
    for line in open(path, encoding="utf-8"):
        words = line.split(" ")
        if words[0] == "MEM":
            points.append((float(words[2]), float(words[1])))
        elif words[0] == "FUNC":
            points.append((float(words[3]), float(words[2])))
            points.append((float(words[5]), float(words[4])))
    points.sort()
    xs = [x - points[0][0] for x, y in points]
    ys = [y for x, y in points]
    x0, y0 = sum(xs) / len(xs), sum(ys) / len(ys)
    print("slope {0:.5f} MiB/s".format(
        sum((x - x0) * (y - y0) for x, y in zip(xs, ys)) /
        sum((x - x0) ** 2 for x in xs)))


globals()[sys.argv[1]](*sys.argv[2:])
