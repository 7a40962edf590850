// Disabled, a thread records no call and its time stands still; calls that are
// open end as ever, and have what is called after the next enable. What is
// allocated meanwhile is nobody's, what is freed is booked where it came from.
// RUN: %profpass_cc -O0 -fno-builtin -I%source_root/include %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin -I%source_root/include %s -o %t && %run %t && %check
#include <profpass/profpass.h>
#include <setjmp.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept[10];
static jmp_buf back;

PROFILE static void leaf(int i)
{
    kept[i] = malloc(100); //@ occurrences=5 allocations=5 live=400
}

PROFILE static void work(int i)
{
    leaf(i); //@ occurrences=5 increment=500
}

PROFILE static void unseen(void)
{
    work(1); //@ occurrences=0
    profpass_enable();
    work(2);
    profpass_disable();
    work(3);
}

PROFILE static void cut(void)
{
    profpass_disable(); //@ occurrences=1
    work(4);            //@ occurrences=1 increment=0
}

PROFILE static void jump(void)
{
    profpass_disable_thread();
    longjmp(back, 1);
}

PROFILE int main(void)
{
    work(0);
    profpass_disable();
    profpass_disable(); // they nest
    work(5);
    profpass_enable();
    unseen();      //@ occurrences=1 increment=100
    free(kept[0]); //@ occurrences=1 increment=0
    profpass_enable();
    work(6); //@ increment=100
    cut();
    profpass_enable();
    work(7);
    if (setjmp(back) == 0)
        jump();
    work(8); // still disabled
    profpass_enable_thread();
    work(9);
    return profpass_is_recording() ? 0 : 1;
}

// A disable reads the clock, and so does the enable; what is between is not time.
// CHECK: end exit 0
// CHECK: heap allocations=10 frees=1
// CHECK: unattributed allocations=5 live=500
// CHECK: function main calls=1 self=10 total=27
// CHECK: function work calls=5 self=10 total=15
// CHECK: function leaf calls=5 self=5
// CHECK: function cut calls=1 self=1
// CHECK: function jump calls=1 self=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=5
// CHECK: edge work -> leaf calls=5
// CHECK: edge main -> cut calls=1
// CHECK: edge main -> jump calls=1
