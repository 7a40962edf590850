/* heap_view.h - the heap's tables: what their writers share
 *
 *     write_heap.c      the text: what is said, in which order
 *     heap_view.c       rows by line, function or context
 *     heap_tree.c       the calling contexts from the outermost inwards
 *     heap_sizes.c      how large the blocks of a line were
 *     heap_threads.c    who allocated and who freed
 *     write_leaks.c     what is live at the end
 */
#ifndef PROFPASS_HEAP_VIEW_H
#define PROFPASS_HEAP_VIEW_H

#include "heap_columns.h"

typedef struct profpass__heap_view {
    profpass__text t;
    const profpass_model *m;
    const char *function; /* glob, or NULL */
    const profpass_heap_options *options;
    profpass__heap_by by;
    profpass__heap_rows rows;
    profpass__heap_table table;
} profpass__heap_view;

/* Check the options and open the account. EINVAL, ENOMEM. Whatever the status,
 * end with done. */
profpass_status profpass__heap_view_open(profpass__heap_view *view,
                                         const profpass_profile *profile,
                                         const profpass_text_options *options,
                                         const profpass_sink *out,
                                         profpass_error *err);

/* Free all and return the status, or that of the output if it was fine. */
profpass_status profpass__heap_view_done(profpass__heap_view *view,
                                         profpass_status status,
                                         profpass_error *err);

/* Return how many of n rows the options want. */
uint32_t profpass__heap_n_shown(const profpass__heap_view *view, uint32_t n);

/* Return what rows are: "line". */
const char *profpass__heap_word(const profpass__heap_view *view);

/* Put the rows, and under those of a context its callers. */
void profpass__put_heap_rows(profpass__heap_view *view);

/* Put what ends a table: those rows that are left, those of functions that do
 * not match, and the total. Their cells must have been fitted. */
void profpass__put_heap_ends(profpass__heap_view *view, uint32_t n_left,
                             const profpass__heap_sums *left);

/* Put where an allocation was: its line and, each on a line of its own after so
 * many blanks, the callers. */
void profpass__put_heap_site(profpass__heap_view *view, uint32_t path,
                             uint32_t line, size_t n_blanks);

/* Put the tree; then the sizes; then the threads. False: no memory. */
bool profpass__put_heap_tree(profpass__heap_view *view);
bool profpass__put_heap_sizes(profpass__heap_view *view);
bool profpass__put_heap_threads(profpass__heap_view *view);

#endif
