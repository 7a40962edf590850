/* view.h - what the commands that read profiles have in common
 *
 *     profpass COMMAND [OPTION]... [FILE]...
 *
 * Each FILE is opened and written as one text, under a heading if there are
 * several; without FILE it is the newest profile in the current directory.
 */
#ifndef PROFPASS_TOOLS_VIEW_H
#define PROFPASS_TOOLS_VIEW_H

#include "cmd.h"

#include <limits.h>

/* The arguments of such a command; begin with VIEW_DEFAULTS. */
typedef struct view_arguments {
    profpass_text_options text;
    int precision; /* decimals; -1: not given */
    bool check;    /* first the laws that a profile must keep */
    const char *color, *output;
} view_arguments;

#define VIEW_DEFAULTS                    \
    {                                    \
        .precision = -1, .color = "auto" \
    }

#define VIEW_OPTION(letter, name, kind, member, value, help) \
    OPT(letter, name, kind, view_arguments, member, value, help)
#define VIEW_OPTION_UNIT                                         \
    VIEW_OPTION('u', "unit", CHOICE, text.unit, "B|KiB|MiB|GiB", \
                "unit of memory (default: the one that fits each table)")
#define VIEW_OPTION_PRECISION                             \
    VIEW_OPTION('p', "precision", NUMBER, precision, "N", \
                "decimals of memory figures")
#define VIEW_OPTION_COLUMNS                                               \
    VIEW_OPTION('c', "columns", TEXT, text.columns, "LIST",               \
                "further columns of the line tables: peak, allocations, " \
                "bytes, live, at_peak, joined by commas, or all")
#define VIEW_OPTION_FUNCTION                                  \
    VIEW_OPTION('f', "function", TEXT, text.function, "GLOB", \
                "only functions whose name matches, such as 'parse_*'")
#define VIEW_OPTION_MIN_TIME                                        \
    VIEW_OPTION('m', "min-time", TEXT, text.min_time, "TIME",       \
                "leave out functions that took less in all: 10us, " \
                "1.5ms, 2s")
#define VIEW_OPTION_ALL                           \
    VIEW_OPTION('a', "all", FLAG, text.all, NULL, \
                "also functions that were never called")
#define VIEW_OPTION_COLOR                                                     \
    VIEW_OPTION(0, "color", CHOICE, color, "auto|always|never",               \
                "colours; auto (the default) on a terminal, unless NO_COLOR " \
                "is set")
#define VIEW_OPTION_OUTPUT                           \
    VIEW_OPTION('o', "output", TEXT, output, "FILE", \
                "write to FILE, which is replaced once the text is complete")

#define VIEW_NOTES                                                         \
    "Without FILE the newest profpass.*.prof in the current directory is " \
    "read, and named on standard error."

/* Whether text goes out in colour: as --color says, for eyes only. */
bool view_wants_color(const view_arguments *arguments);

/* Copy the name of the newest profile here to path and name it on stderr; or
 * say there that there is none. */
bool view_find_newest(char path[PATH_MAX]);

/* Say whether the output would replace one of the files to be read. */
bool view_overwrites_input(const char *path, int n_files, char **files);

/* Write one text for each operand argv[1] …; returns the exit status. */
int view_files(int argc, char **argv, view_arguments *arguments,
               profpass_write_fn *write);

#endif
