/* rt_tables.c - the hook tables that hold our probes
 *
 *     object  __profpass_hooks ──▶ enter, exit, …      noted when it attaches
 *
 * To be exchanged when the program brings a clock of its own. An object may be
 * gone by then, and something else be in its place: only what lies in a loaded
 * object and still holds the very probes is a table.
 */
#define _GNU_SOURCE
#include <link.h>
#include <string.h>

#include "rt_core.h"

enum { N_TABLES = 63 };

typedef struct page {
    struct page *next;
    profpass_hooks *tables[N_TABLES];
} page;

static page *pages;
static uint32_t n_tables; /* of the first page */
static rt_lock lock;

static bool is_noted(const profpass_hooks *table)
{
    uint32_t n = n_tables;
    for (const page *p = pages; p != NULL; p = p->next, n = N_TABLES)
        for (uint32_t i = 0; i < n; i++)
            if (p->tables[i] == table)
                return true;
    return false;
}

static void note(profpass_hooks *table)
{
    if (pages == NULL || n_tables == N_TABLES) {
        page *fresh = rt_arena_alloc(sizeof *fresh);
        if (fresh == NULL)
            return; /* keeps its clock */
        fresh->next = pages;
        pages = fresh;
        n_tables = 0;
    }
    pages->tables[n_tables++] = table;
}

void rt_table_set(profpass_hooks *table, const profpass_hooks *probes)
{
#define PROFPASS_HOOK(name, result, ...) \
    __atomic_store_n(&table->name, probes->name, __ATOMIC_RELEASE);
#include "profpass/hooks.def"
}

void rt_table_note(profpass_hooks *table)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    if (!is_noted(table))
        note(table);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

typedef struct exchange {
    const profpass_hooks *from, *to;
} exchange;

static void exchange_in(uintptr_t begin, uintptr_t end, const exchange *e)
{
    uint32_t n = n_tables;
    for (const page *p = pages; p != NULL; p = p->next, n = N_TABLES)
        for (uint32_t i = 0; i < n; i++) {
            profpass_hooks *table = p->tables[i];
            uintptr_t at = (uintptr_t)table;
            if (at >= begin && at < end && end - at >= sizeof *table &&
                memcmp(table, e->from, sizeof *table) == 0)
                rt_table_set(table, e->to);
        }
}

static int visit(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t begin = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_LOAD && (segment->p_flags & PF_W) != 0)
            exchange_in(begin, begin + segment->p_memsz, data);
    }
    return 0;
}

void rt_tables_exchange(const profpass_hooks *from, const profpass_hooks *to)
{
    exchange e = {from, to};
    dl_iterate_phdr(visit, &e);
}

void rt_tables_fork_child(void)
{
    rt_lock_forget(&lock);
}
