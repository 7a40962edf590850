/* random_profile.h - profiles of programs that might have been
 *
 * A program is played: threads call, recurse, return, are unwound, allocate and
 * free, by a random number; what a runtime would count is counted. So each of
 * these profiles obeys the laws.
 */
#ifndef PROFPASS_TEST_RANDOM_PROFILE_H
#define PROFPASS_TEST_RANDOM_PROFILE_H

#include <stdbool.h>

#include "profile_builder.h"

/* The next of a sequence, below n. */
uint32_t random_below(uint64_t *state, uint32_t n);

/* Play n_steps events. With n_threads 1 and up to 20 functions. The builder is
 * initialised here; free it with builder_done. */
void random_profile(profile_builder *b, uint64_t seed, uint32_t n_threads,
                    uint32_t n_functions, uint32_t n_steps);

#endif
