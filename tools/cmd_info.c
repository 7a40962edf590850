/* cmd_info.c - profpass info: what a profile is */
#include "view.h"

static const opt options[] = {
    VIEW_OPTION(0, "check", FLAG, check, NULL,
                "fail unless the figures agree with each other: calls with "
                "returns, self times with total times, lines with the heap"),
    VIEW_OPTION_COLOR,
    VIEW_OPTION_OUTPUT,
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_info = {
    .page =
        {
            .name = "info",
            .operands = "[FILE]...",
            .about = "Print what a profile is: the program, its command line "
                     "and how it ended, the clock and its cost, the compilers, "
                     "what the file holds, and what could not be recorded.",
            .options = options,
            .notes = VIEW_NOTES,
            .example = "  profpass info profpass.demo.4711.prof",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

static profpass_status write_checked(const profpass_profile *profile,
                                     const profpass_text_options *text,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    profpass_status status = profpass_check(profile, err);
    if (status != PROFPASS_OK)
        return status;
    return profpass_write_info(profile, text, out, err);
}

static int run(int argc, char **argv)
{
    view_arguments arguments = VIEW_DEFAULTS;
    opt_result parsed = opt_parse(&cmd_info.page, &argc, argv, &arguments);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    return view_files(argc, argv, &arguments,
                      arguments.check ? write_checked : profpass_write_info);
}
