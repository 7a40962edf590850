/* flame.c - a flame graph, drawn by flamegraph.pl, a child
 *
 *     profile ──▶ export of stacks, "main;load 1000" ──▶ flamegraph.pl ──▶ SVG
 *
 * The program is Brendan Gregg's (https://github.com/brendangregg/FlameGraph).
 * Debian has it in a Perl module's directory.
 */
#include "flame.h"

#include "drawing.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char missing[] =
    "flamegraph.pl, which draws flame graphs: install it (apt-get install "
    "libdevel-nytprof-perl), or open what profpass export --format=speedscope "
    "writes at https://www.speedscope.app";

static const struct {
    const char *weight, *title, *unit;
} looks[] = {
    {"peak", "Bytes live at the peak", "bytes"},
    {"live", "Bytes live at the end", "bytes"},
    {"bytes", "Bytes allocated", "bytes"},
    {"allocs", "Allocations", "allocations"},
    {"temporary", "Temporary blocks", "blocks"},
};

static const profpass_exporter *stacks(void)
{
    const profpass_exporter *e = profpass_exporters();
    while (strcmp(e->name, "folded") != 0)
        e++;
    return e;
}

/* Where the program is, if it is anywhere: in PATH, or where Debian has it. */
static char *program(void)
{
    static char name[] = "flamegraph.pl";
    static char debian[] = "/usr/share/perl5/Devel/NYTProf/flamegraph.pl";
    const char *at = getenv("PATH");
    while (at != NULL) {
        char path[PATH_MAX];
        size_t n = strcspn(at, ":");
        snprintf(path, sizeof path, "%.*s/%s", (int)n, at, name);
        if (access(path, X_OK) == 0)
            return name;
        at = at[n] == '\0' ? NULL : at + n + 1;
    }
    return access(debian, X_OK) == 0 ? debian : name;
}

/* Run it on the stacks, which have been written. */
static bool run_program(drawing *picture, bool draw, const char *weight,
                        output *out)
{
    char title[64], unit[32];
    size_t i = 0;
    while (strcmp(looks[i].weight, weight) != 0)
        i++;
    snprintf(title, sizeof title, "--title=%s", looks[i].title);
    snprintf(unit, sizeof unit, "--countname=%s", looks[i].unit);
    char *const argv[] = {
        program(),          title, unit, (char[]){"--colors=mem"},
        (char[]){"--hash"}, NULL};
    const drawer by = {argv, missing};
    return drawing_end(picture, draw, &by, out);
}

static int draw(const char *path, const profpass_profile *profile,
                const view_arguments *view, output *out)
{
    drawing picture;
    profpass_error err;
    if (!drawing_begin(&picture))
        return EXIT_FAILED;
    profpass_sink sink = output_sink(&picture.text);
    profpass_status status = stacks()->write(profile, &view->text, &sink, &err);
    bool ok = status == PROFPASS_OK;
    if (!ok && status != PROFPASS_EIO)
        cmd_say("%s: %s", path, err.message);
    bool is_empty = ok && ftell(picture.text.stream) == 0;
    if (is_empty)
        cmd_say("%s: nothing has such a weight: there is no picture", path);
    bool drawn = run_program(&picture, ok && !is_empty, view->text.weight, out);
    return !ok ? cmd_exit_status(status) : drawn ? EXIT_FINE : EXIT_FAILED;
}

int flame_draw(const char *path, const view_arguments *view)
{
    profpass_profile *profile;
    profpass_error err;
    if (profpass_open(path, &profile, &err) != PROFPASS_OK) {
        cmd_say("%s: %s", path, err.message);
        return err.status == PROFPASS_ENOMEM ? EXIT_FAILED : EXIT_NO_PROFILE;
    }
    output out;
    int exit_status = EXIT_FAILED;
    if (output_open(&out, view->output)) {
        exit_status = draw(path, profile, view, &out);
        if (!output_close(&out, exit_status == EXIT_FINE) &&
            exit_status == EXIT_FINE)
            exit_status = EXIT_FAILED;
    }
    profpass_close(profile);
    return exit_status;
}
