/* recorded.c - a program whose memory is recorded: it goes on once the recording
 * has what it is to have
 *
 *     recorded RECORDING MODE
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *recording;
char *kept;

/* Say whether a text begins so; a _ is any byte. */
static int begins(const char *at, const char *text)
{
    for (; *text != '\0' && (*at == *text || *text == '_'); text++)
        at++;
    return *text == '\0';
}

/* Wait until the recording has a text; that takes no memory. */
static void wait_for(const char *text)
{
    static char bytes[1 << 20];
    for (int i = 0; i < 10000; i++, usleep(1000)) {
        int fd = open(recording, O_RDONLY);
        ssize_t n = read(fd, bytes, sizeof bytes - 1);
        close(fd);
        bytes[n > 0 ? n : 0] = '\0';
        for (ssize_t at = 0; at < n; at++)
            if (begins(bytes + at, text))
                return;
    }
    _exit(99);
}

/* Tell the checker what the clock says. */
static void say(const char *what)
{
    struct timespec now;
    char line[128];
    clock_gettime(CLOCK_REALTIME, &now);
    int n = snprintf(line, sizeof line, "%s %lld.%09ld\n", what,
                     (long long)now.tv_sec, now.tv_nsec);
    if (write(1, line, (size_t)n) != n)
        _exit(98);
}

__attribute__((profile)) static char *take(size_t mib, const char *expected)
{
    say("in");
    char *block = malloc(mib << 20);
    memset(block, 1, mib << 20);
    wait_for(expected);
    say("out");
    return block;
}

__attribute__((profile)) static void both(void)
{
    say("before");
    char *a = take(8, "HEAP 8.000000 ");
    say("after");
    say("before");
    char *b = take(16, "HEAP 24.000000 ");
    say("after");
    free(a);
    wait_for("HEAP 16.000000 ");
    free(b);
}

__attribute__((profile)) static int tiny(int i)
{
    return i + 1;
}

static void stop(int number)
{
    exit(number);
}

static int with_child(void)
{
    char text[64];
    pid_t child = fork();
    if (child == 0) {
        kept = malloc(32 << 20);
        memset(kept, 1, 32 << 20);
        pause();
    }
    snprintf(text, sizeof text, "\nCHLD %d 3_.", (int)child);
    wait_for(text);
    printf("child %d\n", (int)child);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return 0;
}

__attribute__((profile)) int main(int argc, char **argv)
{
    recording = argv[1];
    const char *mode = argv[argc - 1];
    if (strcmp(mode, "steps") == 0) {
        both();
        return 7;
    }
    if (strcmp(mode, "kill") == 0) {
        take(8, "HEAP 8.000000 ");
        pid_t recorder = getppid();
        kill(recorder, SIGKILL);
        while (getppid() == recorder)
            usleep(1000);
        return 0;
    }
    if (strcmp(mode, "term") == 0) {
        signal(SIGTERM, stop);
        take(8, "HEAP 8.000000 ");
        kill(getppid(), SIGTERM);
        pause();
    }
    if (strcmp(mode, "timeout") == 0) {
        wait_for("\nPROFILE ");
        return 4;
    }
    if (strcmp(mode, "children") == 0)
        return with_child();
    int sum = 0;
    for (int i = 0; i < 1000000; i++)
        sum += tiny(i);
    return sum == 42;
}
