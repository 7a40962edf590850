/* cmd_attach.c - profpass attach: record the memory of a process that runs
 *
 *     PID or NAME ──▶ process ──▶ /proc/PID            memory
 *                        └─ its profile, if it has one: live heap and marks
 *
 * Until it ends, or the timeout is over, or we are told to stop; what was
 * recorded is kept in any case.
 */
#include "find_process.h"
#include "record.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct arguments {
    record_arguments record;
} arguments;

static const opt options[] = {
    RECORD_OPTIONS(arguments, "stop recording then (default: 3600)"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_attach = {
    .page =
        {
            .name = "attach",
            .operands = "PID|NAME",
            .about = "Record the memory of a process that is running, over "
                     "time: any process; of one with instrumented functions, "
                     "also its live heap and the calls of marked functions "
                     "from now on. NAME is part of the name of one process.",
            .options = options,
            .notes = "Recording ends with the process, after the timeout, or "
                     "by SIGINT (Ctrl-C), SIGTERM or SIGHUP.",
            .example = "  profpass attach 4711\n"
                       "  profpass attach -M -T 1 -t 600 postgres",
            .exits = "0 fine: there is a recording, 1 failed, 2 wrong usage",
        },
    .run = run,
};

/* Wait for signals by a descriptor; -1 if that cannot be. */
static int catch_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN); /* a recording that cannot be written is an … */
    signal(SIGXFSZ, SIG_IGN); /* … error, and no signal */
    return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Say whether the memory can be read; if not, why. */
static bool can_read(pid_t pid, const char *name, profpass_memory_kind kind)
{
    uint64_t bytes;
    int error = profpass_process_memory(pid, kind, &bytes);
    if (error == ESRCH)
        cmd_say("process %ld (%s) has no memory: it has ended, or is a thread "
                "of the kernel",
                (long)pid, name);
    else if (error != 0)
        cmd_say("process %ld (%s): its memory cannot be read: %s; take "
                "--backend=rss, or be its owner",
                (long)pid, name, strerror(error));
    return error == 0;
}

static int record_process(const record_settings *settings, pid_t pid,
                          const char *name)
{
    char what[FIND_NAME_BYTES + 32];
    record r;
    size_t n_command = 0;
    int process = (int)syscall(SYS_pidfd_open, pid, 0);
    if (process < 0) {
        cmd_say("process %ld (%s): cannot be watched: %s", (long)pid, name,
                strerror(errno));
        return EXIT_FAILED;
    }
    int signals = catch_signals();
    snprintf(what, sizeof what, " of process %ld (%s)", (long)pid, name);
    record_open(&r, settings, what);
    char *command = find_command(pid, &n_command);
    record_begin(&r, pid, command, n_command, true);
    free(command);
    int profile = find_profile(pid);
    if (profile >= 0) {
        record_follow(&r, profile);
        close(profile);
    } else if (errno == EACCES) {
        cmd_say("process %ld (%s): it cannot be seen whether it has a profile: "
                "%s; only its memory is recorded",
                (long)pid, name, strerror(errno));
    }
    unsigned events = 0;
    while (r.timer >= 0 && events == 0)
        events = record_wait(&r, process, signals);
    if ((events & RECORD_ENDED) != 0)
        cmd_say("process %ld (%s) has ended", (long)pid, name);
    close(process);
    return record_end(&r) ? EXIT_FINE : EXIT_FAILED;
}

static int run(int argc, char **argv)
{
    arguments a = {0};
    record_settings settings;
    pid_t pid;
    char name[FIND_NAME_BYTES];
    opt_result parsed = opt_parse(&cmd_attach.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc != 2 || argv[1][0] == '\0') {
        cmd_say("give one process, by its id or its name: profpass attach "
                "4711");
        return EXIT_USAGE;
    }
    if (!record_read(&a.record, 3600, &settings))
        return EXIT_USAGE;
    if (!find_process(argv[1], &pid, name) ||
        !can_read(pid, name, settings.kind))
        return EXIT_FAILED;
    return record_process(&settings, pid, name);
}
