// A static local whose initialiser throws is tried again at the next call, until
// it succeeds; a global's initialiser may throw and catch before main.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static int tries;

PROFILE static int make()
{
    if (++tries < 3)
        throw tries;
    return 10;
}

PROFILE static int value()
{
    static int made = make();
    return made;
}

PROFILE static int attempt()
{
    try {
        return value();
    } catch (int thrown) {
        return thrown;
    }
}

static int early = attempt();

PROFILE int main()
{
    int sum = early;
    for (int i = 0; i < 3; i++)
        sum += attempt();
    return sum == 1 + 2 + 10 + 10 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "attempt()" calls=4
// CHECK: function "value()" calls=4
// CHECK: function "make()" calls=3 self=3
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> "attempt()" calls=1
// CHECK: edge main -> "attempt()" calls=3
// CHECK: edge "attempt()" -> "value()" calls=4
// CHECK: edge "value()" -> "make()" calls=3
