/* cmd_plot.c - profpass plot: memory over time, drawn
 *
 *     FILEs ──▶ recordings ──▶ text ──gnuplot──▶ file, window, terminal
 *
 * The options are those of mprof plot.
 */
#include "gnuplot.h"
#include "recordings.h"
#include "view.h"

#include "profpass/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct arguments {
    profpass_plot_options look;
    const char *output, *window, *backend, *color;
} arguments;

#define OPTION(letter, name, kind, member, value, help) \
    OPT(letter, name, kind, arguments, member, value, help)

static const opt options[] = {
    OPTION('t', "title", TEXT, look.title, "TEXT",
           "the title (default: the command that was run)"),
    OPTION('n', "no-function-ts", FLAG, look.no_functions, NULL,
           "neither functions nor peaks"),
    OPTION('o', "output", TEXT, output, "FILE",
           "draw FILE: .png, .svg or .pdf"),
    OPTION('w', "window", TEXT, window, "FROM,TO",
           "only this part of the time, in seconds since the start"),
    OPTION('s', "slope", FLAG, look.slope, NULL,
           "the line of least squares, and how fast it rises"),
    OPTION('f', "flame", FLAG, look.flame, NULL,
           "calls as boxes by level, with their names"),
    OPTION(0, "backend", CHOICE, backend, "dumb|qt|wxt|x11",
           "how to draw without FILE: dumb is with characters; the others are "
           "windows (default: a window if there is a display)"),
    OPTION(0, "color", CHOICE, color, "auto|always|never",
           "colours on a terminal; auto (the default) unless NO_COLOR is set"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_plot = {
    .page =
        {
            .name = "plot",
            .operands = RECORDINGS_OPERANDS,
            .about = "Draw memory over time: the program's, its live heap's, "
                     "its children's; functions\nat entry and exit; and the "
                     "peaks, with what ran then. Several are laid over one\n"
                     "another. A FILE may also be a profile: its heap is "
                     "drawn.",
            .options = options,
            .notes = RECORDINGS_NOTES "\nGnuplot draws.",
            .example =
                "  profpass plot\n"
                "  profpass plot -t 'Recorded memory usage' -o memory.png\n"
                "  profpass plot --flame --window=0,2.5 -o calls.svg -1",
            .exits = "0 fine, 1 failed, 2 wrong usage, 3 not a readable "
                     "recording",
        },
    .run = run,
};

/* ---- options ---- */

/* Read "FROM,TO". */
static bool read_window(const char *text, profpass_plot_options *look)
{
    if (text == NULL)
        return true;
    char *comma, *end;
    look->begin_s = strtod(text, &comma);
    look->end_s = *comma == ',' ? strtod(comma + 1, &end) : 0;
    look->has_window = comma != text && *comma == ',' && end != comma + 1 &&
                       *end == '\0' && look->begin_s < look->end_s &&
                       isfinite(look->begin_s) && isfinite(look->end_s);
    if (!look->has_window)
        cmd_say("--window=%s: give two numbers of seconds, the smaller first, "
                "such as 0,20.5",
                text);
    return look->has_window;
}

/* Choose what to draw on. */
static bool read_surface(arguments *a)
{
    profpass_plot_options *look = &a->look;
    if (a->output != NULL) {
        look->terminal = gnuplot_format(a->output);
        return look->terminal != NULL;
    }
    look->terminal = a->backend != NULL ? a->backend : gnuplot_window();
    if (look->terminal == NULL)
        look->terminal = "dumb";
    gnuplot_terminal_size(&look->columns, &look->rows);
    const view_arguments view = {.color = a->color};
    look->color = view_wants_color(&view);
    return true;
}

/* ---- files ---- */

/* Open a recording, or a profile as one. */
static int open_file(const char *path, const profpass_recording **out)
{
    profpass_error err;
    profpass_profile *profile;
    profpass_status status = profpass_recording_open(path, out, &err);
    if (status == PROFPASS_EFORMAT &&
        profpass_open(path, &profile, NULL) == PROFPASS_OK) {
        status = profpass_recording_of_profile(profile, out, &err);
        profpass_close(profile);
    }
    if (status == PROFPASS_OK)
        return EXIT_FINE;
    cmd_say("%s: %s", path, err.message);
    return status == PROFPASS_ENOMEM ? EXIT_FAILED : EXIT_NO_PROFILE;
}

/* Open all; the caller closes those that are not NULL. */
static int open_files(const recordings *chosen, profpass_plotted *plotted)
{
    int exit_status = EXIT_FINE;
    for (size_t i = 0; i < chosen->n && exit_status == EXIT_FINE; i++) {
        plotted[i].name = chosen->names[i];
        exit_status = open_file(chosen->names[i], &plotted[i].recording);
    }
    return exit_status;
}

/* ---- pictures ---- */

static int draw(const profpass_plotted *plotted, size_t n, const arguments *a)
{
    drawing picture;
    output out;
    profpass_error err;
    bool has_output =
        a->output != NULL || strcmp(a->look.terminal, "dumb") == 0;
    if (has_output && !output_open(&out, a->output))
        return EXIT_FAILED;
    bool ok = drawing_begin(&picture);
    if (ok) {
        profpass_sink sink = output_sink(&picture.text);
        profpass_status status =
            profpass_plot_write(plotted, n, &a->look, &sink, &err);
        ok = status == PROFPASS_OK;
        if (!ok && status != PROFPASS_EIO)
            cmd_say("%s", err.message);
        ok &= gnuplot_end(&picture, ok, has_output ? &out : NULL);
    }
    if (has_output)
        ok &= output_close(&out, ok);
    return ok ? EXIT_FINE : EXIT_FAILED;
}

static int run(int argc, char **argv)
{
    arguments a = {.color = "auto"};
    opt_result parsed = opt_parse(&cmd_plot.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (!read_window(a.window, &a.look) || !read_surface(&a) ||
        view_overwrites_input(a.output, argc - 1, argv + 1))
        return EXIT_USAGE;
    recordings chosen;
    int exit_status = recordings_choose(&chosen, argc, argv);
    profpass_plotted *plotted = calloc(chosen.n + 1, sizeof *plotted);
    if (exit_status == EXIT_FINE && plotted != NULL)
        exit_status = open_files(&chosen, plotted);
    if (exit_status == EXIT_FINE && plotted != NULL)
        exit_status = draw(plotted, chosen.n, &a);
    for (size_t i = 0; i < chosen.n && plotted != NULL; i++)
        profpass_recording_close(plotted[i].recording);
    free(plotted);
    recordings_done(&chosen);
    return exit_status;
}
