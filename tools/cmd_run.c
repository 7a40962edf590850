/* cmd_run.c - profpass run: run a program and record its memory and its profile
 *
 *     profpass run ──fork──▶ child: LD_PRELOAD, PROFPASS_OPTIONS, exec PROGRAM
 *          │ sample, wait              ├─▶ profpass.PROGRAM.PID.prof
 *          │      └─▶ mprofile_….dat ◀─┘
 *          ├─ stamp the end into the profile of a killed program
 *          └─ end as the program ended: its status, or its signal
 *
 * The program must not notice: it has our terminal, files, process group and
 * signal dispositions. Its children inherit the two variables, so they are
 * profiled as well, each into a file of its own.
 */
#include "cmd.h"
#include "left.h"
#include "preload.h"
#include "record.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct arguments {
    record_arguments record;
    const char *profile;
} arguments;

static const opt options[] = {
    RECORD_OPTIONS(arguments, "stop recording then; the program goes on"),
    OPT(0, "profile", TEXT, arguments, profile, "PATTERN",
        "name of the profile; %p stands for the process id, %e the "
        "executable, %h the host, %t the time, %% a percent sign "
        "(default: profpass.%e.%p.prof)"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_run = {
    .page =
        {
            .name = "run",
            .operands = "[--] PROGRAM [ARGUMENT]...",
            .about = "Run a program; record its memory over time, and its "
                     "profile. The runtime is preloaded, so that heap blocks "
                     "are seen from the first one on. The program's children "
                     "are profiled as well.",
            .options = options,
            .notes = "PROFPASS_OPTIONS is passed on, see profpass-options(7).",
            .example = "  profpass run ./demo input.txt\n"
                       "  profpass run -T 0.01 -o demo.dat "
                       "--profile=demo.prof ./demo\n"
                       "  profpass plot demo.dat; profpass report demo.prof",
            .exits = "that of PROGRAM; if it was killed by signal N, run ends "
                     "by the same signal, which a shell shows as 128+N\n"
                     "1 failed, 2 wrong usage, 126 PROGRAM cannot be "
                     "executed, 127 there is no PROGRAM",
            .operand_ends_options = true,
        },
    .run = run,
};

/* ---- the program -----------------------------------------------------------
 */

static volatile sig_atomic_t child_pid;

static void forward(int signal_number)
{
    int saved = errno;
    if (child_pid > 0)
        kill((pid_t)child_pid, signal_number);
    errno = saved;
}

/* What the terminal sends goes to the program as well: we only wait. What is
 * sent to us alone is meant for it. A recording that cannot be written is an
 * error, and no signal. */
static const struct {
    int number;
    void (*handler)(int);
} handled[] = {{SIGINT, SIG_IGN}, {SIGQUIT, SIG_IGN}, {SIGTERM, forward},
               {SIGHUP, forward}, {SIGPIPE, SIG_IGN}, {SIGXFSZ, SIG_IGN}};
enum { N_HANDLED = sizeof handled / sizeof handled[0] };

/* Saves what was set before. */
static void handle_signals(struct sigaction before[N_HANDLED])
{
    for (size_t i = 0; i < N_HANDLED; i++) {
        struct sigaction action = {.sa_flags = SA_RESTART};
        action.sa_handler = handled[i].handler;
        sigaction(handled[i].number, NULL, &before[i]);
        /* One that was ignored, as by nohup, stays ignored. */
        if (before[i].sa_handler != SIG_IGN)
            sigaction(handled[i].number, &action, NULL);
    }
}

static void restore_signals(const struct sigaction before[N_HANDLED])
{
    for (size_t i = 0; i < N_HANDLED; i++)
        sigaction(handled[i].number, &before[i], NULL);
}

/* Start the program. Returns its process id; or -1 and the errno of fork or
 * exec in *error. A pipe that exec closes tells the two endings apart. */
static pid_t start(char **argv, int *error)
{
    struct sigaction before[N_HANDLED];
    int pipe_ends[2];
    *error = 0;
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
        *error = errno;
        return -1;
    }
    handle_signals(before);
    pid_t pid = fork();
    if (pid == 0) {
        restore_signals(before);
        execvp(argv[0], argv);
        int failure = errno;
        (void)!write(pipe_ends[1], &failure, sizeof failure);
        _exit(EXIT_NOT_FOUND);
    }
    if (pid < 0)
        *error = errno;
    child_pid = (sig_atomic_t)pid;
    close(pipe_ends[1]);
    while (read(pipe_ends[0], error, sizeof *error) < 0 && errno == EINTR)
        continue;
    close(pipe_ends[0]);
    if (*error != 0 && pid > 0)
        waitpid(pid, NULL, 0);
    return *error != 0 ? -1 : pid;
}

/* End as the program ended. Returns only a status for exit. */
static int end_like(int wait_status)
{
    if (WIFEXITED(wait_status))
        return WEXITSTATUS(wait_status);
    int number = WTERMSIG(wait_status);
    struct rlimit no_core = {0, 0}; /* the program dumped its own */
    sigset_t set;
    setrlimit(RLIMIT_CORE, &no_core);
    signal(number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
    return 128 + number;
}

static int cannot_start(const char *program, int error)
{
    bool missing = error == ENOENT || error == ENOTDIR;
    if (missing && strchr(program, '/') == NULL)
        cmd_say("%s: there is no such program in PATH", program);
    else
        cmd_say("%s: cannot be executed: %s", program, strerror(error));
    return missing ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE;
}

static void say_no_profile(const char *program)
{
    cmd_say("%s left no profile. If the runtime said nothing above, it was "
            "not loaded:\n"
            "  a statically linked program must be linked with it: "
            "profpass flags --static\n"
            "  a setuid or setgid program is never profiled",
            program);
}

/* Join the words of a command, each ended by '\0'; NULL if out of memory. */
static char *join_words(char **words, size_t *n_bytes)
{
    *n_bytes = 0;
    for (char **word = words; *word != NULL; word++)
        *n_bytes += strlen(*word) + 1;
    char *joined = malloc(*n_bytes + 1), *at = joined;
    for (char **word = words; joined != NULL && *word != NULL; word++)
        at = stpcpy(at, *word) + 1;
    return joined;
}

/* Record until the program has ended. Returns waitpid's status. */
static int record_program(record *r, const char *pattern, int watch, pid_t pid)
{
    int end = (int)syscall(SYS_pidfd_open, pid, 0), wait_status;
    int n_followed = 0;
    unsigned events = end < 0 ? (unsigned)RECORD_ENDED : 0; /* only wait */
    while ((events & RECORD_ENDED) == 0) {
        events = record_wait(r, end, watch);
        int n_held = watch_read(watch, pattern, pid);
        while (n_followed < n_held)
            record_follow(r, watch_held(n_followed++));
        if ((events & RECORD_TIMEOUT) != 0)
            record_end(r);
    }
    if (end >= 0)
        close(end);
    while (waitpid(pid, &wait_status, 0) < 0 && errno == EINTR)
        continue;
    return wait_status;
}

/* Run the program, and end as it ended. */
static int run_program(record *r, char **argv, const char *pattern)
{
    struct timespec begin; /* the clock of file times */
    clock_gettime(CLOCK_REALTIME_COARSE, &begin);
    bool profiled = strcmp(pattern, "/dev/null") != 0;
    int watch = watch_begin(pattern), error;
    size_t n_command;
    char *command = join_words(argv, &n_command);
    pid_t pid = command != NULL ? start(argv, &error) : (error = ENOMEM, -1);
    if (pid < 0) {
        record_drop(r);
        free(command);
        return cannot_start(argv[0], error);
    }
    record_begin(r, pid, command, n_command, false);
    free(command);
    int wait_status = record_program(r, pattern, watch, pid);
    int n_profiles = left_profiles(pattern, pid, begin, wait_status) +
                     watch_stamp(pid, wait_status);
    record_end(r);
    if (profiled && n_profiles == 0)
        say_no_profile(argv[0]);
    return end_like(wait_status);
}

static int run(int argc, char **argv)
{
    arguments a = {0};
    record_settings settings;
    record r;
    opt_result parsed = opt_parse(&cmd_run.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc < 2) {
        cmd_say("give a program to run: profpass run ./demo");
        return EXIT_USAGE;
    }
    if (a.profile != NULL && (a.profile[0] == '\0' || strchr(a.profile, ':'))) {
        cmd_say("--profile=%s: the pattern must not be empty or contain a "
                "colon, which separates the words of PROFPASS_OPTIONS",
                a.profile);
        return EXIT_USAGE;
    }
    if (!record_read(&a.record, 0, &settings))
        return EXIT_USAGE;
    if (!preload_runtime(argv[1]) ||
        (a.profile != NULL && !preload_profile(a.profile)))
        return EXIT_FAILED;
    char *pattern = left_pattern(getenv("PROFPASS_OPTIONS"));
    if (pattern == NULL) {
        cmd_say("there is no memory");
        return EXIT_FAILED;
    }
    record_open(&r, &settings, "");
    int exit_status = run_program(&r, argv + 1, pattern);
    free(pattern);
    return exit_status;
}
