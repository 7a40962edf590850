/* record_marks.c - the marked calls of a recording, as records of its file */
#include "record_marks.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_HISTORY = 1 << 16, /* samples; beyond, every second one is dropped */
    N_FUNC = 1000,       /* FUNC records … */
    N_FUNC_EACH = 10,    /* … and so many of each function beyond them, … */
    N_FUNC_MOST = 2000,  /* … up to these */
    N_CALLS_DOUBLE = 4096, /* CALLS records, after each of which they are added
                              up for twice as long */
    NAME_BYTES = 8192
};

/* Calls of a function at a level. */
typedef struct waiting {
    profpass_marked_calls calls;
    double enter_mib, leave_mib;
} waiting;

void record_marks_init(record_marks *m, record_file *file, bool midway,
                       uint64_t interval_ns)
{
    *m = (record_marks){
        .file = file, .keep = 1, .midway = midway, .interval_ns = interval_ns};
    m->history = malloc(N_HISTORY * sizeof *m->history);
}

void record_marks_done(record_marks *m)
{
    tdestroy(m->waiting, free);
    free(m->history);
    free(m->n_written);
}

/* ---- memory at a moment ---------------------------------------------------
 */

void record_marks_sample(record_marks *m, uint64_t unix_ns, double mib)
{
    if (m->first_ns == 0)
        m->first_ns = unix_ns;
    if (m->history == NULL)
        return;
    if (m->n_history == N_HISTORY) {
        for (size_t i = 0; i < N_HISTORY / 2; i++)
            m->history[i] = m->history[2 * i];
        m->n_history = N_HISTORY / 2;
        m->keep *= 2;
    }
    /* The latest is always there, if only until the next one comes. */
    if (m->last_is_spare)
        m->n_history--;
    m->last_is_spare = m->n_samples++ % m->keep != 0;
    m->history[m->n_history++] = (record_point){unix_ns, mib};
}

/* Memory at a moment: between two samples as if it had changed steadily. */
static double mib_at(const record_marks *m, uint64_t unix_ns)
{
    size_t low = 0, high = m->n_history;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->history[middle].unix_ns <= unix_ns)
            low = middle + 1;
        else
            high = middle;
    }
    if (m->n_history == 0)
        return 0;
    if (low == 0 || low == m->n_history)
        return m->history[low == 0 ? 0 : low - 1].mib;
    const record_point *a = &m->history[low - 1], *b = a + 1;
    double share =
        (double)(unix_ns - a->unix_ns) / (double)(b->unix_ns - a->unix_ns);
    return a->mib + share * (b->mib - a->mib);
}

/* ---- records --------------------------------------------------------------
 */

static void write_calls(record_marks *m, const char *kind, const waiting *w)
{
    char name[NAME_BYTES];
    const profpass_marked_calls *c = &w->calls;
    record_word(c->name, name, sizeof name);
    record_file_add(m->file, "%s %s %.6f %s %.6f %s %u", kind, name,
                    w->enter_mib, record_seconds(c->enter_ns).text,
                    w->leave_mib, record_seconds(c->leave_ns).text, c->level);
}

/* Say whether there is room for a FUNC record of the function, and take it. */
static bool take_func(record_marks *m, uint32_t function)
{
    if (function >= m->n_functions) {
        uint32_t n = 2 * function + 16;
        uint32_t *n_written = realloc(m->n_written, n * sizeof *n_written);
        if (n_written == NULL)
            return false;
        memset(n_written + m->n_functions, 0,
               (n - m->n_functions) * sizeof *n_written);
        m->n_written = n_written;
        m->n_functions = n;
    }
    if (m->n_func >= N_FUNC_MOST ||
        (m->n_func >= N_FUNC && m->n_written[function] >= N_FUNC_EACH))
        return false;
    m->n_written[function]++;
    m->n_func++;
    return true;
}

static int compare(const void *a, const void *b)
{
    const waiting *x = a, *y = b;
    if (x->calls.function != y->calls.function)
        return x->calls.function < y->calls.function ? -1 : 1;
    return (x->calls.level > y->calls.level) -
           (x->calls.level < y->calls.level);
}

/* Add calls to those of the function that wait. */
static void wait_for_more(record_marks *m, const waiting *w)
{
    waiting *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return;
    *copy = *w;
    waiting **found = tsearch(copy, &m->waiting, compare);
    if (found == NULL || *found == copy)
        return;
    profpass_marked_calls *sum = &(*found)->calls;
    if (w->calls.enter_ns < sum->enter_ns) {
        sum->enter_ns = w->calls.enter_ns;
        (*found)->enter_mib = w->enter_mib;
    }
    if (w->calls.leave_ns >= sum->leave_ns) {
        sum->leave_ns = w->calls.leave_ns;
        (*found)->leave_mib = w->leave_mib;
    }
    sum->n_calls += w->calls.n_calls;
    sum->busy_ns += w->calls.busy_ns;
    free(copy);
}

void record_marks_calls(void *context, const profpass_marked_calls *calls)
{
    record_marks *m = context;
    waiting w = {.calls = *calls};
    if (m->midway && w.calls.enter_ns < m->first_ns)
        w.calls.enter_ns = m->first_ns;
    if (w.calls.leave_ns < w.calls.enter_ns)
        w.calls.leave_ns = w.calls.enter_ns;
    w.enter_mib = mib_at(m, w.calls.enter_ns);
    w.leave_mib = mib_at(m, w.calls.leave_ns);
    if (calls->n_calls == 1 && take_func(m, calls->function)) {
        write_calls(m, "FUNC", &w);
        record_file_add(m->file, "\n");
    } else {
        wait_for_more(m, &w);
    }
}

static void write_waiting(const void *node, VISIT order, void *context)
{
    const waiting *w = *(const waiting *const *)node;
    record_marks *m = context;
    if (order != postorder && order != leaf)
        return;
    write_calls(m, "CALLS", w);
    record_file_add(m->file, " %llu %s\n", (unsigned long long)w->calls.n_calls,
                    record_seconds(w->calls.busy_ns).text);
    m->n_calls_lines++;
}

void record_marks_write(record_marks *m, uint64_t now_ns, bool all)
{
    uint64_t doubled = m->n_calls_lines / N_CALLS_DOUBLE;
    uint64_t pause_ns = m->interval_ns << (doubled < 20 ? doubled : 20);
    if (!all && now_ns - m->flush_ns < pause_ns)
        return;
    twalk_r(m->waiting, write_waiting, m);
    tdestroy(m->waiting, free);
    m->waiting = NULL;
    m->flush_ns = now_ns;
}

void record_marks_change(record_marks *m, uint64_t now_ns)
{
    record_marks_write(m, now_ns, true);
    if (m->n_functions != 0)
        memset(m->n_written, 0, m->n_functions * sizeof *m->n_written);
}
