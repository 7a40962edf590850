# layout_checks.py DOCUMENT - turn the record tables of docs/file-format.md into
# C assertions on stdout
#
#     ### profpass_block (64)            sizeof(profpass_block) == 64
#     | 4 | 4 | record_bytes | … |       offset 4, size 4
import re
import sys

print("#include <stddef.h>")
print('#include "profpass/abi.h"')
print('#include "profpass/format.h"')
record = None
for line in open(sys.argv[1], encoding="utf-8"):
    heading = re.match(r"### (profpass_\w+) \((\d+)\)$", line)
    row = re.match(r"\| (\d+) \| (\d+) \| (\w+) \|", line)
    if line.startswith("#"):
        record = heading and heading[1]
    if heading:
        print('_Static_assert(sizeof(%s) == %s, "%s");'
              % (record, heading[2], record))
    elif row and record:
        offset, size, field = row.groups()
        print('_Static_assert(offsetof(%s, %s) == %s && '
              'sizeof(((%s *)0)->%s) == %s, "%s.%s");'
              % (record, field, offset, record, field, size, record, field))
