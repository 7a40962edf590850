/* rt_region.c - regions: calls that are no function's
 *
 *     profpass_region_begin("load") ──▶ slots[hash] ──▶ region ──▶ enter
 *     profpass_region_end(region)   ──────────────────────────────▶ exit
 *
 * A region is a function without a file, and what happens in it is a call of
 * that function. Its place on the stack is that of the function it stands in:
 * so it ends with that at the latest, however that is left. Regions are never
 * forgotten, hence found without a lock.
 */
#include "rt_api.h"
#include "rt_core.h"
#include "rt_pause.h"

#include <string.h>

enum { N_SLOTS = 1 << 12, REGIONS_MOST = N_SLOTS / 2 };

typedef struct named {
    uint32_t hash;
    profpass_function function;
} named;

static const char *const files[] = {"~"}; /* pstats' word for no file */
static uint64_t no_lines[1];
static const uint64_t no_events;
static profpass_frame idle = {.lines = no_lines, .events = &no_events};
static profpass_module module = {.abi_version = PROFPASS_ABI_VERSION,
                                 .files = files,
                                 .directory = "",
                                 .producer = "profpass_region_begin",
                                 .idle = &idle,
                                 .n_files = 1};

static rt_lock lock; /* of adding */
static named *slots[N_SLOTS];
static uint32_t n_regions;

static uint32_t hash_of(const char *name)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (; *name != '\0'; name++)
        hash = (hash ^ (uint8_t)*name) * 16777619u;
    return hash ^ hash >> 15;
}

/* The slot that holds a name, or the empty one where it would go. */
static named **find_slot(const char *name, uint32_t hash)
{
    uint32_t at = hash % N_SLOTS;
    for (;; at = (at + 1) % N_SLOTS) {
        const named *r = __atomic_load_n(&slots[at], __ATOMIC_ACQUIRE);
        if (r == NULL ||
            (r->hash == hash && strcmp(r->function.name, name) == 0))
            return &slots[at];
    }
}

static named *make(const char *name, uint32_t hash)
{
    size_t n_bytes = strlen(name) + 1;
    named *r =
        n_regions < REGIONS_MOST ? rt_arena_alloc(sizeof *r + n_bytes) : NULL;
    if (r == NULL)
        return NULL;
    r->hash = hash;
    r->function = (profpass_function){.module = &module,
                                      .name = memcpy(r + 1, name, n_bytes),
                                      .flags = PROFPASS_FUNCTION_MARKED |
                                               PROFPASS_FUNCTION_REGION};
    rt_function_register(&r->function);
    n_regions++;
    return r;
}

/* Find or make the region of a name; NULL if out of room. */
static named *find(const char *name)
{
    uint32_t hash = hash_of(name);
    named *r = *find_slot(name, hash);
    if (r != NULL)
        return r;
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    named **slot = find_slot(name, hash);
    r = *slot != NULL ? *slot : make(name, hash);
    __atomic_store_n(slot, r, __ATOMIC_RELEASE);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
    return r;
}

/* A region that another thread was at is made once more. */
void rt_regions_fork_child(void)
{
    rt_lock_forget(&lock);
}

/* The address that stands for the function that a region is in. The plugins
 * take the one of the return address, or the one behind it. */
static uintptr_t address_in(const rt_frame *caller, uintptr_t cfa)
{
    uintptr_t slot = cfa - sizeof(void *);
    return caller->address - slot <= sizeof(void *) ? caller->address : cfa;
}

profpass_region rt_call_region_begin(const char *name, void *cfa)
{
    profpass_region none = {NULL, NULL};
    if (!rt.recording || rt_is_paused() || rt_thread_current() == NULL)
        return none;
    named *r = find(name);
    if (r == NULL) {
        rt_loss(PROFPASS_LOSS_CALLS, 1);
        return none;
    }
    uintptr_t address = address_in(rt_running_frame(rt_self), (uintptr_t)cfa);
    profpass_frame *probe =
        rt_hooks_choose()->enter(&r->function, (void *)address);
    if (probe->reserved != RT_FRAME_MARK)
        return none; /* left out, or no room */
    const rt_frame *frame = (const rt_frame *)(const void *)probe;
    return (profpass_region){probe, frame->node};
}

void rt_call_region_end(profpass_region region)
{
    if (region.frame == NULL)
        return;
    const rt_frame *frame = region.frame;
    if (frame->node == region.node)
        rt_hooks_choose()->exit(region.frame);
    else /* it had ended, and its frame is another call's */
        rt_loss(PROFPASS_LOSS_EXITS, 1);
}
