// What a function returns is not touched by its probes, in whatever registers
// or memory it comes, nor are its arguments.
// RUN: %profpass_cc -O0 %s -o %t -lm && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t -lm && %run %t && %check
#include <complex.h>
#include <stdbool.h>

#define PROFILE __attribute__((profile, noinline))

typedef float floats __attribute__((vector_size(16)));
typedef __int128 wide;
struct pair { long a, b; };
struct mixed { double x; long n; };
struct large { long numbers[20]; };
struct empty {};
union word { int i; float f; };

PROFILE static bool truth(bool b) { return !b; }
PROFILE static signed char narrow(signed char c) { return (signed char)-c; }
PROFILE static float single(float x) { return x / 2; }
PROFILE static long double extended(long double x) { return x + 1e-18L; }
PROFILE static wide twice(wide n) { return n + n; }
PROFILE static double complex turned(double complex z) { return z * I; }
PROFILE static long double complex far(long double complex z) { return -z; }
PROFILE static floats added(floats a, floats b) { return a + b; }
PROFILE static struct pair swapped(struct pair p)
{
    return (struct pair){p.b, p.a};
}
PROFILE static struct mixed next(struct mixed m)
{
    return (struct mixed){m.x * 2, m.n + 1};
}
PROFILE static struct large filled(struct large l, int n)
{
    for (int i = 0; i < 20; i++) //@ occurrences=21
        l.numbers[i] += n;       //@ occurrences=20
    return l;
}
PROFILE static struct empty nothing(struct empty e) { return e; }
PROFILE static union word one(void) { return (union word){.f = 1}; }

PROFILE int main(void)
{
    struct pair p = swapped((struct pair){1, 2});
    struct mixed m = next((struct mixed){1.5, 41});
    struct large l = filled((struct large){{[19] = 1}}, 2);
    floats f = added((floats){1, 2, 3, 4}, (floats){4, 3, 2, 1});
    nothing((struct empty){});
    bool ok = p.a == 2 && p.b == 1 && m.x == 3 && m.n == 42 &&
              l.numbers[0] == 2 && l.numbers[19] == 3 && f[0] == 5 &&
              f[3] == 5 && truth(false) && narrow(7) == -7 &&
              single(3) == 1.5f && extended(1e-18L) == 2e-18L &&
              twice((wide)1 << 100) == (wide)1 << 101 &&
              turned(1 + 2 * I) == -2 + I && far(3.0L) == -3.0L &&
              one().i == 0x3f800000;
    return ok ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> truth calls=1
// CHECK: edge main -> narrow calls=1
// CHECK: edge main -> single calls=1
// CHECK: edge main -> extended calls=1
// CHECK: edge main -> twice calls=1
// CHECK: edge main -> turned calls=1
// CHECK: edge main -> far calls=1
// CHECK: edge main -> added calls=1
// CHECK: edge main -> swapped calls=1
// CHECK: edge main -> next calls=1
// CHECK: edge main -> filled calls=1
// CHECK: edge main -> nothing calls=1
// CHECK: edge main -> one calls=1
