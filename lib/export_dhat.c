/* export_dhat.c - the profile of valgrind's DHAT, version 2, for dh_view.html
 *
 *     pps     a record a context: what it allocated (tb, tbk), what of it was
 *             live at most (mb, mbk), at the process's peak (gb, gbk) and at
 * the end (eb, ebk), how long its blocks lived (tl), and its frames ftbl    the
 * frames; the first is the root
 *
 * Time is counted in heap operations of the whole process, lifetimes in those
 * of the thread that allocated. Accesses to blocks are not known. The form is
 * that which valgrind 3.15 and later write; its manual describes the figures.
 */
#include "context_tree.h"
#include "heap_paths.h"
#include "json.h"
#include "series.h"

profpass_write_fn profpass__export_dhat;

typedef struct dhat {
    profpass__text t;
    profpass__heap_paths paths;
} dhat;

/* ---- time ---- */

/* Return how many operations a thread has done when its sample i is taken: k of
 * the format, which doubles the distance, grows after each 1024. */
static uint64_t operations_at(uint32_t i)
{
    enum { N_OF_A_KIND = 1024 };
    uint32_t k = i / N_OF_A_KIND, rest = i % N_OF_A_KIND;
    if (k >= 32)
        return UINT64_MAX;
    return N_OF_A_KIND * (((uint64_t)1 << k) - 1) + ((uint64_t)(rest + 1) << k);
}

/* Return the moment of the peak; 0 if it is not known. Where several threads
 * use the heap, it is as far from the end as in time. */
static uint64_t peak_time(const profpass_model *m, uint64_t end)
{
    uint32_t n_threads = 0;
    for (uint32_t i = 0; i < m->n_threads; i++)
        n_threads += m->threads[i].events != 0;
    if (m->n_series == 0)
        return 0;
    uint32_t at = profpass__series_highest(m);
    uint64_t operations = operations_at(at);
    if (n_threads == 1)
        return operations < end ? operations : end;
    double end_ns = (double)profpass__series_end_ns(m);
    double share = end_ns == 0 ? 0 : (double)m->series[at].ns / end_ns;
    return share < 1 ? (uint64_t)((double)end * share) : end;
}

static void put_head(dhat *d)
{
    /* What lived no longer is short-lived to the viewer. */
    enum { SHORT_LIVED = 10 };
    const profpass_model *m = d->paths.rows.m;
    uint64_t end = 0;
    for (uint32_t i = 0; i < m->n_threads; i++)
        end += m->threads[i].events;
    profpass__puts(&d->t, "{\"dhatFileVersion\":2,\"mode\":\"heap\","
                          "\"verb\":\"Allocated\",\n"
                          "\"bklt\":true,\"bkacc\":false,\n"
                          "\"tu\":\"operations\",\"Mtu\":\"Mop\"");
    profpass__json_number(&d->t, "tuth", SHORT_LIVED);
    profpass__puts(&d->t, ",\n\"cmd\":\"");
    for (uint32_t i = 0; i < m->program.n_command; i++) {
        profpass__puts(&d->t, i == 0 ? "" : " ");
        profpass__json_part(&d->t, m->program.command[i]);
    }
    profpass__puts(&d->t, "\"");
    profpass__json_number(&d->t, "pid", m->program.pid);
    profpass__json_number(&d->t, "te", end);
    profpass__json_number(&d->t, "tg", peak_time(m, end));
}

/* ---- contexts ---- */

static void put_context(dhat *d, const profpass__heap_row *row)
{
    const profpass__heap_sums *s = &row->sums;
    profpass__puts(&d->t, "\n{");
    profpass__json_first_number(&d->t, "tb", s->allocated_bytes);
    profpass__json_number(&d->t, "tbk", s->allocations);
    profpass__json_number(&d->t, "tl", s->lifetime_events);
    profpass__json_number(&d->t, "mb", s->max_most_bytes);
    profpass__json_number(&d->t, "mbk", s->max_blocks);
    profpass__json_number(&d->t, "gb", s->at_peak_bytes);
    profpass__json_number(&d->t, "gbk", s->at_peak_blocks);
    profpass__json_number(&d->t, "eb", s->live_bytes);
    profpass__json_number(&d->t, "ebk", s->live_blocks);
    profpass__puts(&d->t, ",\"fs\":[");
    profpass__frames frames = profpass__heap_frames(&d->paths, row);
    uint32_t place;
    for (bool first = true; profpass__next_frame(&frames, &place);
         first = false)
        profpass__print(&d->t, first ? "%u" : ",%u", d->paths.number[place]);
    profpass__puts(&d->t, "]}");
}

/* As valgrind puts a frame; the address is the frame's number. */
static void put_frame(dhat *d, uint32_t number)
{
    profpass__place_words words =
        profpass__place_words_of(d->paths.rows.m, d->paths.place[number]);
    profpass__print(&d->t, ",\n\"0x%X: ", number);
    profpass__json_part(&d->t, words.name);
    if (words.file[0] != '\0') {
        profpass__puts(&d->t, " (");
        profpass__json_part(&d->t, words.file);
        if (words.line != 0)
            profpass__print(&d->t, ":%u", words.line);
        profpass__puts(&d->t, ")");
    }
    profpass__puts(&d->t, "\"");
}

profpass_status profpass__export_dhat(const profpass_profile *profile,
                                      const profpass_text_options *options,
                                      const profpass_sink *out,
                                      profpass_error *err)
{
    dhat d;
    profpass_status status = profpass__heap_paths_open(
        &d.paths, profpass_get_model(profile), options, "dhat", err);
    if (status == PROFPASS_OK) {
        profpass__text_init(&d.t, out);
        put_head(&d);
        profpass__puts(&d.t, ",\n\"pps\":[");
        for (uint32_t i = 0; i < d.paths.rows.n_rows; i++) {
            profpass__puts(&d.t, i == 0 ? "" : ",");
            put_context(&d, profpass__heap_path(&d.paths, i));
        }
        profpass__puts(&d.t, "],\n\"ftbl\":[\"[root]\"");
        for (uint32_t i = 1; i <= d.paths.n_numbers; i++)
            put_frame(&d, i);
        profpass__puts(&d.t, "]}\n");
        status = profpass__text_done(&d.t, err);
    }
    profpass__heap_paths_done(&d.paths);
    return status;
}
