/* rt_watch.c - begin to watch the process, once all else stands
 *
 *     what malloc is          how it is watched         header.heap_mode
 *     ours by name            from the first call       INTERPOSED
 *     of a shared object      patched slots (rt_patch)  PATCHED
 *     of the executable       not: it calls it directly NONE, said
 *     of valgrind, ASan, …    not: they own it          NONE, said
 *     of a static libc        --wrap (rt_static.c)      INTERPOSED, or NONE
 *
 * What is apart from the heap is watched whoever has malloc.
 */
#include "rt_accounts.h"
#include "rt_heap.h"
#include "rt_real.h"

#include "rt_patch.h"

/* Decide how the heap is watched. */
static enum profpass_heap_kind choose(void)
{
    const char *who = "";
    switch (rt_real_kind(&who)) {
    case RT_ALLOCATOR_OURS:
        return PROFPASS_HEAP_INTERPOSED;
    case RT_ALLOCATOR_SHARED:
        return PROFPASS_HEAP_PATCHED;
    case RT_ALLOCATOR_OWN:
        rt_say("the heap is not recorded: the program brings its own malloc, "
               "whose calls cannot be seen from outside\n");
        break;
    case RT_ALLOCATOR_STATIC:
        rt_say("the heap is not recorded: a static program must be linked with "
               "what `profpass flags --static` prints\n");
        break;
    case RT_ALLOCATOR_TOOL:
        rt_say("the heap is not recorded: malloc belongs to %s here; run the "
               "program without it\n",
               who);
        break;
    }
    return PROFPASS_HEAP_NONE;
}

void rt_watch_start(bool heap)
{
    rt_real_find();
    enum profpass_heap_kind kind = heap ? choose() : PROFPASS_HEAP_NONE;
    rt.header->heap_mode = kind;
    rt_heap_recording = kind != PROFPASS_HEAP_NONE;
    rt_accounts_recording = heap;
    if (!rt_real_is_static())
        rt_patch_start(kind == PROFPASS_HEAP_PATCHED);
}
