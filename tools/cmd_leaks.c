/* cmd_leaks.c - profpass leaks: what is live at exit, and who allocated it */
#include "view.h"

typedef struct arguments {
    view_arguments view;
    profpass_heap_options heap;
    int n_rows;
} arguments;

static const opt options[] = {
    OPT(0, "fail-above", TEXT, arguments, heap.limit, "BYTES",
        "exit with status 1 if more is live: 0B, 64KiB, 1.5MiB"),
    OPT('b', "by", CHOICE, arguments, heap.by, "line|function|context",
        "a row for each source line, function, or calling context with its "
        "callers (the default)"),
    OPT('t', "tree", FLAG, arguments, heap.tree, NULL,
        "the calling contexts as a tree, from the outermost call inwards"),
    OPT('n', "rows", NUMBER, arguments, n_rows, "N",
        "the first N rows, and all others as one (default: 20); 0: all"),
    OPT('f', "function", TEXT, arguments, view.text.function, "GLOB",
        "only functions whose name matches, such as 'parse_*', and all others "
        "as one row"),
    OPT('a', "account", CHOICE, arguments, heap.account,
        "heap|mapped|pools|stacks",
        "of what: the heap (the default), or memory that is apart from it"),
    OPT('u', "unit", CHOICE, arguments, view.text.unit, "B|KiB|MiB|GiB",
        "unit of memory (default: the one that fits each figure)"),
    OPT('p', "precision", NUMBER, arguments, view.precision, "N",
        "decimals of memory figures, with --unit"),
    OPT(0, "color", CHOICE, arguments, view.color, "auto|always|never",
        "colours; auto (the default) on a terminal, unless NO_COLOR is set"),
    OPT('o', "output", TEXT, arguments, view.output, "FILE",
        "write to FILE, which is replaced once the text is complete"),
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
    arguments a = {
        .view = VIEW_DEFAULTS, .heap = {.is_above = &is_above}, .n_rows = 20};
    opt_result parsed = opt_parse(&cmd_leaks.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    a.heap.n_rows = (uint32_t)a.n_rows;
    a.view.text.heap = &a.heap;
    int exit_status = view_files(argc, argv, &a.view, profpass_write_leaks);
    return exit_status == EXIT_FINE && is_above ? EXIT_FAILED : exit_status;
}
