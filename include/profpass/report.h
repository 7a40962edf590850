/* report.h - a row of the report of a run, as a program or a reader gets it */
#ifndef PROFPASS_REPORT_H
#define PROFPASS_REPORT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a row is, and which of its members say something. */
typedef enum profpass_report_kind {
    PROFPASS_REPORT_TEXT,     /* a heading or a note                         */
    PROFPASS_REPORT_LOSS,     /* what was lost: occurrences                  */
    PROFPASS_REPORT_FUNCTION, /* the title of a line table: function, file,
                                 line, occurrences (its calls), times        */
    PROFPASS_REPORT_LINE,     /* a row of it: all but times; of a line without
                                 code occurrences is 0. Bytes of no line have
                                 line 0                                      */
    PROFPASS_REPORT_CALL,     /* a row of the call table: as FUNCTION        */
    PROFPASS_REPORT_HEAP      /* the heap: occurrences (its allocations), usage
                                 (live), peak                                */
} profpass_report_kind;

/* Strings are borrowed for the call that gives the row, and never NULL. */
typedef struct profpass_report_row {
    profpass_report_kind kind;
    int level;        /* as of syslog(3): 6, informational; a loss 4, warning */
    const char *text; /* the row as the report prints it: one line, not empty,
                         without its newline */
    const char *function, *file, *source; /* source: the text of the line   */
    uint32_t line;
    uint64_t occurrences;
    int64_t increment_bytes;
    uint64_t usage_bytes, peak_bytes;
    uint64_t self_ns, total_ns;
} profpass_report_row;

/* A function that takes the rows of a report, one after the other. */
typedef void profpass_report_taker(void *context,
                                   const profpass_report_row *row);

#ifdef __cplusplus
}
#endif

#endif
