// The threads of C11: call_once, mutexes, thread-specific storage, detached
// threads and those that leave by thrd_exit.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -pthread && %run %t && %check
#include <stdlib.h>
#include <threads.h>

#define PROFILE __attribute__((profile))

static once_flag once = ONCE_FLAG_INIT;
static mtx_t mutex;
static cnd_t done;
static tss_t own;
static int n_done;

PROFILE static void drop(void *block)
{
    free(block);                     //@ increment=-40
    mtx_lock(&mutex);
    n_done++;                        //@ occurrences=4
    cnd_signal(&done);
    mtx_unlock(&mutex);
}

PROFILE static void set_up(void)
{
    mtx_init(&mutex, mtx_plain);
    cnd_init(&done);
    tss_create(&own, drop);
}

PROFILE static void leave(int number)
{
    thrd_exit(number);               //@ occurrences=2
}

PROFILE static int worker(void *arg)
{
    int number = *(int *)arg;
    call_once(&once, set_up);        //@ occurrences=4
    tss_set(own, malloc(10));        //@ increment=40 live=0
    if (number % 2)
        leave(number);               //@ occurrences=2
    return number;                   //@ occurrences=2
}

PROFILE int main(void)
{
    static int numbers[4] = {0, 1, 2, 3};
    int sum = 0;
    call_once(&once, set_up);
    for (int i = 0; i < 4; i++) {
        thrd_t thread;
        int result = 0;
        thrd_create(&thread, worker, &numbers[i]);
        if (i < 2)
            thrd_join(thread, &result);
        else
            thrd_detach(thread);
        sum += result;
    }
    mtx_lock(&mutex);
    while (n_done < 4)
        cnd_wait(&done, &mutex);
    mtx_unlock(&mutex);
    return sum == 1 ? 0 : 1;
}

// CHECK: vary how often a waiting thread wakes is up to the scheduler
// CHECK: end exit 0
// CHECK: threads 5
// CHECK: function main calls=1
// CHECK: function set_up calls=1
// CHECK: function worker calls=4
// CHECK: function leave calls=2
// CHECK: function drop calls=4 net=-40
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> set_up calls=1
// CHECK: edge outside -> worker calls=4
// CHECK: edge worker -> leave calls=2
// CHECK: edge outside -> drop calls=4
