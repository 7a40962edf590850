/* heap_paths.h - the contexts of the heap, for formats that write each out
 *
 *     rows      by context, over all threads, in the order of their first sites
 *     frames    of a row, the innermost first          (frames.h)
 *     number    of a place that is on any way: 1, 2, …; 0: of none
 */
#ifndef PROFPASS_HEAP_PATHS_H
#define PROFPASS_HEAP_PATHS_H

#include "frames.h"
#include "heap_rows.h"

typedef struct profpass__heap_paths {
    profpass__heap_rows rows;
    uint32_t *node;   /* [n_paths] of calls: a node that has it */
    uint32_t *number; /* [n_places]                             */
    uint32_t *place;  /* [n_numbers + 1] of a number            */
    uint32_t n_numbers;
} profpass__heap_paths;

/* Put the sites together. EINVAL if the run recorded no heap, if the options
 * name a weight, or if there are too many frames to write each out; ENOMEM.
 * Whatever the status, end with done. */
profpass_status profpass__heap_paths_open(profpass__heap_paths *paths,
                                          const profpass_model *m,
                                          const profpass_text_options *options,
                                          const char *format,
                                          profpass_error *err);
void profpass__heap_paths_done(profpass__heap_paths *paths);

/* Return row i < rows.n_rows, of the order. */
const profpass__heap_row *profpass__heap_path(const profpass__heap_paths *paths,
                                              uint32_t i);

profpass__frames profpass__heap_frames(const profpass__heap_paths *paths,
                                       const profpass__heap_row *row);

#endif
