/* known_threads.c - threads whose blocks are live at once, one after the other
 *
 * Each thread takes its turn, so every run has the same events in the same
 * order. The numbers behind //= are the truth of a line, as in
 * known_contexts.c. What the C library takes for a thread is not the
 * program's.
 *
 *     turn      1     2     3     4      main
 *     takes  1000  2000  3000  4000      8,000, after them: the peak is 18,000
 *     frees     -     1     2     3      4
 */
#include <pthread.h>
#include <stdlib.h>

enum { THREADS = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int turn;
static void *volatile blocks[THREADS + 1];

/* Wait until it is our turn. */
static void await(int mine)
{
    pthread_mutex_lock(&lock);
    while (turn != mine)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void next(void)
{
    pthread_mutex_lock(&lock);
    turn++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void take(int number, size_t n)
{
    blocks[number] = malloc(n); //= 5 18000 0 18000 0
}

/* A thread takes its block in its first turn; in its second it frees the block
 * of the thread before it. */
static void *thread(void *argument)
{
    int number = (int)(size_t)argument;
    await(number);
    take(number, (size_t)(number + 1) * 1000);
    next();
    await(THREADS + 1 + number);
    if (number > 0)
        free(blocks[number - 1]);
    next();
    return NULL;
}

static void start(pthread_t *new, size_t number)
{
    int failed = pthread_create(new, NULL, thread, (void *)number); //= library
    if (failed)
        abort();
}

int main(void)
{
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++)
        start(&threads[i], i);
    await(THREADS);
    take(THREADS, 8000);
    next();
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    free(blocks[THREADS - 1]);
    free(blocks[THREADS]);
    return 0;
}
