// The program may bring its own clock, whose ticks have a rate: here one that only
// goes when work is done. What was recorded before does not count.
// RUN: %profpass_cc -O0 -I%source_root/include %s -o %t && rm -f %t.prof && env PROFPASS_OPTIONS=report=none:output=%t.prof %t 2> %t.err && %check
// RUN: %FileCheck %s --input-file %t.err --check-prefix ERR && %profpass info %t.prof | grep '^clock  *program, timing exact'
// RUN: %profpass_cc -O2 -I%source_root/include %s -o %t && rm -f %t.prof && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %t 2> %t.err && %check
// RUN: %profpass_cc -O2 -I%source_root/include %s -o %t $(%profpass flags --cc=%cc --static) && rm -f %t.prof && env PROFPASS_OPTIONS=report=none:output=%t.prof %t && %check
#include <errno.h>
#include <profpass/profpass.h>

#define PROFILE __attribute__((profile, noinline))

static uint64_t milliseconds;

static uint64_t read_clock(void)
{
    errno = 5;
    return milliseconds;
}


PROFILE static void work(unsigned n)
{
    milliseconds += n;
}

PROFILE static void phase(unsigned n)
{
    work(n);
    milliseconds += 10;
    work(n);
}

PROFILE int main(void)
{
    work(100);
    errno = 17;
    int failed = profpass_set_clock(read_clock, 1000);
    phase(1);
    profpass_disable();
    milliseconds += 5000;
    profpass_enable();
    phase(2);
    milliseconds += 3;
    failed |= profpass_set_clock(NULL, 1000) != EINVAL;
    failed |= profpass_set_clock(read_clock, 0) != EINVAL;
    return failed | (errno != 17);
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=3000000 total=29000000
// CHECK: function phase calls=2 self=20000000 total=26000000
// CHECK: function work calls=4 self=6000000
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> phase calls=2
// CHECK: edge phase -> work calls=4

// ERR: profpass: profpass_set_clock: no function, or no ticks in a second; the clock stays as it was
