/* cmd_stats.c - profpass stats: the table of calls, as Python's pstats has it
 */
#include "stats_view.h"

static const opt options[] = {
    STATS_OPTIONS_USUAL,
    STATS_OPTION(0, "callers", OPTIONAL, callers, "RE",
                 "also who called the functions printed, or those that match"),
    STATS_OPTION(0, "callees", OPTIONAL, callees, "RE",
                 "also whom they called"),
    STATS_OPTION('d', "dump", TEXT, dump, "FILE",
                 "save the table in FILE for Python's pstats, and print "
                 "nothing"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_stats = {
    .page =
        {
            .name = "stats",
            .operands = STATS_OPERANDS,
            .about =
                "Print the table of calls: how often each function was called, "
                "its own time, and its time with all that it called. It is to "
                "the character what Python's pstats prints of the same data.",
            .options = options,
            .notes = STATS_NOTES,
            .example = "  profpass stats --sort=time --strip-dirs "
                       "profpass.demo.4711.prof 10",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    return stats_view(&cmd_stats.page, argc, argv, profpass_stats_print);
}
