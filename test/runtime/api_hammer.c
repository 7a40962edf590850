/* api_hammer.c - threads pause and name regions while others pause all, begin
 * anew and take snapshots; what is called afterwards is counted exactly. Also
 * built with the thread sanitizer, runtime and all
 */
// OPTIONS: clock=step:report=none:heap=off
// EXPECT: function outer … calls=4004
// EXPECT: function seen … calls=4000
// EXPECT: function region … calls=4000
// EXPECT: edge outer -> region calls=4000
// EXPECT: edge region -> seen calls=4000
// EXPECT: function paused … calls=0
// EXPECT: name="worker"
// ABSENT: loss
// STDOUT: snapshots are whole
#include <pthread.h>
#include <unistd.h>

#include "probes.h"
#include "profpass/profpass.h"

enum { N_THREADS = 4, N_TIMES = 1000, N_ROUNDS = 300 };

FUNCTIONS(FUNCTION(outer, 1, 2), FUNCTION(seen, 3, 4), FUNCTION(paused, 5, 6),
          FUNCTION(noise, 7, 8))

static int ending;

static void call(int i)
{
    ENTER(i);
    EXIT();
}

/* What is recorded is known, whatever the others do. */
static void work(void)
{
    ENTER(0);
    profpass_region region = profpass_region_begin("region");
    call(1);
    profpass_disable_thread();
    call(2);
    profpass_disable_thread();
    call(2);
    profpass_enable_thread();
    call(2);
    profpass_enable_thread();
    profpass_region_end(region);
    EXIT();
}

static void *make_noise(void *unused)
{
    while (!__atomic_load_n(&ending, __ATOMIC_RELAXED)) {
        ENTER(3);
        profpass_region region = profpass_region_begin("noise");
        call(3);
        profpass_region_end(region);
        EXIT();
    }
    return unused;
}

static void *make_work(void *unused)
{
    profpass_set_thread_name("worker");
    for (int i = 0; i < N_TIMES; i++)
        work();
    ENTER(0); /* no toggle in sight */
    EXIT();
    return unused;
}

static int toggle(void)
{
    int failed = 0;
    for (int i = 0; i < N_ROUNDS; i++) {
        profpass_disable();
        call(3);
        profpass_enable();
        profpass_reset();
        call(3);
#ifndef __SANITIZE_THREAD__ /* counters move while they are copied */
        if (i % 30 == 0)
            failed |= profpass_snapshot("now.snapshot");
#endif
    }
    return failed;
}

static void run(void *(*function)(void *))
{
    pthread_t ids[N_THREADS];
    for (int i = 0; i < N_THREADS; i++)
        pthread_create(&ids[i], NULL, function, NULL);
    if (function == make_noise) {
        puts(toggle() == 0 ? "snapshots are whole" : "a snapshot failed");
        __atomic_store_n(&ending, 1, __ATOMIC_RELAXED);
    }
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(ids[i], NULL);
}

int main(void)
{
    attach();
    run(make_noise);
    profpass_reset();
    run(make_work);
    return profpass_is_recording() ? 0 : 1;
}
