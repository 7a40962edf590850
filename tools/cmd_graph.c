/* cmd_graph.c - profpass graph: the call graph, drawn
 *
 *     FILEs ──sum──▶ table ──▶ graph ──▶ text, or ──dot──▶ picture
 *     --compare A B        ──▶ graph of the change
 *
 * The options are gprof2dot's.
 */
#include "layout.h"
#include "view.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct arguments {
    profpass_graph_options look;
    opt_list labels, paths;
    const char *weight, *output, *list;
    const char *node_percent, *edge_percent, *depth, *skew, *tolerance;
    const char *total;
    bool compare;
} arguments;

#define OPTION(letter, name, kind, member, value, help) \
    OPT(letter, name, kind, arguments, member, value, help)

static const opt options[] = {
    OPTION('o', "output", TEXT, output, "FILE",
           "draw FILE: .svg, .png, .pdf, .jpg or .ps by Graphviz; .dot is the "
           "graph's text (default: to standard output)"),
    OPTION('W', "weight", CHOICE, weight,
           "time|calls|bytes|live|peak|allocs|temporary",
           "what makes a function heavy (default: time): bytes allocated, "
           "live at the end, live at the peak; allocations, temporary ones"),
    OPTION('n', "node-thres", TEXT, node_percent, "PERCENT",
           "leave out functions below this (default: 0.5)"),
    OPTION('e', "edge-thres", TEXT, edge_percent, "PERCENT",
           "leave out edges below this (default: 0.1)"),
    OPTION('z', "root", TEXT, look.root, "GLOB",
           "only what is called from functions such as 'main' or "
           "'module:line:name'"),
    OPTION('l', "leaf", TEXT, look.leaf, "GLOB",
           "only what leads to such functions"),
    OPTION(0, "depth", TEXT, depth, "N", "at most N calls from root or leaf"),
    OPTION('p', "path", LIST, paths, "PATH",
           "only functions of files whose names begin so; may be repeated"),
    OPTION('s', "strip", FLAG, look.strip, NULL,
           "names without parameters, template arguments and const"),
    OPTION('w', "wrap", FLAG, look.wrap, NULL, "long names in lines"),
    OPTION('c', "colormap", CHOICE, look.colormap, "color|pink|gray|bw|print",
           "the colours (default: color)"),
    OPTION(0, "skew", TEXT, skew, "X",
           "below 1: more colours for small shares; above 1: fewer"),
    OPTION(0, "color-nodes-by-selftime", FLAG, look.color_by_self, NULL,
           "colour functions by what is their own, not by the total"),
    OPTION(0, "node-label", LIST, labels, "MEASURE",
           "a line in each box: self-time, self-time-percentage, total-time, "
           "total-time-percentage; may be repeated"),
    OPTION(0, "time-format", TEXT, look.time_format, "FORMAT",
           "printf's, for seconds (default: %.7g)"),
    OPTION(0, "show-samples", FLAG, look.show_samples, NULL,
           "with memory: how many allocations a function made"),
    OPTION(0, "title", TEXT, look.title, "TEXT", "a line below the graph"),
    OPTION(0, "list-functions", TEXT, list, "GLOB",
           "print the names to choose from, '+' for all; after '%' with their "
           "figures"),
    OPTION(0, "total", CHOICE, total, "callratios|callstacks",
           "how totals are found: they are measured, both are the same"),
    OPTION(0, "compare", FLAG, compare, NULL,
           "draw what has changed from the first FILE to the second"),
    OPTION(0, "compare-tolerance", TEXT, tolerance, "POINTS",
           "smaller changes are none (default: 0.001 points of percent)"),
    OPTION(0, "compare-only-slower", FLAG, look.only_slower, NULL,
           "mark only what became slower"),
    OPTION(0, "compare-only-faster", FLAG, look.only_faster, NULL,
           "mark only what became faster"),
    OPTION(0, "compare-color-by-difference", FLAG, look.color_by_difference,
           NULL, "colour functions by how much they have changed"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_graph = {
    .page =
        {
            .name = "graph",
            .operands = "[FILE]...",
            .about = "Draw the call graph: who calls whom, and what it takes. "
                     "FILEs are profiles,\nor what Python's cProfile saves; "
                     "several are summed.",
            .options = options,
            .notes = VIEW_NOTES,
            .example = "  profpass graph -o calls.svg\n"
                       "  profpass graph --weight=live -z main -o memory.png "
                       "profpass.demo.4711.prof\n"
                       "  profpass graph --compare -o change.svg before.prof "
                       "after.prof",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

/* ---- numbers ---- */

/* Read a number from least to most; NULL leaves *out as it is. */
static bool read_number(const char *option, const char *text, double least,
                        double most, double *out)
{
    if (text == NULL)
        return true;
    char *end;
    double value = strtod(text, &end);
    if (end != text && *end == '\0' && value >= least && value <= most) {
        *out = value;
        return true;
    }
    if (isinf(most))
        cmd_say("--%s=%s: give a number above 0", option, text);
    else
        cmd_say("--%s=%s: give a number from %g to %g", option, text, least,
                most);
    return false;
}

static bool read_depth(const char *text, int *out)
{
    if (text == NULL)
        return true;
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || value < -1 || value > INT_MAX) {
        cmd_say("--depth=%s: give a whole number; -1 is any depth", text);
        return false;
    }
    *out = (int)value;
    return true;
}

static bool read_look(arguments *a)
{
    profpass_graph_options *look = &a->look;
    look->labels = a->labels.items;
    look->n_labels = a->labels.n;
    look->paths = a->paths.items;
    look->n_paths = a->paths.n;
    double least = 1e-300;
    return read_number("node-thres", a->node_percent, 0, 100,
                       &look->node_percent) &&
           read_number("edge-thres", a->edge_percent, 0, 100,
                       &look->edge_percent) &&
           read_depth(a->depth, &look->depth) &&
           read_number("skew", a->skew, least, INFINITY, &look->skew) &&
           read_number("compare-tolerance", a->tolerance, least, INFINITY,
                       &look->tolerance);
}

/* ---- tables ---- */

static int say_failed(const char *path, const profpass_error *err)
{
    cmd_say("%s%s%s", path != NULL ? path : "", path != NULL ? ": " : "",
            err->message);
    /* A file that cannot be read is no profile. */
    return err->status == PROFPASS_EIO && path != NULL
               ? EXIT_NO_PROFILE
               : cmd_exit_status(err->status);
}

/* Add a file to a table, or begin one. */
static int add_file(const char *path, const char *weight,
                    profpass_stats **stats)
{
    profpass_error err;
    profpass_stats *one;
    if (profpass_stats_open_weight(path, weight, &one, &err) != PROFPASS_OK)
        return say_failed(path, &err);
    if (*stats == NULL) {
        *stats = one;
        return EXIT_FINE;
    }
    int exit_status = EXIT_FINE;
    if (strcmp(profpass_stats_weight(one), profpass_stats_weight(*stats)) !=
        0) {
        cmd_say("%s: is weighed by %s, the files before it by %s; give a "
                "--weight that all have",
                path, profpass_stats_weight(one),
                profpass_stats_weight(*stats));
        exit_status = EXIT_USAGE;
    } else if (profpass_stats_add(*stats, one, &err) != PROFPASS_OK) {
        exit_status = say_failed(path, &err);
    }
    profpass_stats_close(one);
    return exit_status;
}

/* Open the files: into one table, or into one each. */
static int open_files(const arguments *a, int n_files, char **files,
                      profpass_stats *stats[2])
{
    int exit_status = EXIT_FINE;
    for (int i = 0; i < n_files && exit_status == EXIT_FINE; i++)
        exit_status = add_file(files[i], a->weight, &stats[a->compare ? i : 0]);
    return exit_status;
}

/* ---- pictures ---- */

/* Write the graph's text, or the picture, or the list. */
static bool write_graph(const profpass_graph *graph, const arguments *a,
                        const char *format, output *out, profpass_error *err)
{
    profpass_sink sink = output_sink(out);
    if (a->list != NULL)
        return profpass_graph_list(graph, a->list, &sink, err) == PROFPASS_OK;
    if (strcmp(format, "dot") == 0)
        return profpass_graph_write(graph, &sink, err) == PROFPASS_OK;
    drawing picture;
    err->status = PROFPASS_EIO; /* whatever fails is said at once */
    if (!drawing_begin(&picture))
        return false;
    sink = output_sink(&picture.text);
    bool ok = profpass_graph_write(graph, &sink, err) == PROFPASS_OK;
    return layout_end(&picture, ok, format, out) && ok;
}

static int draw(const profpass_graph *graph, const arguments *a)
{
    const char *format = layout_format(a->output);
    output out;
    profpass_error err = {.status = PROFPASS_OK};
    if (format == NULL)
        return EXIT_USAGE;
    if (!output_open(&out, a->output))
        return EXIT_FAILED;
    bool ok = write_graph(graph, a, format, &out, &err);
    int exit_status = ok ? EXIT_FINE : EXIT_FAILED;
    /* A failure to write is said once, when the output is closed. */
    if (!ok && err.status != PROFPASS_EIO)
        exit_status = say_failed(NULL, &err);
    if (!output_close(&out, ok) && exit_status == EXIT_FINE)
        exit_status = EXIT_FAILED;
    return exit_status;
}

static int graph_files(const arguments *a, int n_files, char **files)
{
    profpass_stats *stats[2] = {NULL, NULL};
    profpass_error err;
    int exit_status = open_files(a, n_files, files, stats);
    if (exit_status == EXIT_FINE) {
        profpass_graph *graph;
        if (profpass_graph_new(stats[0], stats[1], &a->look, &graph, &err) !=
            PROFPASS_OK) {
            exit_status = say_failed(NULL, &err);
        } else {
            exit_status = draw(graph, a);
            profpass_graph_free(graph);
        }
    }
    profpass_stats_close(stats[0]);
    profpass_stats_close(stats[1]);
    return exit_status;
}

static int run(int argc, char **argv)
{
    arguments a = {.look = profpass_graph_defaults()};
    char newest[PATH_MAX];
    char *only[] = {newest};
    opt_result parsed = opt_parse(&cmd_graph.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (!read_look(&a) || layout_format(a.output) == NULL)
        return EXIT_USAGE;
    if (a.compare && argc != 3) {
        cmd_say("--compare takes two FILEs, the one before and the one after; "
                "%d given",
                argc - 1);
        return EXIT_USAGE;
    }
    int n_files = argc - 1;
    char **files = argv + 1;
    if (n_files == 0) {
        if (!view_find_newest(newest))
            return EXIT_NO_PROFILE;
        n_files = 1;
        files = only;
    }
    if (view_overwrites_input(a.output, n_files, files))
        return EXIT_USAGE;
    return graph_files(&a, n_files, files);
}
