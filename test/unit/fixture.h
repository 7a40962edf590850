/* fixture.h - a small profile with one of everything, and texts of profiles
 *
 *     demo.c                                   thread 1
 *      1  long f(int n) {      marked, lines    main 1 call
 *      2      long s = 0;                       └── f 1       ◀─┐
 *      3      s += g(n);       calls                ├── f 2 ────┘ one unwound
 *      4      if (n) s += 1;                        └── g 3
 *      5      return s; }
 *      x.inc:7                 calls, compiled into f
 *      8  int main(void) {     no lines
 *     lib.c: 20  g             not marked
 */
#ifndef PROFPASS_TEST_FIXTURE_H
#define PROFPASS_TEST_FIXTURE_H

#include <stddef.h>

#include "profile_builder.h"
#include "profpass/stats.h"

/* Refs of what the fixture holds. */
typedef struct fixture {
    profile_builder b;
    profpass_ref f, g, main, thread;
    profpass_ref node_main, node_f, node_ff, node_g;
    profpass_ref site_f, site_g, site_main, site_root;
    profpass_ref mapped, sizes; /* with details: the first of each */
} fixture;

/* Build it; directory is where demo.c is, or NULL. Free with builder_done. */
void fixture_init(fixture *x, const char *directory);

/* Add to it what format 1.2 holds beside: how sites and nodes went on, sizes,
 * the series, and an account of each kind. */
void fixture_add_details(fixture *x);

/* Open a profile from memory, or print why not and exit. */
profpass_profile *fixture_open(const profile_builder *b);

/* Return what a writer writes, as a string to be freed; with its status in
 * *status unless that is NULL. */
char *fixture_text(const profpass_profile *profile, profpass_write_fn *write,
                   const profpass_text_options *options,
                   profpass_status *status);

/* Make a directory of our own and write a file in it; remove both. */
void fixture_directory(char path[64]);
void fixture_write(const char *directory, const char *file, const char *text);
void fixture_remove(const char *directory, const char *file);

#endif
