/* export_heap.c - gperftools' heap profile, for google-pprof and jeprof
 *
 *     --- symbol                            names of addresses
 *     binary=/bin/demo
 *     0x30 leaf
 *     0x31 leaf
 *     ---
 *     heap profile: 2: 107 [5: 137] @ heapprofile      live [allocated]
 *     1: 100 [1: 100] @ 0x31 0x11                      a context, innermost
 * first
 *
 *     MAPPED_LIBRARIES:
 *
 * "heapprofile" is the kind that readers take for exact; they scale the others
 * up, "heap_v2/0" too but for jeprof. An address is 16 times the number of a
 * frame, plus one: jeprof takes one off all but the innermost, for it expects
 * return addresses, google-pprof takes none off names that the file gives.
 * Forms: "Gperftools Heap Profiler", its manual, and what the readers accept.
 */
#include <string.h>

#include "context_tree.h"
#include "heap_paths.h"

profpass_write_fn profpass__export_heap;

typedef struct heap_profile {
    profpass__text t;
    profpass__heap_paths paths;
} heap_profile;

/* The readers drop <…>, which may be all of a name, and cut it at "--", where
 * they expect what was inlined. */
static void put_name(profpass__text *t, const char *name)
{
    if (strcmp(name, PROFPASS__NO_CALLER) == 0)
        name = "[no instrumented caller]";
    const char *dashes;
    while ((dashes = strstr(name, "--")) != NULL) {
        profpass__put_within(t, name, (size_t)(dashes + 1 - name), NULL);
        profpass__puts(t, " ");
        name = dashes + 1;
    }
    profpass__put_within(t, name, strlen(name), NULL);
}

static void put_symbols(heap_profile *h)
{
    const profpass_model *m = h->paths.rows.m;
    profpass__puts(&h->t, "--- symbol\nbinary=");
    profpass__put_safe(&h->t, m->program.executable);
    profpass__puts(&h->t, "\n");
    for (uint32_t i = 1; i <= h->paths.n_numbers; i++) {
        const char *name = profpass__place_words_of(m, h->paths.place[i]).name;
        for (int k = 0; k < 2; k++) {
            profpass__print(&h->t, "0x%x%d ", i, k);
            put_name(&h->t, name);
            profpass__puts(&h->t, "\n");
        }
    }
    profpass__puts(&h->t, "---\n");
}

static void put_sums(profpass__text *t, const profpass__heap_sums *sums)
{
    profpass__print(t, "%llu: %llu [%llu: %llu] @",
                    (unsigned long long)sums->live_blocks,
                    (unsigned long long)sums->live_bytes,
                    (unsigned long long)sums->allocations,
                    (unsigned long long)sums->allocated_bytes);
}

static void put_context(heap_profile *h, const profpass__heap_row *row)
{
    put_sums(&h->t, &row->sums);
    profpass__frames frames = profpass__heap_frames(&h->paths, row);
    uint32_t place;
    while (profpass__next_frame(&frames, &place))
        profpass__print(&h->t, " 0x%x1", h->paths.number[place]);
    profpass__puts(&h->t, "\n");
}

profpass_status profpass__export_heap(const profpass_profile *profile,
                                      const profpass_text_options *options,
                                      const profpass_sink *out,
                                      profpass_error *err)
{
    heap_profile h;
    profpass_status status = profpass__heap_paths_open(
        &h.paths, profpass_get_model(profile), options, "heap", err);
    if (status == PROFPASS_OK) {
        profpass__text_init(&h.t, out);
        put_symbols(&h);
        profpass__puts(&h.t, "heap profile: ");
        put_sums(&h.t, &h.paths.rows.total);
        profpass__puts(&h.t, " heapprofile\n");
        for (uint32_t i = 0; i < h.paths.rows.n_rows; i++)
            put_context(&h, profpass__heap_path(&h.paths, i));
        profpass__puts(&h.t, "\nMAPPED_LIBRARIES:\n");
        status = profpass__text_done(&h.t, err);
    }
    profpass__heap_paths_done(&h.paths);
    return status;
}
