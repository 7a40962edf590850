/* follow_file.h - a profile that grows: its marked contexts, as they appear
 *
 *     blocks   [ nodes | functions | nodes | … ]   in the file's order
 *                  └─▶ depths [below | below | …]  one for each node read
 *     contexts [ {at, function, level, counters} … ]  of marked functions
 *
 * A node's depth is the number of marked functions on the way to it, itself
 * included; its parent precedes it, so that one look at the parent's is enough.
 */
#ifndef PROFPASS_FOLLOW_FILE_H
#define PROFPASS_FOLLOW_FILE_H

#include "arena.h"
#include "blockfile.h"
#include "profpass/follow.h"

/* What was counted in a context of a marked function at the last poll. */
typedef struct profpass__context {
    uint64_t offset;  /* of the node record */
    const char *name; /* of the function */
    uint32_t function, level;
    uint64_t calls, left; /* entries, and ends of any kind                  */
    uint64_t ticks;       /* in the calls that had ended                    */
    uint64_t enter_ns;    /* of the call that is open, if one is            */
} profpass__context;

/* A function that a node has named. */
typedef struct profpass__named {
    profpass_ref ref; /* 0: an empty place of the table    */
    uint32_t number;  /* PROFPASS_NONE: it is not marked   */
    const char *name; /* of a marked one, in the arena     */
} profpass__named;

/* A block that is read more than once. */
typedef struct profpass__growing {
    profpass__block block;
    uint64_t head;    /* offset of its head                                 */
    uint32_t n_read;  /* of its nodes                                       */
    uint32_t n_most;  /* for which it has room                              */
    uint16_t *depths; /* [n_most]                                           */
} profpass__growing;

/* Items in pages that are exchanged for twice as many when they are full. */
typedef struct profpass__items {
    void *pages;
    uint32_t n, n_room;
} profpass__items;

/* What the header says of the clock. */
typedef struct profpass__ticking {
    uint32_t clock;
    uint64_t start_ticks, start_unix_ns, ticks_per_second;
} profpass__ticking;

struct profpass_follow {
    profpass__arena arena;
    profpass__source source;
    profpass__window window;
    profpass__ticking ticking;
    uint32_t pid;
    bool midway;
    uint64_t walked_bytes;      /* where the next block begins            */
    uint64_t last_ns;           /* of the last poll; 0: there was none    */
    profpass__items blocks;     /* of profpass__growing                   */
    profpass__items contexts;   /* of profpass__context                   */
    profpass__named *functions; /* [function_mask + 1] by hash of ref   */
    uint32_t function_mask, n_functions, n_marked;
    uint64_t n_nodes, n_lost;
    uint8_t *records; /* [PROFPASS__FOLLOW_BYTES]: what is read at a time */
    profpass_error failure; /* of the poll that ended it all */
};

enum { PROFPASS__FOLLOW_BYTES = 1 << 16 };

/* Take in the header, the blocks and the nodes that are new. err is not NULL.
 */
profpass_status profpass__follow_grow(profpass_follow *f, profpass_error *err);

/* Read n_bytes at offset; false if they are not there. */
bool profpass__follow_read(const profpass_follow *f, uint64_t offset,
                           void *bytes, size_t n_bytes);

/* Free what grows; the arena is the caller's. */
void profpass__follow_done(profpass_follow *f);

#endif
