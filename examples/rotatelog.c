/* rotatelog.c - the report as records of a log that rotates
 *
 *     rotatelog LOG BYTES
 *
 * What a program does that has a logger already: each row of the report is one
 * record, with a time, a level and, for lines that grew, the figures. A log
 * that has become longer than BYTES is moved to LOG.1 and begun anew. Where
 * syslog is wanted, the sink is one line:
 *
 *     syslog(row->level, "%s", row->text);
 */
#include <profpass/profpass.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct rotating_log {
    const char *path;
    long most_bytes;
    FILE *stream;
} rotating_log;

static void rotate(rotating_log *log)
{
    char old[4096];
    fclose(log->stream);
    snprintf(old, sizeof old, "%s.1", log->path);
    rename(log->path, old);
    log->stream = fopen(log->path, "a");
}

static void log_row(void *context, const profpass_report_row *row)
{
    rotating_log *log = context;
    char when[32];
    const time_t now = time(NULL);
    if (log->stream == NULL)
        return;
    strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S", localtime(&now));
    if (row->kind == PROFPASS_REPORT_LINE)
        fprintf(log->stream, "%s [%d] %s:%u grew by %lld bytes in %llu runs\n",
                when, row->level, row->function, (unsigned)row->line,
                (long long)row->increment_bytes,
                (unsigned long long)row->occurrences);
    else
        fprintf(log->stream, "%s [%d] %s\n", when, row->level, row->text);
    if (ftell(log->stream) > log->most_bytes)
        rotate(log);
}

PROFPASS_PROFILE static char **make_table(size_t n)
{
    char **table = calloc(n, sizeof *table);
    for (size_t i = 0; table != NULL && i < n; i++)
        table[i] = malloc(10);
    return table;
}

PROFPASS_PROFILE static void free_table(char **table, size_t n)
{
    for (size_t i = 0; table != NULL && i < n; i++)
        free(table[i]);
    free(table);
}

int main(int argc, char **argv)
{
    static rotating_log log; /* lives until the last handler of exit */
    if (argc != 3) {
        fprintf(stderr, "usage: rotatelog LOG BYTES\n");
        return 2;
    }
    log.path = argv[1];
    log.most_bytes = atol(argv[2]);
    log.stream = fopen(log.path, "a");
    if (log.stream == NULL) {
        perror(log.path);
        return 1;
    }
    profpass_set_sink(log_row, &log, PROFPASS_SINK_GREW);
    free_table(make_table(100), 100);
    return 0;
}
