/* cmd_merge.c - profpass merge: the sum of several profiles, as a profile */
#include "cmd.h"
#include "output.h"

#include <string.h>
#include <unistd.h>

typedef struct arguments {
    const char *output;
} arguments;

static const opt options[] = {
    OPT('o', "output", TEXT, arguments, output, "FILE",
        "write the sum to FILE, which is replaced once it is complete; it may "
        "be one of those that are added"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_merge = {
    .page =
        {
            .name = "merge",
            .operands = "FILE...",
            .about = "Add profiles and write the sum as a profile, which all "
                     "commands read: calls, times, bytes and losses are added, "
                     "and so are the peaks of the heap; the levels of lines "
                     "are the greatest of any run.",
            .options = options,
            .notes = "Times of clock step, of clock cpu and of the other "
                     "clocks do not mix. Python's statistics are added by "
                     "profpass stats.",
            .example = "  profpass merge -o all.prof profpass.demo.*.prof\n"
                       "  profpass report all.prof",
            .exits = CMD_EXITS_USUAL,
        },
    .run = run,
};

/* Say whether the file is one of Python's marshalled statistics, which begin
 * with a dictionary. */
static bool is_pstats(const char *path)
{
    FILE *stream = fopen(path, "rbe");
    int first = stream == NULL ? EOF : fgetc(stream);
    if (stream != NULL)
        fclose(stream);
    return first != EOF && (first & 0x7f) == '{';
}

static int add_file(profpass_merge *merge, const char *path)
{
    profpass_profile *profile;
    profpass_error err = {.status = PROFPASS_OK};
    if (profpass_open(path, &profile, &err) != PROFPASS_OK) {
        if (is_pstats(path))
            cmd_say("%s: statistics of Python's cProfile, not a profile of "
                    "ours; profpass stats FILE... adds these",
                    path);
        else
            cmd_say("%s: %s", path, err.message);
        return err.status == PROFPASS_ENOMEM ? EXIT_FAILED : EXIT_NO_PROFILE;
    }
    profpass_status status = profpass_merge_add(merge, profile, &err);
    profpass_close(profile);
    if (status != PROFPASS_OK)
        cmd_say("%s: %s", path, err.message);
    return cmd_exit_status(status);
}

/* The file appears, or is replaced, once the sum is complete. */
static int write_sum(const profpass_merge *merge, const char *path)
{
    output out;
    if (!output_open(&out, path))
        return EXIT_FAILED;
    profpass_error err;
    profpass_sink sink = output_sink(&out);
    profpass_status status = profpass_merge_write(merge, &sink, &err);
    if (status != PROFPASS_OK && status != PROFPASS_EIO)
        cmd_say("%s: %s", path, err.message);
    bool kept = output_close(&out, status == PROFPASS_OK);
    return kept && status == PROFPASS_OK ? EXIT_FINE : EXIT_FAILED;
}

static int run(int argc, char **argv)
{
    arguments a = {0};
    opt_result parsed = opt_parse(&cmd_merge.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc < 2) {
        cmd_say("give the profiles to add; see profpass merge --help");
        return EXIT_USAGE;
    }
    if (a.output == NULL ||
        (strcmp(a.output, "-") == 0 && isatty(STDOUT_FILENO))) {
        cmd_say("give -o FILE: a profile is no text for a terminal");
        return EXIT_USAGE;
    }
    profpass_merge *merge;
    profpass_error err;
    if (profpass_merge_new(&merge, &err) != PROFPASS_OK) {
        cmd_say("%s", err.message);
        return EXIT_FAILED;
    }
    int exit_status = EXIT_FINE;
    for (int i = 1; i < argc && exit_status == EXIT_FINE; i++)
        exit_status = add_file(merge, argv[i]);
    if (exit_status == EXIT_FINE)
        exit_status = write_sum(merge, a.output);
    profpass_merge_free(merge);
    return exit_status;
}
