/* gnuplot.c - a plot drawn by gnuplot: into a file, a window or the terminal
 *
 * -d: the user's own settings for gnuplot are not for our pictures.
 */
#include "gnuplot.h"

#include "cmd.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const struct {
    const char *suffix, *format;
} formats[] = {{".png", "pngcairo"}, {".svg", "svg"}, {".pdf", "pdfcairo"}};

const char *gnuplot_format(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *suffix = strrchr(slash != NULL ? slash + 1 : path, '.');
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (suffix != NULL && strcmp(suffix, formats[i].suffix) == 0)
            return formats[i].format;
    cmd_say("%s: no picture is called *%s; give a name that ends in .png, .svg "
            "or .pdf",
            path, suffix != NULL ? suffix : "");
    return NULL;
}

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0';
}

const char *gnuplot_window(void)
{
    static const char *const windows[] = {"qt", "wxt", "x11"};
    if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY"))
        return NULL;
    char known[4096] = " ";
    FILE *stream = popen("gnuplot -d -e 'set print \"-\"; "
                         "print GPVAL_TERMINALS' 2>/dev/null",
                         "r");
    if (stream != NULL) {
        size_t n = fread(known + 1, 1, sizeof known - 2, stream);
        known[1 + n] = '\0';
        pclose(stream);
    }
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        char word[8];
        snprintf(word, sizeof word, " %s ", windows[i]);
        if (strstr(known, word) != NULL)
            return windows[i];
    }
    if (known[1] != '\0') /* without gnuplot that will be said */
        cmd_say("this gnuplot opens no windows (apt-get install gnuplot-qt "
                "brings one that does); drawing with characters");
    return NULL;
}

void gnuplot_terminal_size(int *columns, int *rows)
{
    struct winsize size;
    const char *set = getenv("COLUMNS");
    int width = set != NULL ? atoi(set) : 0, height = 24;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        width = size.ws_col;
        height = size.ws_row - 1; /* the prompt */
    }
    *columns = width <= 0 ? 80 : width < 40 ? 40 : width > 500 ? 500 : width;
    *rows = height < 16 ? 16 : height > 50 ? 50 : height;
}

bool gnuplot_end(drawing *d, bool draw, output *out)
{
    char *argv[] = {(char[]){"gnuplot"}, (char[]){"-d"},
                    out == NULL ? (char[]){"-p"} : NULL, NULL};
    const drawer by = {
        argv, "gnuplot, which draws the plot: apt-get install gnuplot-nox "
              "(or gnuplot-qt, which opens windows too)"};
    /* Its text is UTF-8, its numbers have points, whatever the user's are. */
    setenv("LC_ALL", "C.UTF-8", 1);
    return drawing_end(d, draw, &by, out);
}
