/* cmd_export.c - profpass export: a profile in another format */
#include "view.h"

#include <string.h>

typedef struct arguments {
    view_arguments view; /* for its output */
    const char *format;
} arguments;

static const opt options[] = {
    OPT('f', "format", TEXT, arguments, format, "NAME",
        "the format; 'help' lists them"),
    OPT('w', "weight", CHOICE, arguments, view.text.weight,
        "time|calls|bytes|live|peak|allocs|temporary",
        "what the width of a stack is, in chrome, dot, folded and speedscope "
        "(default: time)"),
    OPT('o', "output", TEXT, arguments, view.output, "FILE",
        "write to FILE, which is replaced once it is complete"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_export = {
    .page =
        {
            .name = "export",
            .operands = "[FILE]",
            .about = "Convert a profile to another format.",
            .options = options,
            .notes = VIEW_NOTES,
            .example = "  profpass export --format=json -o demo.json "
                       "profpass.demo.4711.prof",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static const char *format_name(const void *context, size_t i)
{
    const profpass_exporter *exporters = context;
    return exporters[i].name;
}

static void list_formats(void)
{
    for (const profpass_exporter *e = profpass_exporters(); e->name; e++)
        printf("%-12s %-18s %s\n", e->name, e->suffix, e->summary);
}

/* Return the exporter of that name, or NULL after saying what there is. */
static const profpass_exporter *find_format(const char *name)
{
    const profpass_exporter *exporters = profpass_exporters();
    for (const profpass_exporter *e = exporters; e->name; e++)
        if (strcmp(e->name, name) == 0)
            return e;
    const char *nearest = opt_nearest(name, format_name, exporters);
    if (nearest != NULL)
        cmd_say("there is no format %s; did you mean %s?", name, nearest);
    else
        cmd_say("there is no format %s; see profpass export --format=help",
                name);
    return NULL;
}

static int run(int argc, char **argv)
{
    arguments a = {.view = VIEW_DEFAULTS};
    opt_result parsed = opt_parse(&cmd_export.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (a.format == NULL) {
        cmd_say("give a --format; see profpass export --format=help");
        return EXIT_USAGE;
    }
    if (strcmp(a.format, "help") == 0) {
        list_formats();
        return EXIT_FINE;
    }
    const profpass_exporter *exporter = find_format(a.format);
    if (exporter == NULL)
        return EXIT_USAGE;
    if (argc > 2) {
        cmd_say("export takes one FILE, not %d: each is a document of its own",
                argc - 1);
        return EXIT_USAGE;
    }
    return view_files(argc, argv, &a.view, exporter->write);
}
