// start=off: nothing is recorded until the program says so, in one thread or in
// all, one that is at work among them.
// RUN: %profpass_cc -O0 -pthread -I%source_root/include %s -o %t
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=start=off:clock=step:report=none:output=%t.prof %t && %check
// RUN: %profpass_cc -O2 -pthread -I%source_root/include %s -o %t
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=start=off:clock=step:report=none:output=%t.prof %t && %check
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=start=on:clock=step:report=none:output=%t.prof %t && %check --prefix ON
#include <profpass/profpass.h>
#include <pthread.h>

#define PROFILE __attribute__((profile, noinline))

static pthread_barrier_t barrier;

PROFILE static void mine(void) {}
PROFILE static void others(void) {}

static void *run(void *unused)
{
    profpass_set_thread_name("the other");
    for (int phase = 0; phase < 4; phase++) {
        others();
        pthread_barrier_wait(&barrier);
        pthread_barrier_wait(&barrier); // the switch is set meanwhile
    }
    return unused;
}

static void phase(void)
{
    mine();
    pthread_barrier_wait(&barrier);
}

PROFILE int main(void)
{
    pthread_t other;
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&other, NULL, run, NULL);
    phase(); // nobody
    profpass_enable_thread();
    pthread_barrier_wait(&barrier);
    phase(); // this thread
    profpass_enable();
    pthread_barrier_wait(&barrier);
    phase(); // both
    profpass_disable();
    pthread_barrier_wait(&barrier);
    phase(); // this thread
    profpass_disable_thread();
    pthread_barrier_wait(&barrier);
    pthread_join(other, NULL);
    mine();
    return 0;
}

// CHECK: end exit 0
// CHECK: function mine calls=3 self=3
// CHECK: function others calls=1 self=1
// CHECK: edge outside -> mine calls=3
// CHECK: edge outside -> others calls=1

// ON: end exit 0
// ON: function main calls=1
// ON: function mine calls=5
// ON: function others calls=4
// ON: edge outside -> main calls=1
// ON: edge main -> mine calls=5
// ON: edge outside -> others calls=4
