/* export_massif.c - massif's output, for ms_print and massif-visualizer
 *
 *     live │        ▲ peak, in detail        snapshots: the start, points of
 *     bytes│     ·· ··                       the series, the peak, the end
 *          │  ··      ··· ·
 *          │·              ·  end, in detail
 *          └──────────────────▶ ms
 *
 * The moment of the peak is that of the highest point. A sum of runs has no
 * series, for its runs began at different times: then time is what was
 * allocated and freed, in bytes, and the peak stands where it was at the
 * earliest. Form: what the two readers accept; the manual of valgrind describes
 * the figures.
 */
#include "failure.h"
#include "massif_tree.h"
#include "series.h"

profpass_write_fn profpass__export_massif;

/* Massif's own limit is 100 snapshots: with the start, the peak and the end. */
enum { MAX_POINTS = 97 };

typedef struct massif {
    profpass__text t;
    profpass__heap_paths paths;
    profpass__massif_tree *tree;
    uint32_t n_snapshots;
    bool is_in_ms; /* else time is bytes */
} massif;

static void put_head(massif *v)
{
    const profpass_program *program = &v->paths.rows.m->program;
    profpass__puts(&v->t, "desc: profpass ");
    profpass__puts(&v->t, profpass_version());
    profpass__puts(&v->t, "\ncmd:");
    for (uint32_t i = 0; i < program->n_command; i++) {
        profpass__puts(&v->t, " ");
        profpass__put_massif_name(&v->t, program->command[i]);
    }
    profpass__puts(&v->t, program->n_command == 0 ? " \n" : "\n");
    profpass__print(&v->t, "time_unit: %s\n", v->is_in_ms ? "ms" : "B");
}

static void put_snapshot(massif *v, uint64_t time, uint64_t live_bytes,
                         const char *tree)
{
    profpass__number ms =
        profpass__decimal(time, v->is_in_ms ? 1000000 : 1, v->is_in_ms ? 6 : 0);
    profpass__print(&v->t,
                    "#-----------\nsnapshot=%u\n#-----------\ntime=%s\n"
                    "mem_heap_B=%llu\nmem_heap_extra_B=0\nmem_stacks_B=0\n"
                    "heap_tree=%s\n",
                    v->n_snapshots++, ms.text, (unsigned long long)live_bytes,
                    tree);
}

static void put_peak(massif *v, uint64_t time)
{
    uint64_t peak_bytes = v->paths.rows.m->heap.peak_bytes;
    put_snapshot(v, time, peak_bytes, "peak");
    profpass__put_massif_tree(v->tree, &v->t, PROFPASS__HEAP_PEAK, peak_bytes);
}

static void put_end(massif *v, uint64_t time)
{
    uint64_t live_bytes = v->paths.rows.m->heap.live_bytes;
    put_snapshot(v, time, live_bytes, "detailed");
    profpass__put_massif_tree(v->tree, &v->t, PROFPASS__HEAP_LIVE, live_bytes);
}

/* Put the highest point of each of MAX_POINTS equal stretches of time, or all
 * if they are as few. The peak is no less than the highest. */
static void put_series(massif *v)
{
    const profpass_model *m = v->paths.rows.m;
    uint64_t end_ns = profpass__series_end_ns(m);
    uint64_t stretch_ns = end_ns / MAX_POINTS + 1;
    uint32_t highest = profpass__series_highest(m);
    put_snapshot(v, 0, m->heap.inherited_bytes, "empty");
    for (uint32_t i = 0, next, best; i < m->n_series; i = next) {
        best = i;
        for (next = i + 1;
             m->n_series > MAX_POINTS && next < m->n_series &&
             m->series[next].ns / stretch_ns == m->series[i].ns / stretch_ns;
             next++)
            if (m->series[next].live_bytes > m->series[best].live_bytes)
                best = next;
        const profpass_heap_point *point = &m->series[best];
        if (best != highest || point->live_bytes < m->heap.peak_bytes)
            put_snapshot(v, point->ns, point->live_bytes, "empty");
        if (best == highest)
            put_peak(v, point->ns);
    }
    put_end(v, end_ns);
}

static void put_no_series(massif *v)
{
    const profpass_heap_totals *heap = &v->paths.rows.m->heap;
    put_snapshot(v, 0, heap->inherited_bytes, "empty");
    uint64_t peak = heap->peak_bytes > heap->inherited_bytes
                        ? heap->peak_bytes - heap->inherited_bytes
                        : 0;
    uint64_t end = heap->allocated_bytes + heap->freed_bytes;
    put_peak(v, peak);
    put_end(v, end > peak ? end : peak);
}

profpass_status profpass__export_massif(const profpass_profile *profile,
                                        const profpass_text_options *options,
                                        const profpass_sink *out,
                                        profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    massif v = {.is_in_ms = m->n_series != 0};
    profpass_status status =
        profpass__heap_paths_open(&v.paths, m, options, "massif", err);
    if (status == PROFPASS_OK) {
        v.tree = profpass__massif_tree_new(&v.paths);
        if (v.tree == NULL)
            status = profpass__fail_memory(err);
    }
    if (status == PROFPASS_OK) {
        profpass__text_init(&v.t, out);
        put_head(&v);
        if (v.is_in_ms)
            put_series(&v);
        else
            put_no_series(&v);
        status = profpass__text_done(&v.t, err);
    }
    profpass__heap_paths_done(&v.paths);
    return status;
}
