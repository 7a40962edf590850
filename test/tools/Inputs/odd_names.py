"""odd_names.py - a recording of functions with names that mean something to gnuplot

    odd_names.py FILE.dat                 writes it
    odd_names.py check FILE.dat FILE.svg… fails unless each name is in each
"""
import subprocess
import sys

NAMES = ["a_b_c", "x^2_{y}", "{/Bold x}", "@macro", "it's''q'''", "\"dq\"\"",
         "`touch run`", "\\n\\t\\101", "$(touch run)", "größe→日本"]
COMMAND = ["./a.out '`touch run`' \"$(touch run)\" 'x''y'",
           "'; system('touch run'); print '", "\"; !touch run", "# no comment"]


def write(path):
    with open(path, "w", encoding="utf-8") as out:
        out.write("CMDLINE %s\n" % COMMAND[0])
        for i in range(20):
            out.write("MEM %.6f %.4f\n" % (10 + i % 7, 1795350451 + i * .1))
        for i, name in enumerate(NAMES):
            out.write("FUNC %s 12.0 %.4f 13.0 %.4f %d\n" % (
                name.replace(" ", "\u00a0"), 1795350451 + i * .19,
                1795350451 + i * .19 + .15 - i * .001, i % 3))
        out.write("PEAK 9.5 1795350451.65 %s %s\n" % (
            COMMAND[1].replace(" ", "\u00a0"), "a'b`c`.c:7"))
        out.write("HEAP 9.0 1795350451.6\n")


def check(path, *pictures):
    for picture in pictures:
        texts = subprocess.run([sys.executable, __file__.replace(
            "odd_names", "pictures"), "texts", picture], check=True,
            capture_output=True, text=True, encoding="utf-8").stdout.split("\n")
        for name in NAMES:
            assert any(text.startswith(name + ", 1 call, ") for text in texts), \
                (picture, name, texts)
        assert COMMAND[0] in texts, (picture, texts)
        assert any("system('touch" in text or ", a'b`c`.c:7" in text
                   for text in texts), (picture, texts)


if sys.argv[1] == "check":
    check(*sys.argv[2:])
else:
    write(sys.argv[1])
