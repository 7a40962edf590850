/* stats.h - joint 3: what a program may ask of a profile (libprofstats)
 *
 *     profpass_error err;
 *     profpass_profile *p;
 *     if (profpass_open("profpass.demo.4711.prof", &p, &err) != PROFPASS_OK)
 *         …err.message…
 *     const profpass_model *m = profpass_get_model(p);
 *     for (uint32_t i = 0; i < m->n_functions; i++)
 *         …m->functions[i].calls…
 *     profpass_close(p);
 *
 * The library reads no environment, prints to nothing it was not given, never
 * exits, and takes its memory from the system in pages, never from malloc, so
 * that it can run inside a program whose heap is being measured. A profile is
 * immutable once open: any number of threads may read it.
 */
#ifndef PROFPASS_STATS_H
#define PROFPASS_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "profpass/figures.h"
#include "profpass/report.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum profpass_status {
#define PROFPASS_STATUS(NAME, value, message) PROFPASS_##NAME = value,
#include "profpass/status.def"
} profpass_status;

/* What went wrong, in the caller's storage; every function takes NULL for it.
 * The message is one line without newline, and names neither program nor file.
 */
typedef struct profpass_error {
    profpass_status status;
    uint64_t offset; /* byte offset in the input; UINT64_MAX if not known */
    char message[240];
} profpass_error;

/* Return the words of status.def for a status; never NULL. */
const char *profpass_status_message(profpass_status status);

/* Return "MAJOR.MINOR.PATCH" of the library. */
const char *profpass_version(void);

/* ---- where text goes ---------------------------------------------------- */

/* A consumer of bytes. write takes all n_bytes and returns 0, or returns an
 * errno value; a writer stops at the first failure and returns PROFPASS_EIO. */
typedef struct profpass_sink {
    int (*write)(void *context, const char *bytes, size_t n_bytes);
    void *context;
} profpass_sink;

/* Make a sink that appends to a stream; the stream stays the caller's. */
profpass_sink profpass_sink_to_stream(FILE *stream);

/* ---- a profile ----------------------------------------------------------- */

typedef struct profpass_profile profpass_profile;

/* Read a profile. On success *out is the caller's until profpass_close. A
 * profile whose program still runs, or was killed, is fine. EIO: the file
 * cannot be read; EFORMAT, EVERSION: err.offset says where. On failure *out is
 * untouched. Time and memory are linear in the file. */
profpass_status profpass_open(const char *path, profpass_profile **out,
                              profpass_error *err);

/* The same from memory; the bytes are not needed afterwards. */
profpass_status profpass_open_bytes(const void *bytes, size_t n_bytes,
                                    profpass_profile **out,
                                    profpass_error *err);

/* Free a profile and all that was borrowed from it. NULL is fine. */
void profpass_close(profpass_profile *profile);

/* Borrow the model; it lives as long as the profile. Never NULL. */
const profpass_model *profpass_get_model(const profpass_profile *profile);

/* Check the conservation laws of a profile: calls = returns + unwound + open;
 * a thread's self times add up to its root calls' time; allocated + inherited =
 * freed + live, of the heap and of each account; line rows add up to the
 * totals, and a line's sizes to its allocations. EFORMAT with the first law
 * broken in err. */
profpass_status profpass_check(const profpass_profile *profile,
                               profpass_error *err);

/* ---- sums ---------------------------------------------------------------- */

/* A sum of profiles, itself a profile once written: calls, times, bytes and
 * losses are added; levels (usage and peak of lines, rise, depth) are the
 * greatest of any run; the peaks of the heap and of accounts, being of separate
 * processes, are added, and with them what each site had live then, and at
 * most; the series, times of one run, are left out. Functions meet by linkage
 * name, file and line, threads by number, calling contexts by their path. The
 * order does not matter. One thread at a time. */
typedef struct profpass_merge profpass_merge;

/* Begin an empty sum; the caller frees it with profpass_merge_free. */
profpass_status profpass_merge_new(profpass_merge **out, profpass_error *err);

/* Add a profile, which is not needed afterwards. EINVAL: its clock does not mix
 * with that of the profiles before it; the sum is as it was. ENOMEM, EFORMAT
 * (contexts that are no tree): the sum can only be freed. Time and memory are
 * linear in the profile. */
profpass_status profpass_merge_add(profpass_merge *merge,
                                   const profpass_profile *profile,
                                   profpass_error *err);

/* Write the sum as a profile file. EIO: the sink failed; EINVAL: longer than
 * the 64 GiB of the format. */
profpass_status profpass_merge_write(const profpass_merge *merge,
                                     const profpass_sink *out,
                                     profpass_error *err);

/* NULL is fine. */
void profpass_merge_free(profpass_merge *merge);

/* ---- after the run ------------------------------------------------------- */

/* Write into a profile how its process ended, for a process that was killed
 * and could not. wait_status is waitpid's. Changes only a profile of process
 * pid that says that it is still running; one that knows its end is fine too.
 * ENOTFOUND: the profile of another process. EINVAL: the process has not
 * ended. EIO, EFORMAT, EVERSION: as profpass_open. */
profpass_status profpass_stamp_end(const char *path, uint32_t pid,
                                   int wait_status, profpass_error *err);

/* ---- texts ----------------------------------------------------------------*/

/* Where the line table of a function goes whose mark says stream=PATH, instead
 * of the text: what the runtime does at exit. */
typedef struct profpass_streams {
    /* Return a sink that collects one table; pattern[n_bytes] is PATH as in the
     * mark. NULL: the table stays in the text. */
    const profpass_sink *(*begin)(void *context, const char *pattern,
                                  size_t n_bytes);
    /* The table is whole: bring it there, and return the place's name, borrowed
     * until the next begin. NULL: that failed, it follows in the text. */
    const char *(*end)(void *context);
    void *context;
} profpass_streams;

/* What the tables of the heap show. Zero-initialise for the defaults. */
typedef struct profpass_heap_options {
    const char *by;   /* "line", "function", "context"; NULL: "line"          */
    const char *sort; /* "peak", "live", "allocated", "calls", "max",
                         "temporary", "rise"; NULL: "peak"                    */
    const char *account; /* "heap", "mapped", "pools", "stacks"; NULL: "heap" */
    uint32_t n_rows;     /* the first rows, what is left being one; 0: all    */
    bool tree;           /* the calling contexts from the outermost inwards   */
    bool sizes;          /* instead, how large the blocks of each line were   */
    bool threads;        /* instead, what each thread allocated and freed     */
    const char *limit;   /* of leaks: "64KiB"; NULL: none                     */
    bool *is_above;      /* of leaks: set if more is live than the limit      */
} profpass_heap_options;

/* How tables look. Zero-initialise for the defaults. */
typedef struct profpass_text_options {
    const char *unit;     /* "B", "KiB", "MiB", "GiB"; NULL: fit each table   */
    int precision;        /* decimals of memory + 1; 0: the default           */
    const char *columns;  /* extra line columns: "peak,allocations,bytes,live,
                             at_peak,temporary,remote,moved", "all"; NULL:
                             none */
    const char *function; /* glob (glob.h) over names: only these; NULL: all  */
    const char *min_time; /* "10us", "1.5ms", "2s": functions whose total
                             time is less are left out; NULL: none          */
    const char *sort;     /* call table: a pstats key; NULL: "cumulative"     */
    const char *weight;   /* stacks: "time", "calls", "bytes", "live", "peak",
                             "allocs", "temporary"; NULL: time, or calls
                             where no time was taken                        */
    bool compat;          /* memory_profiler's table, to the character        */
    bool color;           /* ANSI colours                                     */
    bool all;             /* also functions that were never called            */
    bool per_thread;      /* in the report a call table for each thread       */
    const char *path;     /* of the profile, for messages; NULL: not known    */
    const profpass_streams *streams; /* NULL: every table is in the text      */
    const profpass_heap_options *heap; /* of the heap's tables; NULL: all 0   */
} profpass_text_options;

/* Write one of the texts below. EINVAL: an option's value, named in err. */
typedef profpass_status profpass_write_fn(const profpass_profile *profile,
                                          const profpass_text_options *options,
                                          const profpass_sink *out,
                                          profpass_error *err);

/* The report of a run: what was lost if anything, the line table of each marked
 * function, the call table, and a summary of the heap. */
profpass_write_fn profpass_write_report;
/* The same in rows: take gets each line of the report that is not for eyes
 * alone with the figures behind it. Colours and unit are the text's. */
profpass_status profpass_report_rows(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     profpass_report_taker *take, void *context,
                                     profpass_error *err);
/* The line tables alone. */
profpass_write_fn profpass_write_lines;
/* The call table alone, with cProfile's columns. */
profpass_write_fn profpass_write_calls;
/* The heap as a whole; nothing if it was not recorded. */
profpass_write_fn profpass_write_heap;
/* The heap, or another account, in rows: who allocated, what was live at the
 * peak and is at the end, how much was temporary. Columns add up to the
 * account. EINVAL: the run recorded no heap. */
profpass_write_fn profpass_write_heap_table;
/* What is live at the end, by calling context. EINVAL: the same. */
profpass_write_fn profpass_write_leaks;
/* What the file is: program, clock, toolchain, sizes, losses. */
profpass_write_fn profpass_write_info;
/* The whole model as canonical text: sorted, one entity a line, stable between
 * runs where the program is. docs/dump-format.md. */
profpass_write_fn profpass_write_dump;

/* A machine format: a file of lib/ and a line of export.def. */
typedef struct profpass_exporter {
    const char *name, *suffix, *summary;
    profpass_write_fn *write;
} profpass_exporter;

/* Return the exporters, ended by one whose name is NULL. */
const profpass_exporter *profpass_exporters(void);

/* ---- statistics: the table that Python's pstats keeps -------------------- */

/* One row a function, as pstats.Stats has it. A table may be added to, stripped
 * of directories, sorted, reversed, printed and saved; what it prints is, to
 * the character, what pstats prints of the same data (but a control character
 * in a name, which could steer a terminal, is printed as '?'). Times are
 * seconds in doubles, so that the arithmetic is Python's too. One thread at a
 * time; its memory is no more than what it shows. */
typedef struct profpass_stats profpass_stats;

/* The calls of a row's function by one caller. */
typedef struct profpass_stats_caller {
    uint32_t row; /* the caller's, for profpass_stats_row_at                */
    bool plain;   /* a count alone, as Python's module profile writes       */
    uint64_t calls, primitive_calls;
    double self_s, total_s; /* of the callee while called from the caller   */
} profpass_stats_caller;

typedef struct profpass_stats_row {
    const char *file, *name; /* file "~" and line 0: not in any source      */
    uint32_t line;
    bool has_entry; /* false: only known as a caller of others; not printed */
    uint64_t calls, primitive_calls;
    double self_s, total_s;
    const profpass_stats_caller *callers; /* in the file's order            */
    uint32_t n_callers; /* a caller outside all instrumented code is none   */
    /* Of the code under this function's own frame; 0 in Python's files. peak:
     * what was live when the process held most. */
    uint64_t allocations, allocated_bytes, live_bytes, peak_bytes;
} profpass_stats_row;

/* Read a profile of ours, or a pstats file of Python's; the first bytes tell.
 * Functions that were never called have no row. On success *out is the caller's
 * until profpass_stats_close. EIO: the file cannot be read; EFORMAT, EVERSION:
 * err.offset says where. On failure *out is untouched. */
profpass_status profpass_stats_open(const char *path, profpass_stats **out,
                                    profpass_error *err);

/* Make a table of an open profile, which is not needed afterwards. */
profpass_status profpass_stats_from_profile(const profpass_profile *profile,
                                            profpass_stats **out,
                                            profpass_error *err);

/* Free a table and all that was borrowed from it. NULL is fine. */
void profpass_stats_close(profpass_stats *stats);

/* Add the figures of another table (or of this one) to this one, by file, line
 * and name. The order is forgotten, and what was borrowed is gone, as with
 * strip_dirs. ENOMEM: the table is as it was. */
profpass_status profpass_stats_add(profpass_stats *stats,
                                   const profpass_stats *other,
                                   profpass_error *err);

/* Reduce each file to its last component. Rows, and callers of a row, that are
 * equal then are summed. */
profpass_status profpass_stats_strip_dirs(profpass_stats *stats,
                                          profpass_error *err);

/* Sort by "KEY,KEY,…": each key decides where those before it are equal; rows
 * that are equal in all keep the file's order. A key is one of
 * profpass_sort_keys, pstats' number (-1, 0, 1, 2), or a beginning that means
 * one thing. "" or NULL: the file's order. EINVAL: no such key. O(n log n). */
profpass_status profpass_stats_sort(profpass_stats *stats, const char *keys,
                                    profpass_error *err);

/* Reverse the order; nothing if the table is not sorted. */
void profpass_stats_reverse(profpass_stats *stats);

uint32_t profpass_stats_n_rows(const profpass_stats *stats);

/* Borrow row i < n_rows, until the next add, strip_dirs or close. Rows are in
 * the file's order, whatever the table is sorted by; those without an entry
 * come last. */
const profpass_stats_row *profpass_stats_row_at(const profpass_stats *stats,
                                                uint32_t i);

/* Borrow [n_rows] numbers of rows, in the order of the listing, until the next
 * sort, reverse, add, strip_dirs or close. */
const uint32_t *profpass_stats_order(const profpass_stats *stats);

/* The sums over all rows: pstats' total_tt, total_calls and prim_calls. */
double profpass_stats_total_s(const profpass_stats *stats);
uint64_t profpass_stats_calls(const profpass_stats *stats);
uint64_t profpass_stats_primitive_calls(const profpass_stats *stats);

/* What pstats calls a restriction: which of the rows to print. Several apply
 * one after the other. */
typedef struct profpass_restriction {
    enum {
        PROFPASS_KEEP_COUNT,    /* the first `count` rows                    */
        PROFPASS_KEEP_FRACTION, /* the first fraction of the rows, 0 … 1     */
        PROFPASS_KEEP_MATCHES   /* those whose printed name the pattern, a
                                   Perl regular expression, is found in      */
    } kind;
    int64_t count; /* negative, or more than there are: all                  */
    double fraction;
    const char *pattern; /* borrowed */
} profpass_restriction;

/* Read a word as pstats' browser does: "10", ".3", else a pattern, which is
 * borrowed from the word. EINVAL: a fraction outside 0 … 1. */
profpass_status profpass_restriction_parse(const char *word,
                                           profpass_restriction *out,
                                           profpass_error *err);

/* Print a part of a table: n_restrictions may be 0. A pattern that is no
 * regular expression is named in the heading, as pstats does, and keeps all
 * rows. */
typedef profpass_status profpass_stats_print_fn(
    const profpass_stats *stats, const profpass_restriction *restrictions,
    size_t n_restrictions, const profpass_sink *out, profpass_error *err);

/* The table: the files read and when they were written, the sums, the rows. */
profpass_stats_print_fn profpass_stats_print;
/* For each row its callers, or its callees, by file, line and name. */
profpass_stats_print_fn profpass_stats_print_callers;
profpass_stats_print_fn profpass_stats_print_callees;
/* The line above the rows. */
/* As profpass_stats_print without restrictions. */
profpass_status profpass_stats_print_all(const profpass_stats *stats,
                                         const profpass_sink *out,
                                         profpass_error *err);
profpass_status profpass_stats_print_title(const profpass_sink *out,
                                           profpass_error *err);

/* Save a table as Python's pstats does, in a file that every Python reads; rows
 * are in the file's order. Names that are not UTF-8 have "\xNN" for such a
 * byte. ENOTFOUND: there are no rows, which Python refuses. */
profpass_status profpass_stats_dump(const profpass_stats *stats,
                                    const profpass_sink *out,
                                    profpass_error *err);

/* A word to sort by, and what the listing says of it. */
typedef struct profpass_sort_key {
    const char *name, *text;
} profpass_sort_key;

/* Return the sort keys, ended by one whose name is NULL: those of pstats, then
 * "allocs", "bytes", "live" and "peak". */
const profpass_sort_key *profpass_sort_keys(void);

/* ---- call graphs -------------------------------------------------------- */

/* As profpass_stats_open and _from_profile, with another weight in self_s and
 * total_s than time: "calls", or memory in "bytes" (allocated), "live" (not
 * freed) or "peak" (live when the process held most), or counts of "allocs" or
 * "temporary" ones (freed next). NULL: time, or calls if the run took no times.
 * What code outside all functions allocated has a row,
 * "<no instrumented caller>". EINVAL: no such weight, or not in this file. */
profpass_status profpass_stats_open_weight(const char *path, const char *weight,
                                           profpass_stats **out,
                                           profpass_error *err);
profpass_status profpass_stats_weigh(const profpass_profile *profile,
                                     const char *weight, profpass_stats **out,
                                     profpass_error *err);

/* Return what a table is weighed by: "time", "calls", … */
const char *profpass_stats_weight(const profpass_stats *stats);

/* What of a graph is drawn, and how; begin with profpass_graph_defaults. All is
 * borrowed as long as the graph lives. */
typedef struct profpass_graph_options {
    double node_percent, edge_percent; /* what weighs less is left out        */
    /* Globs over "module:line:function" or a function's name: only what is
     * called from there, leads there. NULL: all. */
    const char *root, *leaf;
    int depth; /* how far from root or leaf; -1: any                          */
    const char *const *paths; /* [n_paths] only files that begin so; 0: any   */
    size_t n_paths;
    const char *colormap; /* "color", "pink", "gray", "bw", "print"; NULL:
                             "color"                                         */
    double skew; /* above 0; below 1: more colours for small shares           */
    const char *const *labels; /* [n_labels] "self-time", "total-time", each
                                  also with "-percentage"; 0: the default     */
    size_t n_labels;
    bool strip;         /* names without parameters and template arguments   */
    bool wrap;          /* long names in lines                                */
    bool color_by_self; /* nodes; else by total                               */
    bool show_samples;  /* with memory: how many allocations a node has       */
    const char *time_format; /* printf's, of seconds; NULL: "%.7g"            */
    const char *title;       /* below the graph; NULL: none                   */
    double tolerance; /* of comparisons: smaller changes are none; points of
                         percent                                             */
    bool only_slower, only_faster, color_by_difference;
} profpass_graph_options;

/* gprof2dot's: nodes from 0.5 %, edges from 0.1 %, any depth, tolerance 0.001.
 */
profpass_graph_options profpass_graph_defaults(void);

/* A call graph, to be drawn by Graphviz. */
typedef struct profpass_graph profpass_graph;

/* Make the graph of a table; or, with `after`, of the change from one table to
 * another. The tables are borrowed as long as the graph lives and must not
 * change. On success the caller frees *out with profpass_graph_free. EINVAL: an
 * option's value; ENOTFOUND: nothing is what root or leaf asks for. */
profpass_status profpass_graph_new(const profpass_stats *before,
                                   const profpass_stats *after,
                                   const profpass_graph_options *options,
                                   profpass_graph **out, profpass_error *err);

/* Write it in the DOT language. With memory, nodes have the exact bytes as
 * attributes self_bytes and total_bytes, edges as total_bytes. */
profpass_status profpass_graph_write(const profpass_graph *graph,
                                     const profpass_sink *out,
                                     profpass_error *err);

/* Write "module:line:function" of each node that is drawn and that the glob
 * `selector` fits ("+": all), a line each; after '%' also total and self
 * percent, calls and file, with tabs between. EINVAL: not a glob. */
profpass_status profpass_graph_list(const profpass_graph *graph,
                                    const char *selector,
                                    const profpass_sink *out,
                                    profpass_error *err);

/* NULL is fine. */
void profpass_graph_free(profpass_graph *graph);

/* ---- differences -------------------------------------------------------- */

/* One of two runs that are compared: a profile of ours, or a table (which may
 * be Python's), of which only functions are known. One of the two is NULL. */
typedef struct profpass_diff_side {
    const profpass_profile *profile;
    const profpass_stats *stats;
} profpass_diff_side;

/* Zero-initialise for the defaults. A metric is time, self, calls, allocs,
 * bytes, live, peak, max (the most at once) or temporary. */
typedef struct profpass_diff_options {
    const char *metrics;  /* what is compared, "time,calls"; NULL: all       */
    const char *sort;     /* a metric; NULL: the first that differs          */
    const char *function; /* glob (glob.h) over names: only these; NULL: all */
    const char *const *limits; /* [n_limits] "time=5%", "peak=10MiB", "2ms"  */
    size_t n_limits;
    bool contexts; /* also calling contexts that allocate */
    bool color;    /* ANSI colours                        */
} profpass_diff_options;

/* Write which functions, lines and contexts differ, the greatest change first;
 * *n_above is how many functions and contexts, or the total, grew by more than
 * a limit: each is named.
 * EINVAL: an option's value, named in err. Linear in the runs, but for sorting.
 */
profpass_status profpass_write_diff(const profpass_diff_side *before,
                                    const profpass_diff_side *after,
                                    const profpass_diff_options *options,
                                    const profpass_sink *out, uint32_t *n_above,
                                    profpass_error *err);

#ifdef __cplusplus
}
#endif

#endif
