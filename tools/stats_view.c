/* stats_view.c - what the commands that print statistics have in common */
#include "stats_view.h"

#include "output.h"
#include "view.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The operands, sorted out. */
typedef struct operands {
    char **files; /* [n_files], borrowed from argv */
    int n_files;
    profpass_restriction *restrictions; /* [n_restrictions], owned */
    size_t n_restrictions;
} operands;

/* Say whether a name ends as those of profiles do. */
static bool ends_as_profile(const char *name)
{
    size_t n = strlen(name);
    while (n > 0 && name[n - 1] >= '0' && name[n - 1] <= '9')
        n--;
    bool is_numbered = n < strlen(name) && n > 0 && name[n - 1] == '.';
    n = is_numbered ? n - 1 : strlen(name);
    return (n > 5 && memcmp(name + n - 5, ".prof", 5) == 0) ||
           (n > 7 && !is_numbered && memcmp(name + n - 7, ".pstats", 7) == 0);
}

static bool is_file(const char *word)
{
    return ends_as_profile(word) || access(word, F_OK) == 0;
}

static bool add_restriction(operands *o, const char *word)
{
    profpass_error err;
    if (profpass_restriction_parse(word, &o->restrictions[o->n_restrictions],
                                   &err) != PROFPASS_OK) {
        cmd_say("%s: %s", word, err.message);
        return false;
    }
    o->n_restrictions++;
    return true;
}

static size_t count(char **words)
{
    size_t n = 0;
    while (words[n] != NULL)
        n++;
    return n;
}

/* Sort out the words, which end with NULL, and those behind "--". */
static int read_operands(operands *o, char **words, char **behind)
{
    o->files = words;
    o->restrictions =
        calloc(count(words) + count(behind) + 1, sizeof *o->restrictions);
    if (o->restrictions == NULL) {
        cmd_say("out of memory");
        return EXIT_FAILED;
    }
    for (; *words != NULL && is_file(*words); words++)
        o->n_files++;
    for (const char *first = *words; *words != NULL; words++) {
        if (ends_as_profile(*words)) {
            cmd_say("%s: FILEs come before RESTRICTIONs, and there is no file "
                    "%s; give RESTRICTIONs that end in .prof or .pstats behind "
                    "--",
                    *words, first);
            return EXIT_USAGE;
        }
        if (!add_restriction(o, *words))
            return EXIT_USAGE;
    }
    for (; *behind != NULL; behind++)
        if (!add_restriction(o, *behind))
            return EXIT_USAGE;
    return EXIT_FINE;
}

static int say_failed(const char *file, const profpass_error *err)
{
    cmd_say("%s%s%s", file != NULL ? file : "", file != NULL ? ": " : "",
            err->message);
    return err->status == PROFPASS_EIO && file != NULL
               ? EXIT_NO_PROFILE
               : cmd_exit_status(err->status);
}

/* Read the files and sum them, in their order. */
static int open_files(const operands *o, profpass_stats **out)
{
    for (int i = 0; i < o->n_files; i++) {
        profpass_stats *one;
        profpass_error err;
        profpass_status status = profpass_stats_open(o->files[i], &one, &err);
        if (status != PROFPASS_OK) {
            int exit_status = say_failed(o->files[i], &err);
            if (!ends_as_profile(o->files[i]))
                cmd_say("if %s is a RESTRICTION, give it behind --",
                        o->files[i]);
            return exit_status;
        }
        if (*out == NULL) {
            *out = one;
            continue;
        }
        status = profpass_stats_add(*out, one, &err);
        profpass_stats_close(one);
        if (status != PROFPASS_OK)
            return say_failed(NULL, &err);
    }
    return EXIT_FINE;
}

static int arrange(profpass_stats *stats, const stats_arguments *a)
{
    profpass_error err;
    profpass_status status = PROFPASS_OK;
    if (a->strip_dirs)
        status = profpass_stats_strip_dirs(stats, &err);
    if (status == PROFPASS_OK)
        status = profpass_stats_sort(stats, a->sort, &err);
    if (status != PROFPASS_OK)
        return say_failed(NULL, &err);
    if (a->reverse)
        profpass_stats_reverse(stats);
    return EXIT_FINE;
}

/* Print one part; by the expression instead of the restrictions if it has one.
 */
static int print_part(const profpass_stats *stats, const operands *o,
                      const char *expression, profpass_stats_print_fn *print,
                      output *out)
{
    profpass_error err;
    profpass_sink sink = output_sink(out);
    profpass_restriction own = {.kind = PROFPASS_KEEP_MATCHES,
                                .pattern = expression};
    bool has_own = expression[0] != '\0';
    profpass_status status =
        print(stats, has_own ? &own : o->restrictions,
              has_own ? 1 : o->n_restrictions, &sink, &err);
    /* A failure to write is said once, when the output is closed. */
    return status == PROFPASS_OK || status == PROFPASS_EIO
               ? EXIT_FINE
               : say_failed(NULL, &err);
}

static int print_parts(const profpass_stats *stats, const stats_arguments *a,
                       const operands *o, profpass_stats_print_fn *print)
{
    output out;
    if (!output_open(&out, a->output))
        return EXIT_FAILED;
    int exit_status = print_part(stats, o, "", print, &out);
    if (exit_status == EXIT_FINE && a->callers != NULL)
        exit_status = print_part(stats, o, a->callers,
                                 profpass_stats_print_callers, &out);
    if (exit_status == EXIT_FINE && a->callees != NULL)
        exit_status = print_part(stats, o, a->callees,
                                 profpass_stats_print_callees, &out);
    if (!output_close(&out, exit_status == EXIT_FINE))
        exit_status = EXIT_FAILED;
    return exit_status;
}

/* Save the table, whole, instead of printing it. */
static int save(const profpass_stats *stats, const char *file)
{
    output out;
    profpass_error err;
    if (!output_open(&out, file))
        return EXIT_FAILED;
    profpass_sink sink = output_sink(&out);
    profpass_status status = profpass_stats_dump(stats, &sink, &err);
    int exit_status = status == PROFPASS_OK || status == PROFPASS_EIO
                          ? EXIT_FINE
                          : say_failed(NULL, &err);
    if (!output_close(&out, status == PROFPASS_OK))
        exit_status = EXIT_FAILED;
    return exit_status;
}

/* Say so if the table is to be saved, and what only printing knows is asked. */
static bool asks_both(const stats_arguments *a, const operands *o)
{
    const char *what = o->n_restrictions != 0 ? "RESTRICTIONs"
                       : a->output != NULL    ? "--output"
                       : a->callers != NULL   ? "--callers"
                       : a->callees != NULL   ? "--callees"
                                              : NULL;
    if (a->dump != NULL && what != NULL)
        cmd_say("--dump saves the table, and prints nothing: it takes no %s",
                what);
    return a->dump != NULL && what != NULL;
}

static int view(char **words, char **behind, const stats_arguments *a,
                profpass_stats_print_fn *print)
{
    char newest[PATH_MAX];
    char *only[] = {newest};
    operands o = {.n_files = 0};
    profpass_stats *stats = NULL;
    int exit_status = read_operands(&o, words, behind);
    if (exit_status == EXIT_FINE && o.n_files == 0) {
        o.files = only;
        o.n_files = 1;
        exit_status = view_find_newest(newest) ? EXIT_FINE : EXIT_NO_PROFILE;
    }
    if (exit_status == EXIT_FINE && asks_both(a, &o))
        exit_status = EXIT_USAGE;
    if (exit_status == EXIT_FINE &&
        view_overwrites_input(a->dump != NULL ? a->dump : a->output, o.n_files,
                              o.files))
        exit_status = EXIT_USAGE;
    if (exit_status == EXIT_FINE)
        exit_status = open_files(&o, &stats);
    if (exit_status == EXIT_FINE)
        exit_status = arrange(stats, a);
    if (exit_status == EXIT_FINE)
        exit_status = a->dump != NULL ? save(stats, a->dump)
                                      : print_parts(stats, a, &o, print);
    profpass_stats_close(stats);
    free(o.restrictions);
    return exit_status;
}

int stats_view(const opt_page *page, int argc, char **argv,
               profpass_stats_print_fn *print)
{
    stats_arguments arguments = STATS_DEFAULTS;
    int n = 1;
    while (n < argc && strcmp(argv[n], "--") != 0)
        n++;
    char **behind = argv + (n < argc ? n + 1 : argc);
    opt_result parsed = opt_parse(page, &n, argv, &arguments);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    return view(argv + 1, behind, &arguments, print);
}
