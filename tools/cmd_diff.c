/* cmd_diff.c - profpass diff: what differs between two runs */
#include "output.h"
#include "view.h"

#include <string.h>

typedef struct arguments {
    const char *metrics, *sort, *function, *color, *output;
    opt_list limits;
    bool contexts;
} arguments;

static const opt options[] = {
    OPT(0, "fail-above", LIST, arguments, limits, "LIMIT",
        "exit with status 1 if the total, or a function, grew by more: 5%, "
        "2ms, "
        "10MiB (of peak), or of a METRIC: self=1.5%, calls=100; may be given "
        "several times"),
    OPT('m', "metric", TEXT, arguments, metrics, "LIST",
        "compare only these, joined by commas: time, self, calls, allocs, "
        "bytes, live, peak, max, temporary"),
    OPT('s', "sort", TEXT, arguments, sort, "METRIC",
        "the metric whose greatest change comes first (default: the first that "
        "differs)"),
    OPT('c', "contexts", FLAG, arguments, contexts, NULL,
        "also the calling contexts of the heap: lines that allocated, each "
        "with its callers"),
    OPT('f', "function", TEXT, arguments, function, "GLOB",
        "only functions whose name matches, such as 'parse_*'"),
    OPT(0, "color", CHOICE, arguments, color, "auto|always|never",
        "colours; auto (the default) on a terminal, unless NO_COLOR is set"),
    OPT('o', "output", TEXT, arguments, output, "FILE",
        "write to FILE, which is replaced once the text is complete"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_diff = {
    .page =
        {
            .name = "diff",
            .operands = "BEFORE AFTER",
            .about = "Print which functions and lines differ between two runs, "
                     "the greatest change first: time, calls, allocations, "
                     "bytes allocated, live at the end and at the peak, the "
                     "most at once, temporary blocks. A file "
                     "is a profile, a sum of profiles, or statistics of "
                     "Python's cProfile.",
            .options = options,
            .notes = "A percentage is of what the function, or the total, had "
                     "before; growth below a hundredth of the whole run's is "
                     "never above one.",
            .example = "  profpass diff --fail-above=5% --fail-above=peak=1MiB "
                       "\\\n    main.prof branch.prof",
            .exits = "0 fine, 1 above a limit, or failed, 2 wrong usage, 3 not "
                     "a readable profile",
        },
    .run = run,
};

/* A file of either kind, open. */
typedef struct side {
    profpass_profile *profile;
    profpass_stats *stats;
} side;

/* What is no profile of ours may be Python's; if it is neither, say what the
 * profile's reader found. */
static int open_side(const char *path, side *out)
{
    profpass_error err = {.status = PROFPASS_OK}, unused;
    *out = (side){NULL, NULL};
    if (profpass_open(path, &out->profile, &err) == PROFPASS_OK ||
        (err.status == PROFPASS_EFORMAT &&
         profpass_stats_open(path, &out->stats, &unused) == PROFPASS_OK))
        return EXIT_FINE;
    cmd_say("%s: %s", path, err.message);
    return err.status == PROFPASS_ENOMEM ? EXIT_FAILED : EXIT_NO_PROFILE;
}

static void close_side(side *s)
{
    profpass_close(s->profile);
    profpass_stats_close(s->stats);
}

static int write_diff(const arguments *a, const side sides[2])
{
    output out;
    if (!output_open(&out, a->output))
        return EXIT_FAILED;
    const profpass_diff_side before = {sides[0].profile, sides[0].stats};
    const profpass_diff_side after = {sides[1].profile, sides[1].stats};
    const view_arguments view = {.color = a->color, .output = a->output};
    const profpass_diff_options diff = {.metrics = a->metrics,
                                        .sort = a->sort,
                                        .function = a->function,
                                        .limits = a->limits.items,
                                        .n_limits = a->limits.n,
                                        .contexts = a->contexts,
                                        .color = view_wants_color(&view)};
    profpass_sink sink = output_sink(&out);
    profpass_error err;
    uint32_t n_above = 0;
    profpass_status status =
        profpass_write_diff(&before, &after, &diff, &sink, &n_above, &err);
    /* A failure to write is said once, when the output is closed. */
    if (status != PROFPASS_OK && status != PROFPASS_EIO)
        cmd_say("%s", err.message);
    bool kept = output_close(&out, status == PROFPASS_OK);
    if (status != PROFPASS_OK)
        return cmd_exit_status(status);
    return kept && n_above == 0 ? EXIT_FINE : EXIT_FAILED;
}

static int run(int argc, char **argv)
{
    arguments a = {.color = "auto"};
    opt_result parsed = opt_parse(&cmd_diff.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc != 3) {
        cmd_say("give two profiles, BEFORE and AFTER; see profpass diff "
                "--help");
        return EXIT_USAGE;
    }
    side sides[2];
    int exit_status = open_side(argv[1], &sides[0]);
    if (exit_status != EXIT_FINE)
        return exit_status;
    exit_status = open_side(argv[2], &sides[1]);
    if (exit_status == EXIT_FINE) {
        exit_status = write_diff(&a, sides);
        close_side(&sides[1]);
    }
    close_side(&sides[0]);
    return exit_status;
}
