// Whatever a function says about its being inlined, each of its calls counts.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

PROFILE static inline int quietly(int n)
{
    return n + 1;                              //@ occurrences=10
}

PROFILE inline int anywhere(int n)             // C99: defined by the next line
{
    return n + 2;                              //@ occurrences=10
}
extern int anywhere(int n);

PROFILE __attribute__((always_inline)) static inline int always(int n)
{
    return n + 3;                              //@ occurrences=20
}

PROFILE __attribute__((noinline)) static int never(int n)
{
    return always(n) + 4;                      //@ occurrences=10
}

PROFILE __attribute__((flatten)) static int flat(int n)
{
    return quietly(n) + anywhere(n) + always(n) + never(n); //@ occurrences=10
}

PROFILE __attribute__((cold)) static int rarely(int n)
{
    return n;                                  //@ occurrences=1
}

PROFILE __attribute__((hot)) static int often(int n)
{
    return n == 9 ? rarely(n) : flat(n);       //@ occurrences=11
}

int main(void)
{
    for (int i = 0; i < 11; i++)
        sink += often(i);
    return sink == 9 + 10 * 13 + 5 * (55 - 9) - (55 - 9) ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> often calls=11
// CHECK: edge often -> rarely calls=1
// CHECK: edge often -> flat calls=10
// CHECK: edge flat -> quietly calls=10
// CHECK: edge flat -> anywhere calls=10
// CHECK: edge flat -> always calls=10
// CHECK: edge flat -> never calls=10
// CHECK: edge never -> always calls=10
