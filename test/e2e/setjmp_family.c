// Each function of the setjmp family lands in the activation that called it, with
// the buffer on the heap, in a loop, and with the value 0 that becomes 1.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { N_ROUNDS = 10 };

static jmp_buf *spot;
static sigjmp_buf *signal_spot;
static volatile int n_landings;

PROFILE static void after(void)
{
    n_landings++;
}

PROFILE static void jump(int depth, int value)
{
    if (depth == 0)
        longjmp(*spot, value);
    jump(depth - 1, value);
}

PROFILE static void jump_with_mask(int value)
{
    siglongjmp(*signal_spot, value);
}

PROFILE static void jump_old(int value)
{
    _longjmp(*spot, value);
}

PROFILE static void round_with_setjmp(int n)
{
    if (setjmp(*spot) == 0)
        jump(n, 0);
    after();
}

PROFILE static void round_with_old_setjmp(void)
{
    if (_setjmp(*spot) == 0)
        jump_old(7);
    after();
}

PROFILE static void round_with_sigsetjmp(int save_mask)
{
    if (sigsetjmp(*signal_spot, save_mask) == 0)
        jump_with_mask(3);
    after();
}

PROFILE static void loop(void)
{
    for (volatile int i = 0; i < N_ROUNDS; i++)
        if (setjmp(*spot) == 0)
            jump(2, 1);
    after();
}

PROFILE int main(void)
{
    spot = malloc(sizeof *spot);
    signal_spot = malloc(sizeof *signal_spot);
    for (volatile int i = 0; i < N_ROUNDS; i++) {
        round_with_setjmp(i % 3);
        round_with_old_setjmp();
        round_with_sigsetjmp(i % 2);
    }
    loop();
    free(spot);
    free(signal_spot);
    return n_landings == 3 * N_ROUNDS + 1 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=32
// CHECK: function round_with_setjmp calls=10
// CHECK: function round_with_old_setjmp calls=10
// CHECK: function round_with_sigsetjmp calls=10
// CHECK: function loop calls=1
// CHECK: function jump calls=49 primitive=20
// CHECK: function jump_old calls=10
// CHECK: function jump_with_mask calls=10
// CHECK: function after calls=31
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> round_with_setjmp calls=10
// CHECK: edge main -> round_with_old_setjmp calls=10
// CHECK: edge main -> round_with_sigsetjmp calls=10
// CHECK: edge main -> loop calls=1
// CHECK: edge round_with_setjmp -> jump calls=10
// CHECK: edge round_with_old_setjmp -> jump_old calls=10
// CHECK: edge round_with_sigsetjmp -> jump_with_mask calls=10
// CHECK: edge loop -> jump calls=10
// CHECK: edge jump -> jump calls=29
// CHECK: edge round_with_setjmp -> after calls=10
// CHECK: edge round_with_old_setjmp -> after calls=10
// CHECK: edge round_with_sigsetjmp -> after calls=10
// CHECK: edge loop -> after calls=1
