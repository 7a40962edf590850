/* calls.c - what one call costs: an empty function, and fib */
#include "bench.h"

BENCH_CALLS __attribute__((noinline)) static void empty(void)
{
    BENCH_ENTER
    BENCH_MEMORY();
    BENCH_EXIT
}

static void empty_calls(uint64_t n)
{
    for (uint64_t i = 0; i < n; i++)
        empty();
}

BENCH_CALLS __attribute__((noinline)) static uint64_t fib(uint64_t n)
{
    BENCH_ENTER
    uint64_t result = n < 2 ? n : fib(n - 1) + fib(n - 2);
    BENCH_EXIT
    return result;
}

/* fib(22) makes 57313 calls: as often as it takes to make about n. */
static void fib_calls(uint64_t n)
{
    enum { CALLS = 57313 };
    for (uint64_t made = 0; made < n; made += CALLS) {
        uint64_t result = 22;
        BENCH_USE(result);
        result = fib(result);
        BENCH_USE(result);
    }
}

int main(int argc, char **argv)
{
    const bench_work works[] = {
        {"empty", empty_calls}, {"fib", fib_calls}, {NULL, NULL}};
    return bench_main(argc, argv, works);
}
