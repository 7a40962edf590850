/* rt_init.c - the beginning and the end of a run
 *
 *     first attach, heap operation, or our constructor ──▶ rt_start
 *     exit ──▶ our exit handler, our destructor; the later of them ──▶ rt_end,
 *              report
 *     quick_exit ──▶ the first of its handlers, which runs last ──▶ rt_end
 *     _exit, abort, … (rt_unwind.c) ──▶ rt_end
 *
 * The only constructors and destructors of the runtime. Only the exit handler
 * is told the status. It runs after all destructors if the runtime was there
 * before the program (linked or preloaded), else before.
 */
#define _GNU_SOURCE
#include "rt_accounts.h"
#include "rt_api.h"
#include "rt_break.h"
#include "rt_copies.h"
#include "rt_core.h"
#include "rt_pause.h"
#include "rt_reset.h"
#include "rt_system.h"

#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { NOT_STARTED, STARTING, STARTED };

static uint32_t state;
static bool exiting, handler_ran, destructor_ran, reported;
static int exit_status;

/* ---- what the header tells about the program ------------------------------
 */

static profpass_ref intern(const char *text)
{
    return rt_file_string(text, strlen(text));
}

static profpass_ref read_command(void)
{
    static char bytes[64 << 10];
    static const char path[] = "/proc/self/cmdline";
    ssize_t n = rt_read_file(path, bytes, sizeof bytes);
    if (n < 0 && errno == EMFILE) { /* have the profile's */
        rt_file_appear();
        n = rt_read_file(path, bytes, sizeof bytes);
    }
    if (n < 0)
        return 0;
    size_t used = (size_t)n;
    if (used == sizeof bytes)
        bytes[used - 1] = '\0'; /* cut off */
    return rt_file_string(bytes, used);
}

static profpass_ref read_link(const char *path)
{
    static char target[RT_PATH_BYTES];
    ssize_t n = readlink(path, target, sizeof target);
    return n > 0 ? rt_file_string(target, (size_t)n) : 0;
}

/* Find the build id among the notes of [at, end). */
static profpass_ref find_build_id(const uint8_t *at, const uint8_t *end)
{
    char hex[128];
    while (end - at >= (ptrdiff_t)sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) note;
        memcpy(&note, at, sizeof note);
        const uint8_t *name = at + sizeof note;
        const uint8_t *id = name + ((note.n_namesz + 3) & ~3u);
        if (id > end || note.n_descsz > (size_t)(end - id))
            return 0;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
            memcmp(name, "GNU", 4) == 0 && note.n_descsz <= sizeof hex / 2) {
            for (size_t i = 0; i < note.n_descsz; i++) {
                hex[2 * i] = "0123456789abcdef"[id[i] >> 4];
                hex[2 * i + 1] = "0123456789abcdef"[id[i] & 15];
            }
            return rt_file_string(hex, 2 * note.n_descsz);
        }
        at = id + ((note.n_descsz + 3) & ~3u);
    }
    return 0;
}

/* Find out how far from its addresses in the file the program stands. A static
 * one has no PT_PHDR; its headers follow the ELF header at the file's start. */
static bool find_bias(const ElfW(Phdr) * headers, size_t n, uintptr_t *bias)
{
    for (size_t i = 0; i < n; i++)
        if (headers[i].p_type == PT_PHDR) {
            *bias = (uintptr_t)headers - headers[i].p_vaddr;
            return true;
        }
    for (size_t i = 0; i < n; i++)
        if (headers[i].p_type == PT_LOAD && headers[i].p_offset == 0) {
            *bias =
                (uintptr_t)headers - sizeof(ElfW(Ehdr)) - headers[i].p_vaddr;
            return true;
        }
    return false;
}

static profpass_ref read_build_id(void)
{
    const ElfW(Phdr) *headers = (const ElfW(Phdr) *)getauxval(AT_PHDR);
    size_t n = headers != NULL ? getauxval(AT_PHNUM) : 0;
    uintptr_t bias;
    if (!find_bias(headers, n, &bias))
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (headers[i].p_type != PT_NOTE)
            continue;
        const uint8_t *notes = (const uint8_t *)(bias + headers[i].p_vaddr);
        profpass_ref id = find_build_id(notes, notes + headers[i].p_memsz);
        if (id != 0)
            return id;
    }
    return 0;
}

static void describe_program(void)
{
    static char directory[RT_PATH_BYTES];
    profpass_header *header = rt.header;
    struct utsname host;
    header->pid = (uint32_t)getpid();
    header->parent_pid = (uint32_t)getppid();
    header->executable = read_link("/proc/self/exe");
    header->command = read_command();
    if (getcwd(directory, sizeof directory) != NULL)
        header->directory = intern(directory);
    if (uname(&host) == 0)
        header->host = intern(host.nodename);
    header->build_id = read_build_id();
    if (rt_options.given != NULL)
        header->options = intern(rt_options.given);
    header->max_depth = rt_options.max_depth;
}

/* ---- start ------------------------------------------------------------------
 */

static void note_end(enum profpass_end_kind kind, uint32_t value)
{
    rt.header->end_kind = kind;
    rt.header->end_value = value;
}

static void finish(void)
{
    if (!handler_ran || !destructor_ran || !rt.recording ||
        !rt_is_own_process())
        return;
    rt_end(PROFPASS_END_EXIT, (uint32_t)exit_status & 0xff);
    if (!reported)
        rt_report();
    reported = true;
}

static void note_status(int status, void *unused)
{
    (void)unused;
    handler_ran = exiting = true;
    exit_status = status;
    if (rt.recording && rt_is_own_process())
        note_end(PROFPASS_END_EXIT, (uint32_t)status & 0xff);
    finish();
}

/* The second time, a handler or a destructor calls: those of the loaded objects
 * that have not run yet, ours perhaps among them, will not run then. */
void rt_exit_begins(int status)
{
    if (exiting) {
        destructor_ran = true;
        exit_status = status;
        rt_end(PROFPASS_END_EXIT, (uint32_t)status & 0xff);
        finish();
    }
    exiting = true;
}

static void at_quick_end(void)
{
    rt_end(PROFPASS_END_EXIT, (uint32_t)exit_status & 0xff);
}

void rt_quick_exit_begins(int status)
{
    exit_status = status;
}

static void start(void)
{
    rt_message_start();
    if (!rt_copies_is_first())
        return;
    if (getauxval(AT_SECURE) != 0) {
        rt_say("the program has more rights than its user: not recording");
        return;
    }
    rt_options_read();
    rt_fork_start();
    if (!rt_file_open())
        return;
    rt_clock_start();
    describe_program();
    rt_threads_start();
    rt_thread_stacks_start();
    on_exit(note_status, NULL);
    at_quick_exit(at_quick_end);
    rt_clock_calibrate();
    rt_file_appear();
    rt.recording = true;
    rt_thread_attach();
    rt_break_start();
    rt_watch_start(rt_options.heap != 0);
    rt_pause_start();
    if (rt_options.verbose != 0)
        rt_say("recording to %s",
               rt_file_path()[0] != '\0' ? rt_file_path() : "memory");
}

void rt_start(void)
{
    uint32_t expected = NOT_STARTED;
    if (__atomic_load_n(&state, __ATOMIC_ACQUIRE) != NOT_STARTED ||
        !__atomic_compare_exchange_n(&state, &expected, STARTING, false,
                                     __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
        return;
    int saved = errno;
    start();
    errno = saved;
    __atomic_store_n(&state, STARTED, __ATOMIC_RELEASE);
}

RT_EXPORT int __profpass_attach(profpass_module *module, profpass_hooks *hooks)
{
    if (module->abi_version != PROFPASS_ABI_VERSION) {
        rt_say("%s: compiled by a plugin of ABI %u, this runtime has %u; "
               "compile it again. It runs unprofiled",
               module->n_files != 0 ? module->files[0] : "a module",
               module->abi_version, PROFPASS_ABI_VERSION);
        return 0;
    }
    rt_start();
    int saved = errno;
    if (!rt.recording) {
        int attached =
            rt_copies_is_first() ? 0 : rt_copies_attach(module, hooks);
        errno = saved;
        return attached;
    }
    rt_module_register(module);
    rt_table_note(hooks);
    rt_table_set(hooks, rt_hooks_choose());
    rt_patch_refresh();
    errno = saved;
    return 1;
}

/* ---- end --------------------------------------------------------------------
 */

void rt_end(enum profpass_end_kind kind, uint32_t value)
{
    if (!rt.recording || !rt_is_own_process())
        return;
    int saved = errno;
    if (rt_self != NULL) {
        rt_reset_obey(rt_home);
        rt_flush_open_frames(rt_self);
    }
    note_end(kind, value);
    rt_clock_sync();
    rt_threads_sync();
    rt_file_trim();
    errno = saved;
}

/* The run may have started before libc knew the loaded objects, at the first
 * allocation of a static program. */
__attribute__((constructor(101))) static void begin(void)
{
    rt_start();
    if (rt.recording)
        rt_api_offer();
}

__attribute__((destructor(101))) static void destruct(void)
{
    destructor_ran = true;
    finish();
}
