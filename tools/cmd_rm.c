/* cmd_rm.c - profpass rm: remove some recordings
 *
 * All operands are understood before anything is removed, so that numbers mean
 * what profpass list said. Nothing but recordings is removed.
 */
#include "cmd.h"
#include "removal.h"

#include "profpass/recording.h"

#include <fnmatch.h>
#include <string.h>
#include <sys/stat.h>

static const opt options[] = {REMOVAL_OPTION_DRY_RUN, OPT_END};

static int run(int argc, char **argv);

const cmd cmd_rm = {
    .page =
        {
            .name = "rm",
            .operands = "FILE|NUMBER...",
            .about = "Remove recordings of memory over time, by number or by "
                     "name.",
            .options = options,
            .notes =
                "A NUMBER is that of `profpass list`; negative ones count from "
                "the last, -1.\nIf one is not there, or a file is no "
                "recording, "
                "nothing is removed.",
            .example = "  profpass rm --dry-run 0 -1\n"
                       "  profpass rm 0 -1 other.dat",
            .exits = "0 fine, 1 failed, 2 wrong usage, 3 no such recording",
        },
    .run = run,
};

/* A recording by its name, however damaged; or by what is in it. */
static bool is_recording(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct stat st;
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
        fnmatch("mprofile_*.dat", slash != NULL ? slash + 1 : path, 0) == 0)
        return true;
    const profpass_recording *recording;
    profpass_error err;
    if (profpass_recording_open(path, &recording, &err) == PROFPASS_OK) {
        profpass_recording_close(recording);
        return true;
    }
    cmd_say("%s: %s; nothing is removed", path, err.message);
    return false;
}

static int run(int argc, char **argv)
{
    removal_arguments a = {.dry_run = false};
    opt_result parsed = opt_parse(&cmd_rm.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc < 2) {
        cmd_say("give the numbers or names of recordings to remove; see "
                "profpass list");
        return EXIT_USAGE;
    }
    recordings chosen;
    int exit_status = recordings_choose(&chosen, argc, argv);
    for (size_t i = 0; i < chosen.n && exit_status == EXIT_FINE; i++)
        if (!is_recording(chosen.names[i]))
            exit_status = EXIT_NO_PROFILE;
    if (exit_status == EXIT_FINE)
        exit_status = removal_run(&chosen, a.dry_run);
    recordings_done(&chosen);
    return exit_status;
}
