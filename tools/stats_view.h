/* stats_view.h - what the commands that print statistics have in common
 *
 *     profpass stats [OPTION]... [FILE]... [RESTRICTION]...
 *
 *     FILEs ──sum──▶ table ──strip, sort, reverse──▶ RESTRICTIONs ──▶ text
 *
 * An operand is a FILE as long as it names a file that exists, or ends as
 * profiles do: .prof, .prof.N or .pstats. The first that does not, and all that
 * follow it, are RESTRICTIONs; so are all behind "--".
 */
#ifndef PROFPASS_TOOLS_STATS_VIEW_H
#define PROFPASS_TOOLS_STATS_VIEW_H

#include "cmd.h"

typedef struct stats_arguments {
    const char *sort, *output;
    const char *dump; /* save the table there instead */
    bool reverse, strip_dirs;
    const char *callers, *callees; /* NULL: no; "": by the RESTRICTIONs */
} stats_arguments;

/* As the command line of cProfile has it. */
#define STATS_DEFAULTS        \
    {                         \
        .sort = "cumulative", \
    }

#define STATS_OPTION(letter, name, kind, member, value, help) \
    OPT(letter, name, kind, stats_arguments, member, value, help)
#define STATS_OPTIONS_USUAL                                               \
    STATS_OPTION(                                                         \
        's', "sort", TEXT, sort, "KEYS",                                  \
        "order: calls, pcalls, time, cumulative (the default), file, "    \
        "line, name, nfl, stdname, allocs, bytes, live or peak; "         \
        "several, joined by commas, decide one after the other; "         \
        "empty: the file's order"),                                       \
        STATS_OPTION('r', "reverse", FLAG, reverse, NULL,                 \
                     "reverse the order"),                                \
        STATS_OPTION('S', "strip-dirs", FLAG, strip_dirs, NULL,           \
                     "print files without their directories"),            \
        STATS_OPTION('o', "output", TEXT, output, "FILE",                 \
                     "write to FILE, which is replaced once the text is " \
                     "complete")

#define STATS_OPERANDS "[FILE]... [--] [RESTRICTION]..."
#define STATS_NOTES                                                          \
    "FILEs are profiles, or what Python's cProfile saves; several are "      \
    "summed. Without FILE the newest profpass.*.prof in the current "        \
    "directory is read, and named on standard error.\n"                      \
    "RESTRICTIONs say which rows, one after the other: 10 (the first ten), " \
    ".3 (three tenths of them), or a regular expression. They begin with "   \
    "the first word that is no file and does not end in .prof or .pstats, "  \
    "or behind --."

/* Print parts of the table of FILEs. Returns the exit status. */
int stats_view(const opt_page *page, int argc, char **argv,
               profpass_stats_print_fn *print);

#endif
