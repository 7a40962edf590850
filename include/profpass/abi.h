/* abi.h - joint 1: what a plugin puts into an object for the runtime
 *
 *     object                                   runtime
 *     ------                                   -------
 *     constructor ── boot ──▶ __profpass_attach(module, hooks)
 *     hooks table ◀──────────── enter, exit, settle, resync
 *     f: frame = hooks.enter(&record, &return address)
 *        ++line_counts(frame->lines)[slot]
 *        frame->line = slot;  call();
 *        if (*frame->events != seen) hooks.settle(frame, slot)
 *        hooks.exit(frame)
 *
 * The lists hooks.def and records.def are the contract; this header expands
 * them to C. Valid as C11 and as C++17. All integers have the byte order and
 * all pointers the size of the target.
 */
#ifndef PROFPASS_ABI_H
#define PROFPASS_ABI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Plugin and runtime agree on this number or do not work together. */
#define PROFPASS_ABI_VERSION 1

/* Symbols. The hook table and the functions that fill it are hidden, one set
 * for each shared object; attach is the runtime's, looked up by this name. */
#define PROFPASS_SYMBOL_ATTACH "__profpass_attach"
#define PROFPASS_SYMBOL_HOOKS  "__profpass_hooks"
#define PROFPASS_SYMBOL_BOOT   "__profpass_boot"

/* The file name of the runtime; it stands beside the plugin. */
#define PROFPASS_RUNTIME_FILE "libprofrt.so"

/* The priority of the constructor: before all that a program may ask for. */
#define PROFPASS_CONSTRUCTOR_PRIORITY 100

enum {
    PROFPASS_LINE_HAS_CALL = 1 /* the line calls: it may move the heap */
};

enum {
    PROFPASS_FUNCTION_MARKED = 1, /* has the attribute */
    PROFPASS_FUNCTION_LINES = 2,  /* has line probes: n_lines may still be 0 */
    PROFPASS_FUNCTION_UNSELECTED = 4, /* in the file: this run left it out */
    PROFPASS_FUNCTION_REGION = 8      /* named by the program as it ran */
};

#define PROFPASS_NO_SLOT UINT32_MAX

typedef struct profpass_line profpass_line;
typedef struct profpass_function profpass_function;
typedef struct profpass_module profpass_module;
typedef struct profpass_frame profpass_frame;
typedef struct profpass_hooks profpass_hooks;

#define PROFPASS_TYPE_U16       uint16_t
#define PROFPASS_TYPE_U32       uint32_t
#define PROFPASS_TYPE_STRING    const char *
#define PROFPASS_TYPE_STRINGS   const char *const *
#define PROFPASS_TYPE_LINES     const profpass_line *
#define PROFPASS_TYPE_FUNCTIONS profpass_function *
#define PROFPASS_TYPE_FUNCTION  profpass_function *
#define PROFPASS_TYPE_MODULE    profpass_module *
#define PROFPASS_TYPE_FRAME     profpass_frame *
#define PROFPASS_TYPE_ADDRESS   void *
#define PROFPASS_TYPE_SLOT      uint32_t
#define PROFPASS_TYPE_VOID      void

#define PROFPASS_RECORD(name)       struct profpass_##name {
#define PROFPASS_FIELD(type, field) PROFPASS_TYPE_##type field;
#define PROFPASS_END(name) \
    }                      \
    ;
#include "profpass/records.def"

/* The heap side of a line slot, in the thread's line area. Only lines with
 * calls use theirs. Bytes are the requested ones. */
typedef struct profpass_line_heap {
    uint64_t seen;           /* the thread's events at the last settle        */
    int64_t increment_bytes; /* sum of (after - before), this thread's net,
                                callees included                              */
    uint64_t usage_bytes;    /* max process live bytes after the line         */
    uint64_t peak_bytes;     /* max process live bytes while the line ran     */
} profpass_line_heap;

/* The part of an activation that probes touch; the runtime's own part follows.
 * Borrowed by the function from enter to exit; one thread only. */
struct profpass_frame {
    /* The line area of (thread, function), n = the function's n_lines:
     *     uint64_t           occurrences[n]   by counter
     *     profpass_line_heap heap[n]          by slot
     * so the probe's addresses are constants off one pointer. */
    uint64_t *lines;
    /* The number of heap operations of the thread so far. */
    const uint64_t *events;
    /* The line with calls that is running, or PROFPASS_NO_SLOT. The allocation
     * probe reads it. */
    uint32_t line;
    uint32_t reserved;
};

/* The hook table, in the order of hooks.def. Filled by attach; until then it
 * holds no-ops that return the module's idle frame. */
struct profpass_hooks {
#define PROFPASS_MAP_1(a)            PROFPASS_TYPE_##a
#define PROFPASS_MAP_2(a, b)         PROFPASS_TYPE_##a, PROFPASS_TYPE_##b
#define PROFPASS_MAP_N(a, b, N, ...) N
#define PROFPASS_ARGUMENTS(...) \
    PROFPASS_MAP_N(__VA_ARGS__, PROFPASS_MAP_2, PROFPASS_MAP_1, )(__VA_ARGS__)
#define PROFPASS_HOOK(name, result, ...) \
    PROFPASS_TYPE_##result (*name)(PROFPASS_ARGUMENTS(__VA_ARGS__));
#include "profpass/hooks.def"
};

/* Fill *hooks with the recording probes and register the module: copy its
 * names and lines, and give each function record its id. Any thread, any time;
 * again with the same module is a no-op. Returns 1 if done, 0 if the runtime
 * cannot record (it has said why on stderr): *hooks is then untouched. */
int __profpass_attach(profpass_module *module, profpass_hooks *hooks);

#ifdef __cplusplus
}
#endif

#endif
