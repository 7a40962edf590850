/* layout.c - a graph laid out and drawn by Graphviz's dot */
#include "layout.h"

#include "cmd.h"

#include <string.h>

static const struct {
    const char *suffix, *format;
} formats[] = {
    {"dot", "dot"}, {"gv", "dot"},  {"png", "png"}, {"svg", "svg"},
    {"pdf", "pdf"}, {"jpg", "jpg"}, {"ps", "ps2"},
};

const char *layout_format(const char *path)
{
    if (path == NULL || strcmp(path, "-") == 0)
        return "dot";
    const char *slash = strrchr(path, '/');
    const char *suffix = strrchr(slash != NULL ? slash + 1 : path, '.');
    if (suffix == NULL)
        return "dot";
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(suffix + 1, formats[i].suffix) == 0)
            return formats[i].format;
    cmd_say("%s: no picture is called *%s; give a name that ends in .svg, "
            ".png, .pdf, .jpg or .ps, or in .dot for the text",
            path, suffix);
    return NULL;
}

bool layout_end(drawing *d, bool draw, const char *format, output *out)
{
    char option[16];
    snprintf(option, sizeof option, "-T%s", format);
    char *argv[] = {(char[]){"dot"}, option, NULL};
    const drawer dot = {
        argv, "dot, which draws the graph: install Graphviz (apt-get install "
              "graphviz), or write the text with -o FILE.dot"};
    return drawing_end(d, draw, &dot, out);
}
