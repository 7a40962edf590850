// A pool of threads runs tasks: each task is called by the worker that takes it,
// and counts once, whichever it is.
// RUN: %profpass_cc -O0 %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t -pthread && %run %t && %check
#include <pthread.h>
#include <stdatomic.h>

#define PROFILE __attribute__((profile))

enum { N_WORKERS = 3, N_TASKS = 300 };

typedef void task(int);

static atomic_int next, sum;

PROFILE static void add(int n)
{
    atomic_fetch_add(&sum, n);            //@ occurrences=200
}

PROFILE static void subtract(int n)
{
    atomic_fetch_sub(&sum, n);            //@ occurrences=100
}

PROFILE static void run(int number)
{
    task *const tasks[] = {add, add, subtract};
    tasks[number % 3](number / 3);        //@ occurrences=300
}

PROFILE static void *worker(void *arg)
{
    int number;
    while ((number = atomic_fetch_add(&next, 1)) < N_TASKS) //@ occurrences=303
        run(number);                      //@ occurrences=300
    return arg;
}

PROFILE int main(void)
{
    pthread_t workers[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&workers[i], NULL, worker, NULL);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(workers[i], NULL);
    return sum == 99 * 100 / 2 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 4
// CHECK: function main calls=1
// CHECK: function worker calls=3 total=1203
// CHECK: function run calls=300 total=900 self=600
// CHECK: function add calls=200
// CHECK: function subtract calls=100
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=3
// CHECK: edge worker -> run calls=300
// CHECK: edge run -> add calls=200
// CHECK: edge run -> subtract calls=100
