/* rt_fork.c - the child of a fork gets a file of its own
 *
 *     prepare   signals off; take all locks and a copy of the file: the last of
 *               all prepare handlers
 *     parent    give them back: the first of all
 *     child     put the copy in its place, as a file of its own; numbers begin
 *               at zero; each open activation is entered anew
 *
 * The copy keeps all pointers of the private side good. A child of vfork shares
 * its parent's memory and is left alone.
 */
#define _GNU_SOURCE
#include "rt_core.h"

#include "rt_accounts.h"
#include "rt_map.h"
#include "rt_patch.h"
#include "rt_reset.h"
#include "rt_samples.h"
#include "rt_sink.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static pid_t own_pid;
static RT_TLS uint64_t mask_before;
static RT_TLS bool in_daemon;

bool rt_is_own_process(void)
{
    return (pid_t)syscall(SYS_getpid) == own_pid;
}

static void prepare(void)
{
    uint64_t before = rt_signals_block();
    rt_modules_fork_prepare();
    rt_threads_fork_prepare();
    rt_aside_fork_prepare();
    rt_accounts_fork_prepare();
    rt_file_fork_prepare();
    rt_sink_fork_prepare();
    mask_before = before;
}

static void parent(void)
{
    rt_sink_fork_parent();
    rt_file_fork_parent();
    rt_accounts_fork_parent();
    rt_aside_fork_parent();
    rt_threads_fork_parent();
    rt_modules_fork_parent();
    rt_signals_restore(mask_before);
    if (in_daemon) /* ends without leaving libc */
        rt_end(PROFPASS_END_EXIT, 0);
}

int rt_do_daemon(int no_chdir, int no_close)
{
    in_daemon = true;
    int result = rt_jumps.daemon(no_chdir, no_close);
    in_daemon = false;
    return result;
}

void rt_block_zero(profpass_block *block)
{
    if (block->kind == PROFPASS_BLOCK_NODES) {
        profpass_node_record *record = rt_block_records(block);
        for (uint32_t i = 0; i < block->n_records; i++)
            memset(&record[i].calls, 0,
                   sizeof *record - offsetof(profpass_node_record, calls));
    } else if (block->kind == PROFPASS_BLOCK_SIZES) {
        profpass_size_record *record = rt_block_records(block);
        for (uint32_t i = 0; i < block->n_records; i++)
            memset(&record[i].largest_bytes, 0,
                   sizeof *record -
                       offsetof(profpass_size_record, largest_bytes));
    } else if (block->kind == PROFPASS_BLOCK_LINE_COUNTS) {
        rt_lines_clear(rt_block_records(block));
    }
}

static void start_header(profpass_ref parent_path)
{
    profpass_header *header = rt.header;
    uint64_t lost_file = header->losses[PROFPASS_LOSS_FILE];
    header->pid = (uint32_t)own_pid;
    header->parent_pid = (uint32_t)getppid();
    header->end_kind = PROFPASS_END_NONE;
    header->end_value = 0;
    header->forked_from = parent_path;
    memset(header->losses, 0, sizeof header->losses);
    header->losses[PROFPASS_LOSS_FILE] = lost_file;
    rt_clock_restart();
}

/* In the order in which they were. */
void rt_reenter(rt_thread *thread)
{
    bool timed = rt_run_is_timed();
    uint64_t now = timed ? rt.clock() : 0, live = rt_live_bytes();
    for (rt_frame *f = thread->bottom; f <= thread->top; f++) {
        f->callees = f->deeper_callees = f->child_ticks = 0;
        f->net_bytes = thread->net_bytes;
        f->peak_bytes = f->entry_bytes = live;
        f->start = thread->left_ticks = now;
        if (f == thread->bottom || f->context == &rt_limbo)
            continue;
        profpass_node_record *record = f->node->record;
        record->calls++;
        record->entered_ticks = now;
        record->primitive_calls += f->primitive & 1;
        record->edge_primitive_calls += f->primitive >> 1;
        f->caller->callees++;
        if (f->node->lines != NULL && *f->node->entry_usage < live)
            *f->node->entry_usage = live;
    }
}

static void child(void)
{
    static char parent_path[RT_PATH_BYTES];
    int saved = errno;
    rt_sink_fork_child();
    rt_modules_fork_child();
    rt_accounts_fork_child();
    rt_aside_fork_child();
    rt_regions_fork_child();
    rt_tables_fork_child();
    rt_reset_fork_child();
    if (rt.recording) {
        own_pid = (pid_t)syscall(SYS_getpid);
        strcpy(parent_path, rt_file_path());
        rt_file_fork_child();
    }
    if (rt.recording) {
        start_header(rt_file_string(parent_path, strlen(parent_path)));
        rt_file_each_block(rt_block_zero);
        rt_threads_fork_child();
        rt_thread_stacks_fork_child();
        rt_heap_fork();
        rt_samples_fork();
        if (rt_self != NULL)
            for (rt_thread *t = rt_self->home; t != NULL; t = t->branch)
                rt_reenter(t);
        rt_file_appear();
    }
    rt_signals_restore(mask_before);
    errno = saved;
}

void rt_fork_start(void)
{
    own_pid = (pid_t)syscall(SYS_getpid);
    pthread_atfork(prepare, parent, child);
}
