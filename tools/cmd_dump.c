/* cmd_dump.c - profpass dump: everything in a profile, as canonical text */
#include "view.h"

static const opt options[] = {
    VIEW_OPTION_OUTPUT,
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_dump = {
    .page =
        {
            .name = "dump",
            .operands = "[FILE]...",
            .about = "Print everything in a profile as canonical text: sorted, "
                     "one entity a line, the same for the same run. For tests, "
                     "for comparing runs, and for reports of faults.",
            .options = options,
            .notes = VIEW_NOTES,
            .example = "  PROFPASS_OPTIONS=clock=step ./demo\n"
                       "  profpass dump profpass.demo.4711.prof",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    view_arguments arguments = VIEW_DEFAULTS;
    opt_result parsed = opt_parse(&cmd_dump.page, &argc, argv, &arguments);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    return view_files(argc, argv, &arguments, profpass_write_dump);
}
