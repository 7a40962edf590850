/* lines.c - what one line costs: four trivial ones in a loop
 *
 *     counters    plain lines                        a counter for each
 *     inlined     each calls a function of this      the plugin sees that it
 *                 file, which is inlined             cannot move the heap
 *     deltas      each calls through a pointer       the guarded delta
 *
 * An operation is a line, and each line needs the result of the one before.
 */
#include "bench.h"

BENCH_LINES __attribute__((noinline)) static uint64_t counters(uint64_t n)
{
    uint64_t a = 1, b = 2, c = 3, d = 4;
    for (uint64_t i = 0; i < n; i++) {
        a += c;
        b ^= a;
        c += b;
        d ^= c;
    }
    return a ^ b ^ c ^ d;
}

static inline uint64_t add(uint64_t x, uint64_t y)
{
    return x + y;
}

static inline uint64_t mix(uint64_t x, uint64_t y)
{
    return x ^ y;
}

BENCH_LINES __attribute__((noinline)) static uint64_t inlined(uint64_t n)
{
    uint64_t a = 1, b = 2, c = 3, d = 4;
    for (uint64_t i = 0; i < n; i++) {
        a = add(a, c);
        b = mix(b, a);
        c = add(c, b);
        d = mix(d, c);
    }
    return a ^ b ^ c ^ d;
}

/* What the compiler cannot know the heap to be left alone by. */
typedef uint64_t operation(uint64_t, uint64_t);
static operation *volatile unknown_add = add, *volatile unknown_mix = mix;

BENCH_LINES __attribute__((noinline)) static uint64_t deltas(uint64_t n)
{
    operation *const some_add = unknown_add, *const some_mix = unknown_mix;
    uint64_t a = 1, b = 2, c = 3, d = 4;
    for (uint64_t i = 0; i < n; i++) {
        a = some_add(a, c);
        b = some_mix(b, a);
        c = some_add(c, b);
        d = some_mix(d, c);
    }
    return a ^ b ^ c ^ d;
}

static void counter_lines(uint64_t n)
{
    uint64_t result = counters(n / 4);
    BENCH_USE(result);
}

static void inlined_lines(uint64_t n)
{
    uint64_t result = inlined(n / 4);
    BENCH_USE(result);
}

static void delta_lines(uint64_t n)
{
    uint64_t result = deltas(n / 4);
    BENCH_USE(result);
}

int main(int argc, char **argv)
{
    const bench_work works[] = {{"counters", counter_lines},
                                {"inlined", inlined_lines},
                                {"deltas", delta_lines},
                                {NULL, NULL}};
    return bench_main(argc, argv, works);
}
