/* bench.h - what the benchmark programs share: marks, a stopwatch, the limit
 *
 *     program WORK N  ──▶  nanoseconds for one of N operations, on stdout
 *
 * The same source is compiled plain, with probes, and as the limit that the
 * probes are held against: two bare reads of the clock around each call.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* BENCH_CALLS: calls are counted and timed. BENCH_LINES: lines, too. */
#ifdef __PROFPASS__
#define BENCH_CALLS __attribute__((profile("lines=off")))
#define BENCH_LINES __attribute__((profile))
#else
#define BENCH_CALLS
#define BENCH_LINES
#endif

#ifdef BENCH_LIMIT
static uint64_t bench_ticks;
#define BENCH_ENTER const uint64_t bench_start = __builtin_ia32_rdtsc();
#define BENCH_EXIT  bench_ticks += __builtin_ia32_rdtsc() - bench_start;
#else
#define BENCH_ENTER
#define BENCH_EXIT
#endif

/* The optimiser must take the value, or all memory, as used and changed. */
#define BENCH_USE(value) __asm__ volatile("" : "+r"(value))
#define BENCH_MEMORY()   __asm__ volatile("" ::: "memory")

typedef struct bench_work {
    const char *name;
    void (*run)(uint64_t n); /* NULL ends the list */
} bench_work;

/* Processor time of this process: what others take does not count. */
static inline double bench_now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Run the work that is named on the command line in some equal parts, after one
 * to warm up, and print the time of one operation in the fastest part. */
static inline int bench_main(int argc, char **argv, const bench_work *works)
{
    enum { N_PARTS = 5 };
    uint64_t n = argc == 3 ? strtoull(argv[2], NULL, 10) : 0;
    for (; works->run != NULL && n > 0; works++) {
        if (strcmp(works->name, argv[1]) != 0)
            continue;
        double fastest = 0;
        for (int part = 0; part <= N_PARTS; part++) {
            double start = bench_now_ns();
            works->run(n / N_PARTS);
            double spent = bench_now_ns() - start;
            if (part == 1 || (part > 1 && spent < fastest))
                fastest = spent;
        }
        printf("%.4f\n", fastest / (double)(n / N_PARTS));
        return 0;
    }
    fprintf(stderr, "usage: %s WORK N\n", argv[0]);
    return 2;
}

#endif
