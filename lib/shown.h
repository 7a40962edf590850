/* shown.h - which functions a text shows, by function= and min_time= */
#ifndef PROFPASS_SHOWN_H
#define PROFPASS_SHOWN_H

#include "profpass/stats.h"
#include "text.h"

/* Why functions that a text could show are not shown. */
typedef struct profpass__hidden {
    uint32_t by_name, by_time;
} profpass__hidden;

/* EINVAL if one of the two options' values is not valid. */
profpass_status profpass__check_shown(const profpass_text_options *options,
                                      profpass_error *err);

/* Say whether the options want a function; if not, count why in *hidden, unless
 * it is NULL. The options have been checked. */
bool profpass__is_wanted(const profpass_function_stats *function,
                         const profpass_text_options *options,
                         profpass__hidden *hidden);

/* What min_time hides, one line; nothing if nothing. */
void profpass__put_hidden(profpass__text *t,
                          const profpass_text_options *options,
                          const profpass__hidden *hidden);

/* What the run itself left out, by only=, exclude= and max_depth=. */
void profpass__put_unrecorded(profpass__text *t, const profpass_model *m);

#endif
