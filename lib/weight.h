/* weight.h - what the width of a stack stands for */
#ifndef PROFPASS_WEIGHT_H
#define PROFPASS_WEIGHT_H

#include "profpass/stats.h"

typedef enum profpass__weight_kind {
    PROFPASS__TIME,  /* ns, without instrumented callees  */
    PROFPASS__CALLS, /* entries                           */
    PROFPASS__BYTES, /* allocated                         */
    PROFPASS__LIVE,  /* bytes not freed yet               */
    PROFPASS__PEAK,  /* bytes live at the process's peak  */
    /* Of memory, too, but not bytes. */
    PROFPASS__ALLOCS,   /* allocations                                 */
    PROFPASS__TEMPORARY /* … freed by the thread's next heap operation */
} profpass__weight_kind;

/* Say whether it is measured in bytes. */
bool profpass__weight_is_bytes(profpass__weight_kind kind);

/* Set *out to the weight that the options name, or that suits the run if they
 * name none. EINVAL if there is no such weight, or the run did not record it.
 */
profpass_status profpass__choose_weight(const profpass_model *m,
                                        const profpass_text_options *options,
                                        profpass__weight_kind *out,
                                        profpass_error *err);

/* EINVAL if the options name a weight: for formats that hold all they can. */
profpass_status profpass__refuse_weight(const profpass_text_options *options,
                                        const char *format,
                                        profpass_error *err);

/* Return "time", …, the word of the options. */
const char *profpass__weight_name(profpass__weight_kind kind);

/* Return "nanoseconds", "none" or "bytes". */
const char *profpass__weight_unit(profpass__weight_kind kind);

#endif
