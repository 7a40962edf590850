/* browse.c - the commands that Python's statistics browser has
 *
 * Words, messages and tables are those of `python -m pstats`, so that sessions
 * and habits carry over; the help is our own. What goes wrong there with a
 * traceback is a message here.
 */
#include "browse.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char none_loaded[] = "No statistics object is loaded.\n";
static const char blanks[] = " \t\r\n\v\f";

/* ---- files ---- */

/* Say why a file cannot be opened at all, as an errno value; 0 if it can. */
static int cannot_open(const char *path)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int error = fstat(fd, &status) == 0 && S_ISDIR(status.st_mode) ? EISDIR : 0;
    close(fd);
    return error;
}

static void forget_files(browse *b)
{
    for (size_t i = 0; i < b->n_files; i++) {
        profpass_close(b->files[i].profile);
        free(b->files[i].path);
    }
    free(b->files);
    b->files = NULL;
    b->n_files = 0;
}

/* Keep what lines, mem and source are asked of. */
static bool keep_file(browse *b, const char *path)
{
    browse_file *more = realloc(b->files, (b->n_files + 1) * sizeof *b->files);
    if (more == NULL)
        return false;
    b->files = more;
    browse_file file = {.path = strdup(path)};
    if (file.path == NULL)
        return false;
    profpass_open(path, &file.profile, NULL);
    b->files[b->n_files++] = file;
    return true;
}

static void say_no_memory(const browse *b)
{
    fputs("There is not enough memory.\n", b->out);
}

bool browse_read(browse *b, const char *path)
{
    profpass_stats *stats;
    profpass_error err;
    int error = cannot_open(path);
    if (error != 0) {
        fprintf(b->out, "%s\n", strerror(error));
        return false;
    }
    if (profpass_stats_open(path, &stats, &err) != PROFPASS_OK) {
        fprintf(b->out, "%s\n", err.message);
        return false;
    }
    char *copy = strdup(path);
    profpass_stats_close(b->stats);
    b->stats = stats;
    forget_files(b);
    free(b->path);
    b->path = copy;
    if (copy == NULL || !keep_file(b, copy))
        say_no_memory(b);
    return true;
}

bool browse_add(browse *b, const char *path)
{
    profpass_stats *other = NULL;
    profpass_error err;
    if (b->stats == NULL) {
        fputs(none_loaded, b->out);
        return false;
    }
    int error = cannot_open(path);
    if (error != 0) {
        fprintf(b->out,
                "Failed to load statistics for %s: [Errno %d] %s: '%s'\n", path,
                error, strerror(error), path);
        return false;
    }
    profpass_status status = profpass_stats_open(path, &other, &err);
    if (status == PROFPASS_OK)
        status = profpass_stats_add(b->stats, other, &err);
    profpass_stats_close(other);
    if (status != PROFPASS_OK)
        fprintf(b->out, "Failed to load statistics for %s: %s\n", path,
                err.message);
    else if (!keep_file(b, path))
        say_no_memory(b);
    return status == PROFPASS_OK;
}

void browse_done(browse *b)
{
    forget_files(b);
    profpass_stats_close(b->stats);
    free(b->path);
    free(b->last);
}

/* ---- commands ---- */

static bool run_add(browse *b, const char *path)
{
    browse_add(b, path);
    return true;
}

static bool run_read(browse *b, const char *path)
{
    if (path[0] != '\0') {
        browse_read(b, path);
    } else if (b->path != NULL) {
        char *again = strdup(b->path);
        if (again != NULL)
            browse_read(b, again);
        free(again);
    } else {
        fputs("No statistics object is current -- cannot reload.\n", b->out);
    }
    return true;
}

/* Print a part of the table: the words are restrictions. */
static bool print_with(browse *b, const char *words,
                       profpass_stats_print_fn *print)
{
    /* Every second byte may begin a word. */
    profpass_restriction *restrictions =
        calloc(strlen(words) / 2 + 1, sizeof *restrictions);
    char *copy = strdup(words), *rest;
    size_t n = 0;
    profpass_error err;
    if (restrictions == NULL || copy == NULL) {
        say_no_memory(b);
        free(restrictions);
        free(copy);
        return true;
    }
    for (char *word = strtok_r(copy, blanks, &rest); word != NULL;
         word = strtok_r(NULL, blanks, &rest)) {
        if (profpass_restriction_parse(word, &restrictions[n], &err) ==
            PROFPASS_OK)
            n++;
        else
            fputs("Fraction argument must be in [0, 1]\n", b->out);
    }
    profpass_sink sink = profpass_sink_to_stream(b->out);
    if (b->stats == NULL)
        fputs(none_loaded, b->out);
    else if (print(b->stats, restrictions, n, &sink, &err) != PROFPASS_OK)
        fprintf(b->out, "%s\n", err.message);
    free(restrictions);
    free(copy);
    return true;
}

static bool run_stats(browse *b, const char *words)
{
    return print_with(b, words, profpass_stats_print);
}

static bool run_callers(browse *b, const char *words)
{
    return print_with(b, words, profpass_stats_print_callers);
}

static bool run_callees(browse *b, const char *words)
{
    return print_with(b, words, profpass_stats_print_callees);
}

static bool run_reverse(browse *b, const char *unused)
{
    (void)unused;
    if (b->stats != NULL)
        profpass_stats_reverse(b->stats);
    else
        fputs(none_loaded, b->out);
    return true;
}

static bool run_strip(browse *b, const char *unused)
{
    profpass_error err;
    (void)unused;
    if (b->stats == NULL)
        fputs(none_loaded, b->out);
    else if (profpass_stats_strip_dirs(b->stats, &err) != PROFPASS_OK)
        fprintf(b->out, "%s\n", err.message);
    return true;
}

static bool run_sort(browse *b, const char *words)
{
    if (b->stats == NULL) {
        fputs(none_loaded, b->out);
        return true;
    }
    char *keys = strdup(words);
    for (char *at = keys; at != NULL && (at = strpbrk(at, blanks)) != NULL;
         at++)
        *at = ',';
    bool sorted = keys != NULL && keys[0] != '\0' &&
                  profpass_stats_sort(b->stats, keys, NULL) == PROFPASS_OK;
    free(keys);
    if (sorted)
        return true;
    fputs("Valid sort keys (unique prefixes are accepted):\n", b->out);
    for (const profpass_sort_key *key = profpass_sort_keys(); key->name; key++)
        fprintf(b->out, "%s -- %s\n", key->name, key->text);
    return true;
}

static bool run_quit(browse *b, const char *unused)
{
    (void)b;
    (void)unused;
    return false;
}

static bool run_eof(browse *b, const char *unused)
{
    (void)unused;
    fputs("\n", b->out);
    return false;
}

static void list_commands(const browse *b, const char *heading,
                          const browse_command *commands)
{
    fprintf(b->out, "\n%s\n", heading);
    for (size_t n = strlen(heading); n > 0; n--)
        fputc('=', b->out);
    for (const browse_command *c = commands; c->name != NULL; c++)
        fprintf(b->out, "%s%s", c == commands ? "\n" : "  ", c->name);
    fputs("\n", b->out);
}

static bool run_help(browse *b, const char *name)
{
    if (name[0] == '\0') {
        list_commands(
            b, "Documented commands (type help <topic>):", browse_commands);
        list_commands(b, "Commands for profiles of C and C++ programs:",
                      browse_memory_commands);
        fputs("\n", b->out);
        return true;
    }
    const browse_command *command = browse_find(name, strlen(name));
    if (command != NULL)
        fprintf(b->out, "%s\n", command->help);
    else
        fprintf(b->out, "*** No help on %s\n", name);
    return true;
}

#define RESTRICTIONS                                                        \
    "\nEach word after it keeps a part of the rows, one after the other:\n" \
    "  10       the first ten\n"                                            \
    "  .3       the first three tenths\n"                                   \
    "  pattern  those in whose name the regular expression is found"

const browse_command browse_commands[] = {
    {"EOF", run_eof, "Leave the browser, as the end of the input does.",
     BROWSE_NOTHING},
    {"add", run_add, "add FILE: add the figures of a file to what is loaded.",
     BROWSE_FILES},
    {"callees", run_callees,
     "callees [WORD]...: whom each function called." RESTRICTIONS,
     BROWSE_FUNCTIONS},
    {"callers", run_callers,
     "callers [WORD]...: who called each function." RESTRICTIONS,
     BROWSE_FUNCTIONS},
    {"help", run_help, "help [COMMAND]: what there is, or what a command does.",
     BROWSE_COMMANDS},
    {"quit", run_quit, "Leave the browser.", BROWSE_NOTHING},
    {"read", run_read,
     "read [FILE]: load a file, or the last one again, in place of what is "
     "loaded.",
     BROWSE_FILES},
    {"reverse", run_reverse, "Turn the order of the rows round.",
     BROWSE_NOTHING},
    {"sort", run_sort,
     "sort [KEY]...: order the rows; each key decides where those before it\n"
     "are equal. Without a key: list the keys.",
     BROWSE_KEYS},
    {"stats", run_stats,
     "stats [WORD]...: the table of functions." RESTRICTIONS, BROWSE_FUNCTIONS},
    {"strip", run_strip, "Reduce the names of files to their last part.",
     BROWSE_NOTHING},
    {NULL, NULL, NULL, BROWSE_NOTHING},
};

/* ---- lines ---- */

const browse_command *browse_find(const char *name, size_t n_bytes)
{
    const browse_command *const tables[] = {browse_commands,
                                            browse_memory_commands};
    for (size_t i = 0; i < 2; i++)
        for (const browse_command *c = tables[i]; c->name != NULL; c++)
            if (strlen(c->name) == n_bytes &&
                memcmp(c->name, name, n_bytes) == 0)
                return c;
    return NULL;
}

/* Copy a line without the blanks around it; "?x" is "help x". */
static char *copy_line(const char *line)
{
    line += strspn(line, blanks);
    bool asks = line[0] == '?';
    size_t n = strlen(line) - asks;
    char *copy = malloc(n + sizeof "help ");
    if (copy == NULL)
        return NULL;
    strcpy(copy, asks ? "help " : "");
    strcat(copy, line + asks);
    for (n = strlen(copy); n > 0 && strchr(blanks, copy[n - 1]) != NULL;)
        copy[--n] = '\0';
    return copy;
}

bool browse_run(browse *b, const char *line)
{
    char *copy = copy_line(line);
    if (copy != NULL && copy[0] == '\0' && b->last != NULL) {
        free(copy);
        copy = strdup(b->last);
    }
    if (copy == NULL) {
        say_no_memory(b);
        return true;
    }
    size_t n = strspn(copy, "abcdefghijklmnopqrstuvwxyz"
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    const browse_command *command = browse_find(copy, n);
    bool go_on = true;
    if (copy[0] != '\0' && copy[0] != '!') {
        free(b->last);
        b->last = strcmp(copy, "EOF") == 0 ? NULL : strdup(copy);
    }
    if (command != NULL)
        go_on = command->run(b, copy + n + strspn(copy + n, blanks));
    else if (copy[0] != '\0')
        fprintf(b->out, "*** Unknown syntax: %s\n", copy);
    free(copy);
    return go_on;
}
