// An exception closes every frame that it leaves, also on its way to a catcher
// that is not instrumented, and when it is thrown again.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

struct Guard {
    PROFILE ~Guard();
};
Guard::~Guard() {}

PROFILE static void after() {}

PROFILE static void thrower(int n)
{
    Guard guard;
    if (n == 0)
        throw 42;
    thrower(n - 1);
}

PROFILE static void rethrower()
{
    try {
        thrower(2);
    } catch (...) {
        after();
        throw;
    }
}

__attribute__((noinline)) static int plain_catcher()
{
    try {
        rethrower();
    } catch (int thrown) {
        return thrown;
    }
    return 0;
}

PROFILE int main()
{
    int thrown = plain_catcher();
    after();
    return thrown == 42 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 total=19
// CHECK: function "rethrower()" calls=1
// CHECK: function "thrower(int)" calls=3 primitive=1
// CHECK: function "Guard::~Guard()" calls=3
// CHECK: function "after()" calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "rethrower()" calls=1
// CHECK: edge "rethrower()" -> "thrower(int)" calls=1
// CHECK: edge "thrower(int)" -> "thrower(int)" calls=2 primitive=1
// CHECK: edge "thrower(int)" -> "Guard::~Guard()" calls=3
// CHECK: edge "rethrower()" -> "after()" calls=1
// CHECK: edge main -> "after()" calls=1
