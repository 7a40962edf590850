/* cmd_callers.c - profpass callers: who called each function */
#include "stats_view.h"

static const opt options[] = {
    STATS_OPTIONS_USUAL,
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_callers = {
    .page =
        {
            .name = "callers",
            .operands = STATS_OPERANDS,
            .about = "Print who called each function, how often, and the time "
                     "that its calls took from there. It is to the character "
                     "what Python's pstats prints of the same data.",
            .options = options,
            .notes = STATS_NOTES,
            .example =
                "  profpass callers --strip-dirs profpass.demo.4711.prof parse",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    return stats_view(&cmd_callers.page, argc, argv,
                      profpass_stats_print_callers);
}
