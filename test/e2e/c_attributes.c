// What the optimizer may call less often because it is pure or const counts as
// often as the source calls it.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

PROFILE __attribute__((const)) static int square(int n)
{
    return n * n;
}

PROFILE __attribute__((pure)) static int length(const char *text)
{
    int n = 0;
    while (text[n]) //@ occurrences=64
        n++;        //@ occurrences=56
    return n;
}

PROFILE __attribute__((nothrow, leaf, nonnull)) static int first(int *p)
{
    return *p;
}

PROFILE __attribute__((returns_nonnull)) static int *same(int *p)
{
    return p;
}

PROFILE int main(void)
{
    int n = 3;
    const char *text = "four567";
    for (int i = 0; i < 4; i++) {
        sink = square(n); // the same argument every time
        sink += length(text) + length(text);
        sink += first(same(&n));
    }
    return sink == 9 + 14 + 3 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function square calls=4
// CHECK: function length calls=8
// CHECK: function first calls=4
// CHECK: function same calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> square calls=4
// CHECK: edge main -> length calls=8
// CHECK: edge main -> first calls=4
// CHECK: edge main -> same calls=4
