/* cmd_report.c - profpass report: the report of a run */
#include "view.h"

static const opt options[] = {
    VIEW_OPTION_UNIT,
    VIEW_OPTION_PRECISION,
    VIEW_OPTION_COLUMNS,
    VIEW_OPTION_FUNCTION,
    VIEW_OPTION_MIN_TIME,
    VIEW_OPTION('s', "sort", TEXT, text.sort, "KEYS",
                "order of the call table: calls, pcalls, time, cumulative (the "
                "default), file, line, name, nfl, stdname, allocs, bytes, live "
                "or peak; several, joined by commas, decide one after the "
                "other"),
    VIEW_OPTION('t', "per-thread", FLAG, text.per_thread, NULL,
                "a call table for each thread, instead of one for all"),
    VIEW_OPTION_ALL,
    VIEW_OPTION_COLOR,
    VIEW_OPTION_OUTPUT,
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_report = {
    .page =
        {
            .name = "report",
            .operands = "[FILE]...",
            .about = "Print the report of a run: what could not be recorded if "
                     "anything, a line table for each marked function, the "
                     "call table, and a summary of the heap.",
            .options = options,
            .notes = VIEW_NOTES,
            .example = "  profpass report --columns=peak,live --sort=time "
                       "profpass.demo.4711.prof",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    view_arguments arguments = VIEW_DEFAULTS;
    opt_result parsed = opt_parse(&cmd_report.page, &argc, argv, &arguments);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    return view_files(argc, argv, &arguments, profpass_write_report);
}
