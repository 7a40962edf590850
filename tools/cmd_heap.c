/* cmd_heap.c - profpass heap: who allocated, what was live at the peak */
#include "view.h"

typedef struct arguments {
    view_arguments view;
    profpass_heap_options heap;
    int n_rows;
} arguments;

static const opt options[] = {
    OPT('b', "by", CHOICE, arguments, heap.by, "line|function|context",
        "a row for each source line (the default), function, or calling "
        "context, with its callers"),
    OPT('t', "tree", FLAG, arguments, heap.tree, NULL,
        "the calling contexts as a tree, from the outermost call inwards"),
    OPT('s', "sort", CHOICE, arguments, heap.sort,
        "peak|live|allocated|calls|max|temporary|rise",
        "what comes first: bytes at the peak (the default), live at the end, "
        "allocated; calls of the allocator; the most bytes at once; temporary "
        "blocks; how far the heap rose"),
    OPT('n', "rows", NUMBER, arguments, n_rows, "N",
        "the first N rows, and all others as one (default: 20); 0: all"),
    OPT('f', "function", TEXT, arguments, view.text.function, "GLOB",
        "only functions whose name matches, such as 'parse_*', and all others "
        "as one row"),
    OPT(0, "sizes", FLAG, arguments, heap.sizes, NULL,
        "instead, how large the blocks of each line were"),
    OPT(0, "threads", FLAG, arguments, heap.threads, NULL,
        "instead, what each thread allocated, freed, gave and took"),
    OPT('a', "account", CHOICE, arguments, heap.account,
        "heap|mapped|pools|stacks",
        "of what: the heap (the default), or memory that is apart from it: "
        "mappings, noted blocks of pools, stacks of threads"),
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

const cmd cmd_heap = {
    .page =
        {
            .name = "heap",
            .operands = "[FILE]...",
            .about = "Print who allocated memory: what of it was live when "
                     "the process held most, the most it held at once, what "
                     "is live at the end, how much was allocated in how many "
                     "calls, and how much of that was temporary, freed by the "
                     "very next heap operation. Columns add up to the process.",
            .options = options,
            .notes = VIEW_NOTES,
            .example = "  profpass heap --by=context --sort=live "
                       "profpass.demo.4711.prof",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    arguments a = {.view = VIEW_DEFAULTS, .n_rows = 20};
    opt_result parsed = opt_parse(&cmd_heap.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    a.heap.n_rows = (uint32_t)a.n_rows;
    a.view.text.heap = &a.heap;
    return view_files(argc, argv, &a.view, profpass_write_heap_table);
}
