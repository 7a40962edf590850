/* recordings.c - which recordings a command means: by number or by name */
#include "recordings.h"

#include "cmd.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATTERN "mprofile_??????????????.dat"

/* Find what is here, and make room for that and n_more names. */
static bool find(recordings *r, size_t n_more)
{
    *r = (recordings){.n = 0};
    int error = glob(PATTERN, 0, NULL, &r->found);
    if (error == GLOB_NOMATCH)
        r->found.gl_pathc = 0;
    if (error == 0 || error == GLOB_NOMATCH)
        r->names = calloc(r->found.gl_pathc + n_more + 1, sizeof *r->names);
    if (r->names == NULL)
        cmd_say("the recordings in this directory cannot be listed: %s",
                strerror(errno));
    return r->names != NULL;
}

static void add(recordings *r, const char *name)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->names[i] == NULL || strcmp(r->names[i], name) == 0)
            return;
    r->names[r->n++] = name;
}

bool recordings_all(recordings *r)
{
    if (!find(r, 0))
        return false;
    for (size_t i = 0; i < r->found.gl_pathc; i++)
        add(r, r->found.gl_pathv[i]);
    return true;
}

static int say_none(void)
{
    cmd_say("there is no " PATTERN " in this directory; record one with "
            "profpass run PROGRAM, or name a file");
    return EXIT_NO_PROFILE;
}

static int choose_number(recordings *r, const char *word, long number)
{
    long n = (long)r->found.gl_pathc;
    if (n == 0)
        return say_none();
    if (number < -n || number >= n) {
        cmd_say("there is no recording %s: there are %ld here, 0 to %ld, or "
                "-1 to -%ld from the last; see profpass list",
                word, n, n - 1, n);
        return EXIT_NO_PROFILE;
    }
    add(r, r->found.gl_pathv[number < 0 ? n + number : number]);
    return EXIT_FINE;
}

static int choose(recordings *r, const char *word)
{
    if (access(word, F_OK) == 0) {
        add(r, word);
        return EXIT_FINE;
    }
    char *end;
    errno = 0;
    long number = strtol(word, &end, 10);
    if (end != word && *end == '\0' && errno == 0)
        return choose_number(r, word, number);
    cmd_say("%s: there is no such file; see profpass list", word);
    return EXIT_NO_PROFILE;
}

int recordings_choose(recordings *r, int argc, char **argv)
{
    if (!find(r, (size_t)argc))
        return EXIT_FAILED;
    size_t n = r->found.gl_pathc;
    if (argc < 2 && n == 0)
        return say_none();
    if (argc < 2) {
        add(r, r->found.gl_pathv[n - 1]);
        cmd_say("using the last recording, %s", r->names[0]);
    }
    int exit_status = EXIT_FINE;
    for (int i = 1; i < argc && exit_status == EXIT_FINE; i++)
        exit_status = choose(r, argv[i]);
    return exit_status;
}

void recordings_done(recordings *r)
{
    globfree(&r->found);
    free(r->names);
    *r = (recordings){.n = 0};
}
