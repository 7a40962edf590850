/* cmd_browse.c - profpass browse: the statistics browser */
#include "browse.h"
#include "view.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const opt options[] = {
    VIEW_OPTION_COLOR,
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_browse = {
    .page =
        {
            .name = "browse",
            .operands = "[FILE]...",
            .about =
                "Ask a profile questions, one a line, as in the browser of "
                "Python's pstats: sort, stats, callers, callees, and beyond "
                "it lines, mem and source. On a terminal lines can be edited, "
                "Up brings back earlier ones and Tab completes.",
            .options = options,
            .notes = "FILE is a profile of ours or a pstats file of Python's; "
                     "further ones are added. Without FILE the newest "
                     "profpass.*.prof in the current directory is read, and "
                     "named on standard error. $PAGER shows what is longer "
                     "than the terminal.",
            .example = "  profpass browse profpass.demo.4711.prof\n"
                       "  printf 'sort time\\nstats 10\\n' | profpass browse",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

/* Read the first file and add the others; false if one of them could not be. */
static bool load(browse *b, int argc, char **argv)
{
    char newest[PATH_MAX];
    if (argc < 2)
        return !view_find_newest(newest) || browse_read(b, newest);
    bool loaded = browse_read(b, argv[1]);
    for (int i = 2; i < argc; i++)
        loaded &= browse_add(b, argv[i]);
    return loaded;
}

static int run(int argc, char **argv)
{
    view_arguments arguments = VIEW_DEFAULTS;
    opt_result parsed = opt_parse(&cmd_browse.page, &argc, argv, &arguments);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    browse b = {.color = view_wants_color(&arguments)};
    browse_input_start(&b);
    int status = load(&b, argc, argv) ? EXIT_FINE : EXIT_NO_PROFILE;
    puts("Welcome to the profile statistics browser.");
    for (bool go_on = true; go_on;) {
        char *line = browse_input_line();
        go_on = browse_input_run(line != NULL ? line : "EOF");
        free(line);
    }
    puts("Goodbye.");
    browse_done(&b);
    return status;
}
