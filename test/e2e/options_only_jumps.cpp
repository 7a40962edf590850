// Exceptions and jumps through functions that only= leaves out: what they leave
// is closed as ever, and who catches or returns twice is not missed.
// RUN: %profpass_cxx -O0 %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS='clock=step:report=none:output=%t.prof:exclude=out_*' %t && %check
// RUN: %profpass dump %t.prof | grep '^function jumper() .* returns=0 unwound=1 open=0 '
// RUN: %profpass_cxx -O2 %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS='clock=step:report=none:output=%t.prof:exclude=out_*' %t && %check
#include <setjmp.h>

#define PROFILE __attribute__((profile, noinline))

static jmp_buf back;
static volatile int caught;

PROFILE void thrower(int n)
{
    if (n > 1)
        throw n;
    caught++;
}

PROFILE void out_between(int n)
{
    thrower(n);
    caught++;
}

PROFILE void in_between(int n)
{
    out_between(n);
}

PROFILE void out_catcher(int n)
{
    try {
        in_between(n);
    } catch (int) {
        caught += 10;
    }
}

PROFILE void jumper()
{
    longjmp(back, 1);
}

PROFILE void out_jump()
{
    if (setjmp(back) == 0)
        jumper();
    thrower(0);
}

PROFILE int main()
{
    for (int i = 0; i < 3; i++)
        out_catcher(i);
    out_jump();
    return caught == 15 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function in_between(int) calls=3
// CHECK: function thrower(int) calls=4
// CHECK: function jumper() calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> in_between(int) calls=3
// CHECK: edge in_between(int) -> thrower(int) calls=3
// CHECK: edge main -> jumper() calls=1
// CHECK: edge main -> thrower(int) calls=1
