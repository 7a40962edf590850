/* cmd_heap.c - profpass heap: who allocated, what was live at the peak */
#include "flame.h"
#include "heap_arguments.h"

#include <string.h>
#include <unistd.h>

static const opt options[] = {
    HEAP_OPTION('b', "by", CHOICE, heap.by, "line|function|context",
                "a row for each source line (the default), function, or "
                "calling context, with its callers"),
    HEAP_OPTION_TREE,
    HEAP_OPTION('s', "sort", CHOICE, heap.sort,
                "peak|live|allocated|calls|max|temporary|rise",
                "what comes first: bytes at the peak (the default), live at "
                "the end, allocated; calls of the allocator; the most bytes at "
                "once; temporary blocks; how far the heap rose"),
    HEAP_OPTIONS_ROWS,
    HEAP_OPTION(0, "sizes", FLAG, heap.sizes, NULL,
                "instead, how large the blocks of each line were"),
    HEAP_OPTION(0, "threads", FLAG, heap.threads, NULL,
                "instead, what each thread allocated, freed, gave and took"),
    HEAP_OPTION(0, "flame", FLAG, flame, NULL,
                "instead, draw a flame graph, an SVG, of what --sort says: "
                "bytes at the peak, live, allocated; calls, temporary"),
    HEAP_OPTION_ACCOUNT,
    HEAP_OPTIONS_LOOK,
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

static int draw(int argc, char **argv, heap_arguments *a)
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
    heap_arguments a = HEAP_DEFAULTS;
    opt_result parsed = opt_parse(&cmd_heap.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (a.flame)
        return draw(argc, argv, &a);
    return heap_files(argc, argv, &a, profpass_write_heap_table);
}
