/* cmd_heap.c - profpass heap: who allocated, what was live at the peak */
#include "flame.h"

#include <string.h>
#include <unistd.h>

typedef struct arguments {
    view_arguments view;
    profpass_heap_options heap;
    int n_rows;
    bool flame;
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
    OPT(0, "flame", FLAG, arguments, flame, NULL,
        "instead, draw a flame graph, an SVG, of what --sort says: bytes at "
        "the peak, live, allocated; calls, temporary"),
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

/* What the width of stacks is called that --sort names; NULL: it has none. */
static const char *weight_of(const char *sort)
{
    static const char *const weights[][2] = {{"peak", "peak"},
                                             {"live", "live"},
                                             {"allocated", "bytes"},
                                             {"calls", "allocs"},
                                             {"temporary", "temporary"}};
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
        if (sort == NULL || strcmp(weights[i][0], sort) == 0)
            return weights[i][1];
    return NULL;
}

static int draw(int argc, char **argv, arguments *a)
{
    char newest[PATH_MAX];
    const char *path = argc > 1 ? argv[1] : newest;
    a->view.text.weight = weight_of(a->heap.sort);
    if (a->view.text.weight == NULL || argc > 2) {
        cmd_say(argc > 2 ? "--flame draws one FILE"
                         : "--flame draws what is peak, live, allocated, calls "
                           "or temporary: give one of them to --sort");
        return EXIT_USAGE;
    }
    if (a->heap.tree || a->heap.sizes || a->heap.threads ||
        a->heap.by != NULL || a->heap.account != NULL ||
        a->view.text.function != NULL) {
        cmd_say("--flame draws the whole heap: give it --sort and --output "
                "alone");
        return EXIT_USAGE;
    }
    if (a->view.output == NULL && isatty(STDOUT_FILENO)) {
        cmd_say("give --flame a place for its picture, such as -o peak.svg");
        return EXIT_USAGE;
    }
    if (argc < 2 && !view_find_newest(newest))
        return EXIT_NO_PROFILE;
    if (view_overwrites_input(a->view.output, argc - 1, argv + 1))
        return EXIT_USAGE;
    return flame_draw(path, &a->view);
}

static int run(int argc, char **argv)
{
    arguments a = {.view = VIEW_DEFAULTS, .n_rows = 20};
    opt_result parsed = opt_parse(&cmd_heap.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (a.flame)
        return draw(argc, argv, &a);
    a.heap.n_rows = (uint32_t)a.n_rows;
    a.view.text.heap = &a.heap;
    return view_files(argc, argv, &a.view, profpass_write_heap_table);
}
