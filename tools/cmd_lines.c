/* cmd_lines.c - profpass lines: the line tables alone */
#include "view.h"

static const opt options[] = {
    VIEW_OPTION_UNIT,
    VIEW_OPTION_PRECISION,
    VIEW_OPTION_COLUMNS,
    VIEW_OPTION_FUNCTION,
    VIEW_OPTION_MIN_TIME,
    VIEW_OPTION(0, "compat", FLAG, text.compat, NULL,
                "the table of Python's memory_profiler, to the character"),
    VIEW_OPTION_ALL,
    VIEW_OPTION_COLOR,
    VIEW_OPTION_OUTPUT,
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_lines = {
    .page =
        {
            .name = "lines",
            .operands = "[FILE]...",
            .about = "Print the line tables: for each source line of the "
                     "marked functions the memory in use after it, what it "
                     "added, and how often it ran.",
            .options = options,
            .notes = VIEW_NOTES,
            .example = "  profpass lines --function='build_*' --unit=KiB "
                       "profpass.demo.4711.prof",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    view_arguments arguments = VIEW_DEFAULTS;
    opt_result parsed = opt_parse(&cmd_lines.page, &argc, argv, &arguments);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    return view_files(argc, argv, &arguments, profpass_write_lines);
}
