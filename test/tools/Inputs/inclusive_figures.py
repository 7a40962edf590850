# inclusive_figures.py - are callgrind_annotate's inclusive times those of the
# JSON export?    inclusive_figures.py ANNOTATED JSON
import json
import re
import sys

ROW = re.compile(r"([\d,]+) \([ .\d]+%\).*\.cpp:(.*?)(?: \[.*)?$")
with open(sys.argv[1], encoding="utf-8") as stream:
    read = {found[2]: int(found[1].replace(",", ""))
            for found in map(ROW.match, map(str.strip, stream)) if found}
with open(sys.argv[2], encoding="utf-8") as stream:
    wanted = {f["name"]: f["total_ns"] for f in json.load(stream)["functions"]
              if f["calls"]}
assert read == wanted, (read, wanted)
assert len(read) == 4 and read["odd(int*)"] > 100, read
