/* race.c - threads come, build trees, and go while others do, and while the
 * program ends; built with the thread sanitizer, runtime and all
 */
// OPTIONS: clock=step:report=none:heap=off
// EXPECT: function f … line=199
// EXPECT: thread 41
// ABSENT: loss
#include <pthread.h>
#include <unistd.h>

#include "probes.h"

enum { N = 200, N_THREADS = 4, N_ROUNDS = 10, DEPTH = 50, N_TIMES = 300 };

N_FUNCTIONS(N)

static void *work(void *unused)
{
    profpass_frame *open[DEPTH];
    for (int time = 0; time < N_TIMES; time++) {
        for (int i = 0; i < DEPTH; i++)
            open[i] =
                hooks.enter(&functions[(i * 7 + time) % N], stack_address());
        for (int i = DEPTH - 1; i >= 0; i--)
            hooks.exit(open[i]);
    }
    return unused;
}

int main(void)
{
    for (unsigned i = 0; i < N; i++)
        name_function(functions, i, "f");
    attach();
    pthread_t ids[N_THREADS];
    for (int round = 0; round < N_ROUNDS; round++) {
        for (int i = 0; i < N_THREADS; i++)
            pthread_create(&ids[i], NULL, work, NULL);
        for (int i = 0; i < N_THREADS; i++)
            pthread_join(ids[i], NULL);
    }
    return 0;
}
