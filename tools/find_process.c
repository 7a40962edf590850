/* find_process.c - a process by its id or its name, and its profile
 *
 *     /proc/4711/comm      the name, cut after 15 bytes
 *     /proc/4711/cmdline   the words; none: a thread of the kernel, or ended
 *     /proc/4711/maps      "7f…-7f… rw-s 00000000 fe:00 1234   /…/demo.prof"
 *
 * The profile is mapped from its beginning, shared, for the runtime counts in
 * it.
 */
#include "find_process.h"

#include "cmd.h"
#include "profpass/follow.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COMM_BYTES = 15, N_LISTED = 12 };

/* ---- names ----------------------------------------------------------------
 */

static FILE *open_proc(pid_t pid, const char *name)
{
    char path[48];
    snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
    return fopen(path, "re");
}

char *find_command(pid_t pid, size_t *n_bytes)
{
    FILE *stream = open_proc(pid, "cmdline");
    char *words = NULL;
    size_t n_room = 0;
    /* Up to a byte that it does not have: the whole. */
    ssize_t n = stream != NULL ? getdelim(&words, &n_room, EOF, stream) : -1;
    if (stream != NULL)
        fclose(stream);
    if (n <= 0) {
        free(words);
        return NULL;
    }
    *n_bytes = (size_t)n;
    return words;
}

/* Read the name of a process; false if it has none that one would ask for. A
 * name that is cut goes on in the first word of the command. */
static bool read_name(pid_t pid, char name[FIND_NAME_BYTES])
{
    size_t n_bytes;
    char *words = find_command(pid, &n_bytes);
    FILE *stream = words != NULL ? open_proc(pid, "comm") : NULL;
    bool ok = stream != NULL && fgets(name, FIND_NAME_BYTES, stream) != NULL;
    if (ok) {
        name[strcspn(name, "\n")] = '\0';
        const char *slash = strrchr(words, '/');
        const char *last = slash != NULL ? slash + 1 : words;
        if (strlen(name) == COMM_BYTES && strncmp(name, last, COMM_BYTES) == 0)
            snprintf(name, FIND_NAME_BYTES, "%s", last);
    }
    if (stream != NULL)
        fclose(stream);
    free(words);
    return ok;
}

/* Read a word as a process id; 0 if it is none. */
static pid_t read_id(const char *word)
{
    char *end;
    errno = 0;
    long number = strtol(word, &end, 10);
    bool ok = isdigit((unsigned char)*word) && *end == '\0' && errno == 0 &&
              number > 0 && number <= INT_MAX;
    return ok ? (pid_t)number : 0;
}

/* What a look through the processes has found. */
typedef struct found {
    bool exact; /* names that are the word; else, that contain it */
    size_t n;
    pid_t pids[N_LISTED];
    char names[N_LISTED][FIND_NAME_BYTES];
} found;

static void look_at(found *f, pid_t pid, const char *word)
{
    char name[FIND_NAME_BYTES];
    if (pid == 0 || pid == getpid() || !read_name(pid, name) ||
        strstr(name, word) == NULL)
        return;
    bool exact = strcmp(name, word) == 0;
    if (f->exact && !exact)
        return;
    if (exact && !f->exact)
        f->n = 0;
    f->exact = exact;
    if (f->n < N_LISTED) {
        f->pids[f->n] = pid;
        strcpy(f->names[f->n], name);
    }
    f->n++;
}

static void say_several(const found *f, const char *word)
{
    cmd_say("%zu processes have %s in their names; give the id of one:", f->n,
            word);
    for (size_t i = 0; i < f->n && i < N_LISTED; i++)
        fprintf(stderr, "  %7ld  %s\n", (long)f->pids[i], f->names[i]);
    if (f->n > N_LISTED)
        fprintf(stderr, "  and %zu others\n", f->n - N_LISTED);
}

bool find_process(const char *word, pid_t *pid, char name[FIND_NAME_BYTES])
{
    static found f;
    pid_t id = read_id(word);
    if (id != 0) {
        if (kill(id, 0) != 0 && errno == ESRCH) {
            cmd_say("there is no process %s", word);
            return false;
        }
        if (!read_name(id, name))
            strcpy(name, "?");
        *pid = id;
        return true;
    }
    DIR *directory = opendir("/proc");
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL)
        look_at(&f, read_id(entry->d_name), word);
    if (directory != NULL)
        closedir(directory);
    if (f.n == 1) {
        *pid = f.pids[0];
        strcpy(name, f.names[0]);
        return true;
    }
    if (f.n == 0)
        cmd_say("there is no process with %s in its name", word);
    else
        say_several(&f, word);
    return false;
}

/* ---- the profile ----------------------------------------------------------
 */

static bool is_inode(int fd, unsigned long long inode)
{
    struct stat status;
    return fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_ino == inode;
}

/* Open the file of a directory that has this number; -1 if there is none. */
static int open_inode(const char *directory, unsigned long long inode)
{
    DIR *entries = opendir(directory);
    const struct dirent *entry;
    int fd = -1;
    while (entries != NULL && fd < 0 && (entry = readdir(entries)) != NULL)
        if (entry->d_ino == inode)
            fd = openat(dirfd(entries), entry->d_name,
                        O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (entries != NULL)
        closedir(entries);
    return fd;
}

/* Open what a process has mapped. The runtime gives the file its name late, and
 * the mapping goes on without one: "/tmp/#1234 (deleted)". So it is looked for
 * in that directory; there as the process sees it; and, which takes rights, by
 * the mapping itself. */
static int open_mapped(pid_t pid, const char *range, const char *path,
                       unsigned long long inode)
{
    char mapping[96], inside[PATH_MAX + 32];
    const char *slash = strrchr(path, '/');
    snprintf(mapping, sizeof mapping, "/proc/%ld/map_files/%s", (long)pid,
             range);
    int n = snprintf(inside, sizeof inside, "/proc/%ld/root", (long)pid);
    snprintf(inside + n, sizeof inside - (size_t)n, "%.*s",
             (int)(slash - path) + 1, path);
    int fd = open_inode(inside + n, inode);
    if (fd < 0)
        fd = open_inode(inside, inode);
    if (fd < 0)
        fd = open(mapping, O_RDONLY | O_CLOEXEC);
    if (is_inode(fd, inode))
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool is_profile(int fd)
{
    profpass_follow *follow;
    if (profpass_follow_new(fd, true, &follow, NULL) != PROFPASS_OK)
        return false;
    profpass_follow_free(follow);
    return true;
}

int find_profile(pid_t pid)
{
    FILE *maps = open_proc(pid, "maps");
    char *line = NULL;
    size_t n_room = 0;
    int profile = -1;
    if (maps == NULL)
        return -1;
    errno = 0;
    while (profile < 0 && getline(&line, &n_room, maps) > 0) {
        char range[64], rights[8];
        unsigned long long offset, inode;
        int at = 0;
        if (sscanf(line, "%63s %7s %llx %*s %llu %n", range, rights, &offset,
                   &inode, &at) < 4 ||
            rights[3] != 's' || offset != 0 || line[at] != '/')
            continue;
        line[strcspn(line, "\n")] = '\0';
        int fd = open_mapped(pid, range, line + at, inode);
        if (fd >= 0 && is_profile(fd))
            profile = fd;
        else if (fd >= 0)
            close(fd);
    }
    int error = ferror(maps) ? errno : ENOENT;
    free(line);
    fclose(maps);
    errno = error;
    return profile;
}
