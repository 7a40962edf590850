"""many_calls.py - print a recording of 100,000 calls in 10 seconds: 50,000 of one
function, 10 of another, and the rest of fifty in turn, within the first."""
START = 1795350451
print("CMDLINE ./many")
for i in range(1001):
    print("MEM %.6f %.6f" % (20 + i / 100, START + i / 100))
for i in range(50000):
    print("FUNC often 20 %.6f 21 %.6f 0" % (START + i * 2e-4,
                                           START + i * 2e-4 + 1e-4))
for i in range(10):
    print("FUNC rarely 20 %.6f 21 %.6f 1" % (START + i, START + i + 1e-2))
for i in range(49990):
    print("FUNC turn%02d 20 %.6f 21 %.6f 1" % (i % 50, START + i * 2e-4,
                                              START + i * 2e-4 + 5e-6))
