// A destructor that runs while an exception unwinds may throw and catch others:
// each frame ends when its own exception leaves it.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static void inner_thrower(int n)
{
    throw n;
}

PROFILE static void after() {}

struct Guard {
    PROFILE ~Guard();
};

Guard::~Guard()
{
    try {
        inner_thrower(1);
    } catch (int) {
        after();
    }
}

PROFILE static void outer_thrower(int n)
{
    Guard guard;
    if (n == 0)
        throw 2.5;
    outer_thrower(n - 1);
}

PROFILE int main()
{
    int caught = 0;
    try {
        outer_thrower(2);
    } catch (double) {
        caught = 1;
    }
    after();
    return caught == 1 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "outer_thrower(int)" calls=3 primitive=1
// CHECK: function "Guard::~Guard()" calls=3 primitive=3 total=15
// CHECK: function "inner_thrower(int)" calls=3 self=3
// CHECK: function "after()" calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "outer_thrower(int)" calls=1
// CHECK: edge "outer_thrower(int)" -> "outer_thrower(int)" calls=2 primitive=1
// CHECK: edge "outer_thrower(int)" -> "Guard::~Guard()" calls=3
// CHECK: edge "Guard::~Guard()" -> "inner_thrower(int)" calls=3
// CHECK: edge "Guard::~Guard()" -> "after()" calls=3
// CHECK: edge main -> "after()" calls=1
