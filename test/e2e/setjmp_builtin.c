// The compiler's own setjmp and longjmp call nobody; they land all the same.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static void *spot[5];
static volatile int n_landings;

PROFILE static void after(void)
{
    n_landings++;
}

PROFILE __attribute__((noinline)) static void jump(int depth)
{
    if (depth == 0)
        __builtin_longjmp(spot, 1);
    jump(depth - 1);
}

PROFILE __attribute__((noinline)) static void catcher(int depth)
{
    if (__builtin_setjmp(spot) == 0)
        jump(depth);
    else
        after();
}

PROFILE int main(void)
{
    for (volatile int i = 0; i < 3; i++)
        catcher(i);
    after();
    return n_landings == 4 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=5
// CHECK: function catcher calls=3
// CHECK: function jump calls=6 primitive=3
// CHECK: function after calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> catcher calls=3
// CHECK: edge catcher -> jump calls=3
// CHECK: edge jump -> jump calls=3
// CHECK: edge catcher -> after calls=3
// CHECK: edge main -> after calls=1
