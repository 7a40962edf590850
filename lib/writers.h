/* writers.h - the parts of a report, for the texts that are made of them */
#ifndef PROFPASS_WRITERS_H
#define PROFPASS_WRITERS_H

#include "profpass/stats.h"
#include "text.h"

/* Each puts one part; EINVAL if an option's value is not valid. */
typedef profpass_status profpass__put_fn(profpass__text *t,
                                         const profpass_model *m,
                                         const profpass_text_options *options,
                                         profpass_error *err);

profpass__put_fn profpass__put_lines, profpass__put_compat, profpass__put_calls;
/* The call table of each thread that made calls. */
profpass__put_fn profpass__put_threads;

/* All of the report. */
profpass__put_fn profpass__put_report;

/* Say beforehand what put_calls would say of the sort keys. */
profpass_status profpass__check_sort(const profpass_text_options *options,
                                     profpass_error *err);

/* Say whether the line tables have one for this function. */
bool profpass__shows_function(const profpass_function_stats *function,
                              const profpass_text_options *options);

/* Say that the line that is put next is about a function. */
void profpass__mark_function(profpass__text *t,
                             const profpass_function_stats *function,
                             profpass_report_kind kind);

/* What was lost, one line each; nothing if nothing was. */
void profpass__put_losses(profpass__text *t, const profpass_model *m);

/* An amount of memory: exact bytes, and for the eye; and in how many blocks. */
void profpass__put_blocks(profpass__text *t, uint64_t n_bytes,
                          uint64_t n_blocks);

/* An account of the model's apart from the heap, as put_heap has that. */
void profpass__put_account(profpass__text *t, const profpass_model *m,
                           const profpass_account_stats *account);

/* The heap as a whole. */
void profpass__put_heap(profpass__text *t, const profpass_model *m);

#endif
