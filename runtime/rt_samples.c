/* rt_samples.c - the heap over time
 *
 *     events      1 2 3 … 1024     1026 1028 …           3076 3080 …
 *     samples     1 2 3 … 1024     1025 1026 … 2048      2049 2050 …
 *     each        operation        second one            fourth one
 *
 * A thread samples the live bytes of the process after each 2^k-th of its own
 * heap operations, and k is the number of its samples by 1024. So samples only
 * ever get more, a run of a thousand operations is there in full, and one of a
 * thousand million has 20 thousand. What the hot path does for it is to
 * compare the thread's events with sample_at.
 *
 * The stacks of a thread sample for the thread: rt_stacks.c takes sample_at
 * along from one to the next.
 */
#include "rt_samples.h"

#include "rt_core.h"

enum {
    SAMPLES_A_STEP = 1024,
    LOG2_MOST = 40,
    BLOCK_FIRST = 60, /* with the block's head 1 KiB */
    BLOCK_MOST = 4096
};

/* The number of events before the next operation that is sampled. */
static uint64_t next_after(const rt_thread *thread)
{
    uint64_t k = thread->home->n_samples / SAMPLES_A_STEP;
    k = k < LOG2_MOST ? k : LOG2_MOST;
    return (((thread->events >> k) + 1) << k) - 1;
}

static rt_series *make_series(const rt_thread *home)
{
    rt_series *series = rt_arena_alloc(sizeof *series);
    if (series != NULL)
        *series = (rt_series){
            .kind = PROFPASS_BLOCK_HEAP_SERIES,
            .record_bytes = sizeof(profpass_heap_sample),
            .capacity = BLOCK_FIRST,
            .most = BLOCK_MOST,
            .owner = rt_ref(home->record),
        };
    return series;
}

static bool add_sample(rt_thread *home)
{
    if (home->samples == NULL)
        home->samples = make_series(home);
    profpass_heap_sample *sample =
        home->samples != NULL ? rt_series_next(home->samples, 1) : NULL;
    if (sample == NULL)
        return false;
    *sample = (profpass_heap_sample){rt_clock_peek(), rt_live_bytes()};
    rt_series_publish(home->samples, 1);
    return true;
}

void rt_sample(rt_thread *thread)
{
    uint64_t before = rt_signals_block();
    thread->busy = true;
    if (!add_sample(thread->home))
        rt_loss(PROFPASS_LOSS_DETAILS, 1);
    thread->busy = false;
    thread->home->n_samples++; /* lost ones, too: there will be fewer */
    thread->sample_at = next_after(thread);
    rt_signals_restore(before);
}

void rt_samples_restart(rt_thread *thread)
{
    thread->sample_at = next_after(thread);
}

static void drop_samples(profpass_block *block)
{
    if (block->kind == PROFPASS_BLOCK_HEAP_SERIES)
        block->n_records = 0;
}

void rt_samples_fork(void)
{
    rt_file_each_block(drop_samples);
    for (rt_thread *home = rt.threads; home != NULL; home = home->next) {
        home->n_samples = 0;
        for (rt_thread *t = home; t != NULL; t = t->branch)
            rt_samples_restart(t);
    }
}
