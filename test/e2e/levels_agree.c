// The profile is the same at every level of optimisation.
// RUN: for level in 0 1 2 3 s; do \
// RUN:     %profpass_cc -O$level -fno-builtin %s -o %t.prog && rm -f %t.$level.prof && \
// RUN:     (cd %T && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.$level.prof %t.prog) && \
// RUN:     %profpass export --format=json %t.$level.prof > %t.$level.json && \
// RUN:     %python %S/same.py %t.0.json %t.$level.json || exit 1; \
// RUN: done
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static inline unsigned mix(unsigned x)
{
    x ^= x >> 7;
    return x * 2654435761u;
}

PROFILE static unsigned sum(const unsigned *numbers, int n)
{
    unsigned total = 0;
    for (int i = 0; i < n; i++) {
        if (numbers[i] & 1)
            continue;
        total += mix(numbers[i]);
    }
    return total;
}

PROFILE static unsigned *fill(int n)
{
    unsigned *numbers = malloc((size_t)n * sizeof *numbers);
    unsigned x = 1;
    for (int i = 0; i < n; i++)
        numbers[i] = x = mix(x) + (x & 3 ? 1u : 0u);
    return numbers;
}

PROFILE int main(void)
{
    unsigned total = 0;
    for (int n = 1; n < 100; n += n) {
        unsigned *numbers = fill(n);
        total |= sum(numbers, n);
        free(numbers);
    }
    return total == 0;
}
