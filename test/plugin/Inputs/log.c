/* log.c - a runtime that prints what the probes do: the oracle of these tests
 *
 * Times and addresses are left out, so the log of a program is the same for
 * every compiler and level. Each event is one line, indented by depth:
 *
 *     enter NAME / exit NAME / unwound NAME    (unwound: closed by another)
 *     settle NAME:LINE                         with LOG_SETTLE=1
 *     resync NAME                              with LOG_RESYNC=1
 *
 * At the end: for every function its line counts, by place. LOG_RECORDS=1
 * prints the records at registration. Allocations count as heap operations only
 * where the program calls log_heap_event().
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "profpass/abi.h"

enum { MAX_DEPTH = 4096, MAX_FUNCTIONS = 4096, MAX_MODULES = 64 };

typedef struct frame {
    profpass_frame probe; /* first */
    profpass_function *function;
    char *address;
} frame;

static frame frames[MAX_DEPTH];
static int depth;
static uint64_t events;
static profpass_module *modules[MAX_MODULES];
static int n_modules;
static uint64_t *areas[MAX_FUNCTIONS];
static uint32_t n_functions;

void log_heap_event(void);
void log_heap_event(void)
{
    ++events;
}

static void say(const char *what, const profpass_function *f)
{
    printf("%*s%s %s\n", 2 * depth, "", what, f->name);
    fflush(stdout);
}

static void pop_to(int keep)
{
    while (depth > keep) {
        --depth;
        say("unwound", frames[depth].function);
    }
}

static profpass_frame *log_enter(profpass_function *f, void *address)
{
    if (f->module->abi_version != PROFPASS_ABI_VERSION || !areas[f->id])
        abort();
    while (depth > 0 && frames[depth - 1].address < (char *)address)
        pop_to(depth - 1);
    if (depth == MAX_DEPTH)
        abort();
    say("enter", f);
    frame *top = &frames[depth++];
    top->function = f;
    top->address = address;
    top->probe.lines = areas[f->id];
    top->probe.events = &events;
    top->probe.line = PROFPASS_NO_SLOT;
    return &top->probe;
}

static int index_of(const profpass_frame *probe)
{
    const frame *at = (const frame *)(const void *)probe;
    if (at < frames || at >= frames + depth) {
        printf("*** a frame that is not open\n");
        exit(99);
    }
    return (int)(at - frames);
}

static void log_exit(profpass_frame *probe)
{
    const int index = index_of(probe);
    pop_to(index + 1);
    --depth;
    say("exit", frames[index].function);
}

static profpass_line_heap *heap_of(const profpass_function *f)
{
    return (profpass_line_heap *)(void *)(areas[f->id] + f->n_lines);
}

static void log_settle(profpass_frame *probe, uint32_t slot)
{
    const profpass_function *f = frames[index_of(probe)].function;
    if (slot >= f->n_lines || probe->line != slot ||
        !(f->lines[slot].flags & PROFPASS_LINE_HAS_CALL)) {
        printf("*** settle of a line that does not call\n");
        exit(99);
    }
    if (getenv("LOG_SETTLE"))
        printf("%*ssettle %s:%u\n", 2 * depth, "", f->name,
               f->lines[slot].line);
    heap_of(f)[slot].seen = events;
    ++heap_of(f)[slot].increment_bytes;
}

static void log_resync(profpass_frame *probe)
{
    const int index = index_of(probe);
    pop_to(index + 1);
    if (getenv("LOG_RESYNC"))
        say("resync", frames[index].function);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void print_record(const profpass_function *f)
{
    printf("record %s %s:%u-%u flags %u options %s\n", f->name,
           base_name(f->module->files[f->file]), f->first_line, f->last_line,
           f->flags, f->options ? f->options : "none");
    if (getenv("LOG_LINKAGE"))
        printf("  linkage %s hash %x\n", f->linkage_name, f->hash);
    for (uint32_t i = 0; i < f->n_lines; ++i)
        printf("  line %s:%u flags %u level %d\n",
               base_name(f->module->files[f->lines[i].file]), f->lines[i].line,
               f->lines[i].flags,
               f->lines[i].level_from == PROFPASS_NO_SLOT
                   ? -1
                   : (int)f->lines[f->lines[i].level_from].line);
}

static int compare_places(const void *a, const void *b)
{
    const profpass_function *f = *(const profpass_function *const *)a;
    const profpass_function *g = *(const profpass_function *const *)b;
    int order = strcmp(f->module->files[f->file], g->module->files[g->file]);
    if (order == 0)
        order =
            (f->first_line > g->first_line) - (f->first_line < g->first_line);
    return order != 0 ? order : strcmp(f->linkage_name, g->linkage_name);
}

/* Give the functions of a module by place: compilers order them as they like.
 */
static profpass_function **by_place(const profpass_module *module)
{
    profpass_function **all = calloc(module->n_functions + 1, sizeof *all);
    for (uint32_t i = 0; i < module->n_functions; ++i)
        all[i] = &module->functions[i];
    qsort(all, module->n_functions, sizeof *all, compare_places);
    return all;
}

static void finish(void)
{
    pop_to(0);
    for (int m = 0; m < n_modules; ++m) {
        profpass_function **all = by_place(modules[m]);
        for (uint32_t i = 0; i < modules[m]->n_functions; ++i) {
            const profpass_function *f = all[i];
            for (uint32_t slot = 0; slot < f->n_lines; ++slot)
                printf("%s:%u: %llu%s\n",
                       base_name(modules[m]->files[f->lines[slot].file]),
                       f->lines[slot].line,
                       (unsigned long long)areas[f->id][f->lines[slot].counter],
                       f->lines[slot].flags & PROFPASS_LINE_HAS_CALL ? " calls"
                                                                     : "");
        }
        free(all);
    }
}

int __profpass_attach(profpass_module *module, profpass_hooks *hooks)
{
    const profpass_hooks mine = {log_enter, log_exit, log_settle, log_resync};
    *hooks = mine;
    if (n_modules == 0)
        atexit(finish);
    modules[n_modules++] = module;
    for (uint32_t i = 0; i < module->n_functions; ++i) {
        profpass_function *f = &module->functions[i];
        f->id = n_functions++;
        areas[f->id] = calloc(f->n_lines + 1,
                              sizeof(uint64_t) + sizeof(profpass_line_heap));
    }
    profpass_function **all = by_place(module);
    for (uint32_t i = 0; i < module->n_functions && getenv("LOG_RECORDS"); ++i)
        print_record(all[i]);
    free(all);
    return 1;
}
