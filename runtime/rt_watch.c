/* rt_watch.c - begin to watch the process, once all else stands
 *
 *     what malloc is          how it is watched         header.heap_mode
 *     ours by name            from the first call       INTERPOSED
 *     of a shared object      patched slots (rt_patch)  PATCHED
 *     of the executable       not: it calls it directly NONE, said
 *     of valgrind, ASan, …    not: they own it          NONE, said
 */
#include "rt_heap.h"
#include "rt_real.h"

void rt_watch_start(bool heap)
{
    rt_real_find();
    if (!heap)
        return;
    const char *who = "";
    switch (rt_real_kind(&who)) {
    case RT_ALLOCATOR_OURS:
        rt.header->heap_mode = PROFPASS_HEAP_INTERPOSED;
        rt_heap_recording = true;
        break;
    case RT_ALLOCATOR_SHARED:
        rt.header->heap_mode = PROFPASS_HEAP_PATCHED;
        rt_heap_recording = true;
        break;
    case RT_ALLOCATOR_OWN:
    case RT_ALLOCATOR_TOOL:
        rt_say("the heap is not recorded: malloc is that of %s\n", who);
        break;
    }
}
