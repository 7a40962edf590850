/* rt_api.c - put the table of calls where the program looks for it
 *
 *     each loaded object ── PT_NOTE ──▶ | 9 | 4 | 1 | "profpass" | offset |
 *                                                                    │
 *                       profpass__calls ◀────────────────────────────┘
 *
 * A program's calls find us although it never looked for us: there is nothing
 * to look up that could fail, allocate, or be said with dlerror. Objects that
 * come later get the table when dlopen returns, or when a module in them
 * attaches. A place that is filled is left alone: what another copy of the
 * runtime put there leads to the copy that records.
 */
#define _GNU_SOURCE
#include "rt_api.h"

#include <link.h>
#include <string.h>

/* Type of our notes: what the four bytes mean. */
enum { NOTE_OF_CALLS = 1 };

static const char owner[] = "profpass";

/* rt.h declares all with hidden visibility: the linker fills the table in. */
static const profpass_calls table = {
    .n_bytes = sizeof table,
#define PROFPASS_CALL(result, name, parameters) .name = rt_call_##name,
#include "profpass/calls.def"
};

static void fill(const char *at, int32_t offset)
{
    const profpass_calls **place =
        (const profpass_calls **)((uintptr_t)at + (uintptr_t)(intptr_t)offset);
    const profpass_calls *none = NULL;
    __atomic_compare_exchange_n(place, &none, &table, false, __ATOMIC_RELEASE,
                                __ATOMIC_RELAXED);
}

/* Find ours among the notes of [at, end); their parts are padded to align. */
static void read_notes(const char *at, const char *end, size_t align)
{
    ElfW(Nhdr) note;
    while ((size_t)(end - at) >= sizeof note) {
        memcpy(&note, at, sizeof note);
        const char *name = at + sizeof note;
        size_t n_name = (note.n_namesz + align - 1) & ~(align - 1);
        if (n_name > (size_t)(end - name))
            return;
        const char *content = name + n_name;
        size_t n_content = (note.n_descsz + align - 1) & ~(align - 1);
        if (note.n_descsz > (size_t)(end - content))
            return;
        int32_t offset;
        if (note.n_type == NOTE_OF_CALLS && note.n_namesz == sizeof owner &&
            note.n_descsz == sizeof offset &&
            memcmp(name, owner, sizeof owner) == 0) {
            memcpy(&offset, content, sizeof offset);
            fill(content, offset);
        }
        if (n_content > (size_t)(end - content))
            return;
        at = content + n_content;
    }
}

static int visit(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type != PT_NOTE)
            continue;
        const char *at = (const char *)(info->dlpi_addr + segment->p_vaddr);
        read_notes(at, at + segment->p_memsz, segment->p_align == 8 ? 8 : 4);
    }
    return 0;
}

void rt_api_offer(void)
{
    dl_iterate_phdr(visit, NULL);
}
