/* heap_arguments.h - what profpass heap and profpass leaks have in common */
#ifndef PROFPASS_TOOLS_HEAP_ARGUMENTS_H
#define PROFPASS_TOOLS_HEAP_ARGUMENTS_H

#include "view.h"

typedef struct heap_arguments {
    view_arguments view;
    profpass_heap_options heap;
    int n_rows; /* 0: all */
    bool flame;
} heap_arguments;

#define HEAP_DEFAULTS                        \
    {                                        \
        .view = VIEW_DEFAULTS, .n_rows = 20, \
    }

#define HEAP_OPTION(letter, name, kind, member, value, help) \
    OPT(letter, name, kind, heap_arguments, member, value, help)
#define HEAP_OPTION_TREE                    \
    HEAP_OPTION(                            \
        't', "tree", FLAG, heap.tree, NULL, \
        "the calling contexts as a tree, from the outermost call inwards")
#define HEAP_OPTIONS_ROWS                                                    \
    HEAP_OPTION('n', "rows", NUMBER, n_rows, "N",                            \
                "the first N rows, and all others as one (default: 20); 0: " \
                "all"),                                                      \
        HEAP_OPTION('f', "function", TEXT, view.text.function, "GLOB",       \
                    "only functions whose name matches, such as 'parse_*', " \
                    "and all others as one row")
#define HEAP_OPTION_ACCOUNT                                                 \
    HEAP_OPTION('a', "account", CHOICE, heap.account,                       \
                "heap|mapped|pools|stacks",                                 \
                "of what: the heap (the default), or memory that is apart " \
                "from it: mappings, noted blocks of pools, stacks of threads")
#define HEAP_OPTIONS_LOOK                                                   \
    HEAP_OPTION('u', "unit", CHOICE, view.text.unit, "B|KiB|MiB|GiB",       \
                "unit of memory (default: the one that fits each figure)"), \
        HEAP_OPTION('p', "precision", NUMBER, view.precision, "N",          \
                    "decimals of memory figures, with --unit"),             \
        HEAP_OPTION(0, "color", CHOICE, view.color, "auto|always|never",    \
                    "colours; auto (the default) on a terminal, unless "    \
                    "NO_COLOR is set"),                                     \
        HEAP_OPTION('o', "output", TEXT, view.output, "FILE",               \
                    "write to FILE, which is replaced once the text is "    \
                    "complete")

/* view_files, with these arguments. */
static inline int heap_files(int argc, char **argv, heap_arguments *a,
                             profpass_write_fn *write)
{
    a->heap.n_rows = (uint32_t)a->n_rows;
    a->view.text.heap = &a->heap;
    return view_files(argc, argv, &a->view, write);
}

#endif
