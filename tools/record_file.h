/* record_file.h - a recording being written: text, a record a line
 *
 *     record_file file;
 *     record_file_open(&file, path_or_NULL);
 *     …record_file_add(&file, "MEM %.6f %s\n", …)…
 *     record_file_flush(&file);
 *
 * What was added since the last flush goes out in one write, so that whoever
 * reads the file, or kills us, finds whole samples. If that fails, it is said
 * once, the file ends with the last whole sample, and all else is a no-op.
 */
#ifndef PROFPASS_TOOLS_RECORD_FILE_H
#define PROFPASS_TOOLS_RECORD_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct record_file {
    int fd; /* -1: none, or given up */
    bool is_new;
    char *path;
    char *bytes; /* [n_room], of which n_bytes wait to be written */
    size_t n_bytes, n_room;
    uint64_t written_bytes;
} record_file;

/* Open a file to write, or, with path NULL, mprofile_YYYYMMDDhhmmss.dat of this
 * moment in the working directory. What is in it stays until begin. False: said
 * why on stderr, and there is no file. */
bool record_file_open(record_file *file, const char *path);

/* Throw away what was in the file: what follows is a new recording. */
void record_file_begin(record_file *file);

/* Nothing was recorded: remove the file if open has made it. */
void record_file_drop(record_file *file);

/* Add text to what is to be written. */
void record_file_add(record_file *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Write what was added. */
void record_file_flush(record_file *file);

/* Flush and close. */
void record_file_close(record_file *file);

/* Copy text as a word of a record: without ASCII blanks, which end it, and
 * without dots, which mprof takes for the ends of modules. text[n] stands. */
void record_word(const char *text, char *word, size_t n_word);

/* The same with dots: for names of files. */
void record_path_word(const char *text, char *word, size_t n_word);

/* Room for a time as text. */
typedef struct record_time {
    char text[32];
} record_time;

/* Format nanoseconds since 1970 as seconds. */
record_time record_seconds(uint64_t unix_ns);

#endif
