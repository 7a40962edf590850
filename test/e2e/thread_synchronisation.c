// Barriers, once, read-write locks, semaphores and spin locks: waiting is no
// event, and what runs under them is counted exactly.
// RUN: %profpass_cc -O0 %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t -pthread && %run %t && %check
#include <pthread.h>
#include <semaphore.h>

#define PROFILE __attribute__((profile))

enum { N_THREADS = 4, N = 100 };

static pthread_barrier_t barrier;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spin;
static sem_t tokens;
static int value, n_reads;

PROFILE static void set_up(void)
{
    sem_init(&tokens, 0, 2);
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
}

PROFILE static int look(void)
{
    pthread_rwlock_rdlock(&rwlock);
    int seen = value;
    pthread_rwlock_unlock(&rwlock);
    return seen;
}

PROFILE static void change(void)
{
    pthread_rwlock_wrlock(&rwlock);
    value++;                            //@ occurrences=400
    pthread_rwlock_unlock(&rwlock);
}

PROFILE static void note(void)
{
    sem_wait(&tokens);
    pthread_spin_lock(&spin);
    n_reads++;                          //@ occurrences=400
    pthread_spin_unlock(&spin);
    sem_post(&tokens);
}

PROFILE static void *worker(void *arg)
{
    int *last = arg;
    pthread_once(&once, set_up);
    for (int i = 0; i < N; i++) {       //@ occurrences=404
        change();
        note();
    }
    pthread_barrier_wait(&barrier);
    *last = look();                     //@ occurrences=4
    return arg;
}

PROFILE int main(void)
{
    pthread_t threads[N_THREADS];
    int last[N_THREADS], sum = 0;
    pthread_barrier_init(&barrier, NULL, N_THREADS);
    for (int i = 0; i < N_THREADS; i++)
        pthread_create(&threads[i], NULL, worker, &last[i]);
    for (int i = 0; i < N_THREADS; i++) {
        pthread_join(threads[i], NULL);
        sum += last[i];
    }
    return sum == N_THREADS * N_THREADS * N && n_reads == 400 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 5
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=4
// CHECK: edge worker -> set_up calls=1
// CHECK: edge worker -> change calls=400
// CHECK: edge worker -> note calls=400
// CHECK: edge worker -> look calls=4
