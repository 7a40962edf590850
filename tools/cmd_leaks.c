/* cmd_leaks.c - profpass leaks: what is live at exit, and who allocated it */
#include "heap_arguments.h"

static const opt options[] = {
    HEAP_OPTION(0, "fail-above", TEXT, heap.limit, "BYTES",
                "exit with status 1 if more is live: 0B, 64KiB, 1.5MiB"),
    HEAP_OPTION('b', "by", CHOICE, heap.by, "line|function|context",
                "a row for each source line, function, or calling context with "
                "its callers (the default)"),
    HEAP_OPTION_TREE,
    HEAP_OPTIONS_ROWS,
    HEAP_OPTION_ACCOUNT,
    HEAP_OPTIONS_LOOK,
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_leaks = {
    .page =
        {
            .name = "leaks",
            .operands = "[FILE]...",
            .about = "Print the blocks that are live at exit, by calling "
                     "context: how many bytes in how many blocks, of how many "
                     "calls, when the first was allocated, and how many heap "
                     "operations its blocks lived on average.",
            .options = options,
            .notes = "Live is not lost: whether the program could still reach "
                     "a block is not known.\n" VIEW_NOTES,
            .example = "  profpass leaks --fail-above=0B "
                       "profpass.demo.4711.prof",
            .exits = "0 fine, 1 more is live than the limit, or failed, 2 "
                     "wrong usage, 3 not a readable profile",
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    bool is_above = false;
    heap_arguments a = HEAP_DEFAULTS;
    a.heap.is_above = &is_above;
    opt_result parsed = opt_parse(&cmd_leaks.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    int exit_status = heap_files(argc, argv, &a, profpass_write_leaks);
    return exit_status == EXIT_FINE && is_above ? EXIT_FAILED : exit_status;
}
