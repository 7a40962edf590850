/* cmd_run.c - profpass run: run a program and record its profile
 *
 *     profpass run ──fork──▶ child: LD_PRELOAD, PROFPASS_OPTIONS, exec PROGRAM
 *          │ wait                      └─▶ profpass.PROGRAM.PID.prof
 *          ├─ stamp the end into the profile of a killed program
 *          └─ end as the program ended: its status, or its signal
 *
 * The program must not notice: it has our terminal, files, process group and
 * signal dispositions. Its children inherit the two variables, so they are
 * profiled as well, each into a file of its own.
 */
#include "cmd.h"
#include "left.h"
#include "needs.h"
#include "place.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct arguments {
    const char *output;
} arguments;

static const opt options[] = {
    OPT('o', "output", TEXT, arguments, output, "PATTERN",
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
            .about = "Run a program and record its profile. The runtime is "
                     "preloaded, so that heap blocks are seen from the first "
                     "one on. The program's children are profiled as well.",
            .options = options,
            .notes = "PROFPASS_OPTIONS is passed on, see profpass-options(7).",
            .example = "  profpass run --output=/tmp/%e.%p.prof ./demo "
                       "input.txt\n"
                       "  profpass report /tmp/demo.4711.prof",
            .exits = "that of PROGRAM; if it was killed by signal N, run ends "
                     "by the same signal, which a shell shows as 128+N\n"
                     "1 failed, 2 wrong usage, 126 PROGRAM cannot be "
                     "executed, 127 there is no PROGRAM",
            .operand_ends_options = true,
        },
    .run = run,
};

/* ---- the environment of the program ---------------------------------------
 */

/* Set a variable to first, or first SEPARATOR second if there is a second. */
static bool set_joined(const char *name, const char *first,
                       const char *separator, const char *second)
{
    bool joins = second != NULL && second[0] != '\0';
    size_t n = strlen(first) + (joins ? strlen(second) : 0) + 2;
    char *value = malloc(n);
    if (value == NULL)
        return false;
    snprintf(value, n, "%s%s%s", first, joins ? separator : "",
             joins ? second : "");
    bool ok = setenv(name, value, 1) == 0;
    free(value);
    return ok;
}

/* Say whether the list of LD_PRELOAD has the path. */
static bool is_preloaded(const char *list, const char *path)
{
    size_t n_path = strlen(path);
    while (list != NULL && *list != '\0') {
        size_t n = strcspn(list, ": ");
        if (n == n_path && memcmp(list, path, n) == 0)
            return true;
        list += n + (list[n] != '\0');
    }
    return false;
}

/* Have the runtime loaded into the program. Not before a sanitizer that must be
 * the first library: then the program brings the runtime itself, later, if it
 * is instrumented. */
static bool set_preload(const char *program)
{
    char runtime[PATH_MAX];
    const char *sanitizer = needs_first(program);
    if (sanitizer != NULL) {
        cmd_say("%s: %s must be its first library: the runtime is not "
                "preloaded, and records what is instrumented, without the heap",
                program, sanitizer);
        return true;
    }
    if (!place_find("libprofrt.so", runtime))
        return false;
    if (strpbrk(runtime, ": ") != NULL) {
        cmd_say("%s: LD_PRELOAD cannot hold a path with a space or a colon; "
                "install profpass elsewhere",
                runtime);
        return false;
    }
    const char *preload = getenv("LD_PRELOAD");
    if (is_preloaded(preload, runtime) ||
        set_joined("LD_PRELOAD", runtime, ":", preload))
        return true;
    cmd_say("the environment cannot be set: %s", strerror(errno));
    return false;
}

static bool set_output(const arguments *a)
{
    bool ok = true;
    if (a->output != NULL) {
        /* The last of several output= counts. */
        const char *given = getenv("PROFPASS_OPTIONS");
        char *option = malloc(strlen(a->output) + sizeof "output=");
        ok = option != NULL;
        if (ok) {
            strcpy(stpcpy(option, "output="), a->output);
            ok = given != NULL && given[0] != '\0'
                     ? set_joined("PROFPASS_OPTIONS", given, ":", option)
                     : setenv("PROFPASS_OPTIONS", option, 1) == 0;
        }
        free(option);
    }
    if (!ok)
        cmd_say("the environment cannot be set: %s", strerror(errno));
    return ok;
}

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
 * sent to us alone is meant for it. Saves what was set before. */
static const int handled[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};
enum { N_HANDLED = sizeof handled / sizeof handled[0] };

static void handle_signals(struct sigaction before[N_HANDLED])
{
    for (size_t i = 0; i < N_HANDLED; i++) {
        bool from_terminal = handled[i] == SIGINT || handled[i] == SIGQUIT;
        struct sigaction action = {0};
        action.sa_handler = from_terminal ? SIG_IGN : forward;
        action.sa_flags = SA_RESTART;
        sigaction(handled[i], NULL, &before[i]);
        /* One that was ignored, as by nohup, stays ignored. */
        if (before[i].sa_handler != SIG_IGN)
            sigaction(handled[i], &action, NULL);
    }
}

static void restore_signals(const struct sigaction before[N_HANDLED])
{
    for (size_t i = 0; i < N_HANDLED; i++)
        sigaction(handled[i], &before[i], NULL);
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

static int run(int argc, char **argv)
{
    arguments a = {0};
    opt_result parsed = opt_parse(&cmd_run.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    if (argc < 2) {
        cmd_say("give a program to run: profpass run ./demo");
        return EXIT_USAGE;
    }
    if (a.output != NULL && (a.output[0] == '\0' || strchr(a.output, ':'))) {
        cmd_say("--output=%s: the pattern must not be empty or contain a "
                "colon, which separates the words of PROFPASS_OPTIONS",
                a.output);
        return EXIT_USAGE;
    }
    if (!set_preload(argv[1]) || !set_output(&a))
        return EXIT_FAILED;

    struct timespec begin; /* the clock of file times */
    clock_gettime(CLOCK_REALTIME_COARSE, &begin);
    char *pattern = left_pattern(getenv("PROFPASS_OPTIONS"));
    int watch = pattern != NULL ? watch_begin(pattern) : -1;
    int error, wait_status;
    pid_t pid = start(argv + 1, &error);
    if (pid < 0) {
        free(pattern);
        return cannot_start(argv[1], error);
    }
    if (pattern != NULL)
        watch_until_end(watch, pattern, pid);
    while (waitpid(pid, &wait_status, 0) < 0 && errno == EINTR)
        continue;
    if (pattern != NULL && strcmp(pattern, "/dev/null") != 0 &&
        left_profiles(pattern, pid, begin, wait_status) +
                watch_stamp(pid, wait_status) ==
            0)
        say_no_profile(argv[1]);
    free(pattern);
    return end_like(wait_status);
}
