/* view.c - what the commands that read profiles have in common */
#include "view.h"

#include "output.h"

#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Colour is for eyes: a terminal that has it, and a user who did not decline
 * (https://no-color.org). Asking for it by option beats the environment. */
bool view_wants_color(const view_arguments *arguments)
{
    if (strcmp(arguments->color, "auto") != 0)
        return strcmp(arguments->color, "always") == 0;
    const char *declined = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return (declined == NULL || declined[0] == '\0') &&
           arguments->output == NULL && isatty(STDOUT_FILENO) &&
           terminal != NULL && strcmp(terminal, "dumb") != 0;
}

static bool is_newer(const struct stat *a, const struct stat *b)
{
    if (a->st_mtim.tv_sec != b->st_mtim.tv_sec)
        return a->st_mtim.tv_sec > b->st_mtim.tv_sec;
    return a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

bool view_find_newest(char path[PATH_MAX])
{
    glob_t found;
    struct stat newest = {0};
    path[0] = '\0';
    glob("profpass.*.prof", 0, NULL, &found);
    /* The runtime adds a number rather than overwrite a profile. */
    glob("profpass.*.prof.[0-9]*", GLOB_APPEND, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct stat status;
        if (stat(found.gl_pathv[i], &status) != 0 || !S_ISREG(status.st_mode) ||
            strlen(found.gl_pathv[i]) >= PATH_MAX)
            continue;
        if (path[0] == '\0' || is_newer(&status, &newest)) {
            newest = status;
            strcpy(path, found.gl_pathv[i]);
        }
    }
    globfree(&found);
    if (path[0] == '\0')
        cmd_say("there is no profpass.*.prof in this directory; "
                "run an instrumented program first, or name its profile");
    else
        cmd_say("reading %s", path);
    return path[0] != '\0';
}

bool view_overwrites_input(const char *path, int n_files, char **files)
{
    struct stat out, in;
    if (path == NULL || stat(path, &out) != 0 || !S_ISREG(out.st_mode))
        return false;
    for (int i = 0; i < n_files; i++) {
        if (stat(files[i], &in) == 0 && in.st_ino == out.st_ino &&
            in.st_dev == out.st_dev) {
            cmd_say("%s: is to be read and written; give -o another name",
                    files[i]);
            return true;
        }
    }
    return false;
}

static int view_file(const char *path, const view_arguments *arguments,
                     profpass_write_fn *write, output *out)
{
    profpass_profile *profile;
    profpass_error err = {.status = PROFPASS_OK};
    if (profpass_open(path, &profile, &err) != PROFPASS_OK) {
        cmd_say("%s: %s", path, err.message);
        return err.status == PROFPASS_ENOMEM ? EXIT_FAILED : EXIT_NO_PROFILE;
    }
    profpass_text_options text = arguments->text;
    text.path = path;
    profpass_sink sink = output_sink(out);
    profpass_status status = write(profile, &text, &sink, &err);
    profpass_close(profile);
    /* A failure to write is said once, when the output is closed. */
    if (status != PROFPASS_OK && status != PROFPASS_EIO)
        cmd_say("%s: %s", path, err.message);
    return cmd_exit_status(status);
}

static int worst(int a, int b)
{
    return a > b ? a : b;
}

int view_files(int argc, char **argv, view_arguments *arguments,
               profpass_write_fn *write)
{
    char newest[PATH_MAX];
    char *only[] = {argv[0], newest, NULL};
    if (argc < 2) {
        if (!view_find_newest(newest))
            return EXIT_NO_PROFILE;
        argc = 2;
        argv = only;
    }
    if (view_overwrites_input(arguments->output, argc - 1, argv + 1))
        return EXIT_USAGE;
    arguments->text.color = view_wants_color(arguments);
    arguments->text.precision = arguments->precision + 1;

    output out;
    if (!output_open(&out, arguments->output))
        return EXIT_FAILED;
    int exit_status = EXIT_FINE;
    for (int i = 1; i < argc && out.error == 0; i++) {
        if (argc > 2)
            fprintf(out.stream, "%s==> %s <==\n", i > 1 ? "\n" : "", argv[i]);
        int one = view_file(argv[i], arguments, write, &out);
        exit_status = worst(exit_status, one);
    }
    if (!output_close(&out, exit_status == EXIT_FINE))
        exit_status = worst(exit_status, EXIT_FAILED);
    return exit_status;
}
