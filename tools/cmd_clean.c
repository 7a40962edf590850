/* cmd_clean.c - profpass clean: remove all recordings here */
#include "cmd.h"
#include "removal.h"

static const opt options[] = {REMOVAL_OPTION_DRY_RUN, OPT_END};

static int run(int argc, char **argv);

const cmd cmd_clean = {
    .page =
        {
            .name = "clean",
            .operands = "",
            .about = "Remove all recordings in the current directory: what "
                     "profpass list lists.",
            .options = options,
            .notes = "A recording with another name is not touched: remove it "
                     "with profpass rm.",
            .example = "  profpass clean --dry-run\n"
                       "  profpass clean",
            .exits = "0 fine, 1 failed, 2 wrong usage",
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    removal_arguments a = {.dry_run = false};
    opt_result parsed = opt_parse(&cmd_clean.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc > 1) {
        cmd_say("clean takes no operand; to remove %s alone, use profpass rm",
                argv[1]);
        return EXIT_USAGE;
    }
    recordings all;
    int exit_status =
        recordings_all(&all) ? removal_run(&all, a.dry_run) : EXIT_FAILED;
    recordings_done(&all);
    return exit_status;
}
