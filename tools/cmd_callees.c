/* cmd_callees.c - profpass callees: whom each function called */
#include "stats_view.h"

static const opt options[] = {
    STATS_OPTIONS_USUAL,
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_callees = {
    .page =
        {
            .name = "callees",
            .operands = STATS_OPERANDS,
            .about = "Print whom each function called, how often, and the time "
                     "that these calls took. It is to the character what "
                     "Python's pstats prints of the same data.",
            .options = options,
            .notes = STATS_NOTES,
            .example =
                "  profpass callees --strip-dirs profpass.demo.4711.prof parse",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    return stats_view(&cmd_callees.page, argc, argv,
                      profpass_stats_print_callees);
}
