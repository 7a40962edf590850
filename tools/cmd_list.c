/* cmd_list.c - profpass list: the recordings in the current directory
 *
 * The lines are those of mprof list.
 */
#include "cmd.h"
#include "recordings.h"

#include <string.h>

static const opt options[] = {OPT_END};

static int run(int argc, char **argv);

const cmd cmd_list = {
    .page =
        {
            .name = "list",
            .operands = "",
            .about = "List the recordings of memory over time in the current "
                     "directory, oldest\nfirst: number, file, time and date.",
            .options = options,
            .notes = "Recordings are files named mprofile_YYYYMMDDhhmmss.dat, "
                     "as profpass run and\nmprof name them; the time is in "
                     "the name.",
            .example = "  profpass list",
            .exits = "0 fine, 1 failed, 2 wrong usage",
        },
    .run = run,
};

static int run(int argc, char **argv)
{
    int unused;
    opt_result parsed = opt_parse(&cmd_list.page, &argc, argv, &unused);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc > 1) {
        cmd_say("list takes no operand: %s", argv[1]);
        return EXIT_USAGE;
    }
    recordings all;
    bool ok = recordings_all(&all);
    for (size_t i = 0; ok && i < all.n; i++) {
        const char *time = all.names[i] + strlen("mprofile_");
        printf("%zu %s %.2s:%.2s:%.2s %.2s/%.2s/%.4s\n", i, all.names[i],
               time + 8, time + 10, time + 12, time + 6, time + 4, time);
    }
    recordings_done(&all);
    return ok ? EXIT_FINE : EXIT_FAILED;
}
