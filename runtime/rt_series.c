/* rt_series.c - records in a row, and strings
 *
 * A series hands out records of one kind, block after block, each twice as
 * large as the one before: a program with three functions has a small file, one
 * with a million contexts few blocks.
 *
 * Strings are interned: a table of refs, open addressing, no deletions.
 */
#include "rt_core.h"

#include <string.h>

enum { STRINGS_FIRST = 8 << 10, STRINGS_MOST = 1 << 20, TABLE_FIRST = 512 };

/* A block of strings has record_bytes 0: its capacity is in bytes. */
static struct {
    rt_lock lock;
    profpass_ref *table; /* [mask + 1]; 0: empty */
    uint32_t mask, n_strings;
    profpass_block *block;
    uint32_t capacity, used; /* bytes of the block */
} strings;

void *rt_series_next(rt_series *series, uint32_t n)
{
    profpass_block *block = series->block;
    if (block == NULL || series->capacity - block->n_records < n) {
        uint32_t capacity = series->capacity;
        if (block != NULL && capacity <= series->most / 2)
            capacity *= 2;
        if (capacity < n)
            capacity = n;
        block = rt_file_add_block(series->kind, series->record_bytes, capacity,
                                  series->owner);
        if (block == NULL)
            return NULL;
        series->block = block;
        series->capacity = capacity;
    }
    return (uint8_t *)rt_block_records(block) +
           (size_t)block->n_records * series->record_bytes;
}

void rt_series_publish(rt_series *series, uint32_t n)
{
    rt_file_publish(series->block, n);
}

/* ---- strings ---------------------------------------------------------------
 */

static uint32_t hash_bytes(const char *bytes, size_t n_bytes)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < n_bytes; i++)
        hash = (hash ^ (uint8_t)bytes[i]) * 16777619u;
    return hash ^ hash >> 15;
}

const char *rt_file_text(profpass_ref string)
{
    return (const char *)rt_at(string) + sizeof(profpass_string);
}

static uint32_t string_length(profpass_ref ref)
{
    const profpass_string *string = rt_at(ref);
    return string->n_bytes;
}

static bool grow_table(void)
{
    uint32_t n = strings.table == NULL ? TABLE_FIRST : 2 * strings.mask + 2;
    profpass_ref *table = rt_pages_alloc(n * sizeof *table);
    if (table == NULL)
        return false;
    for (uint32_t i = 0; strings.table != NULL && i <= strings.mask; i++) {
        profpass_ref ref = strings.table[i];
        if (ref == 0)
            continue;
        uint32_t at = hash_bytes(rt_file_text(ref), string_length(ref));
        while (table[at & (n - 1)] != 0)
            at++;
        table[at & (n - 1)] = ref;
    }
    rt_pages_free(strings.table, (strings.mask + 1) * sizeof *table);
    strings.table = table;
    strings.mask = n - 1;
    return true;
}

static profpass_ref add_string(const char *bytes, size_t n_bytes)
{
    size_t size = sizeof(profpass_string) + n_bytes + 1;
    size = (size + PROFPASS_REF_UNIT - 1) & ~(size_t)(PROFPASS_REF_UNIT - 1);
    if (strings.block == NULL || strings.capacity - strings.used < size) {
        uint32_t capacity = strings.block == NULL ? STRINGS_FIRST
                            : strings.capacity < STRINGS_MOST
                                ? 2 * strings.capacity
                                : STRINGS_MOST;
        if (capacity < size)
            capacity = (uint32_t)size;
        strings.block =
            rt_file_add_block(PROFPASS_BLOCK_STRINGS, 0, capacity, 0);
        strings.capacity = capacity;
        strings.used = 0;
        if (strings.block == NULL)
            return 0;
    }
    uint8_t *at = (uint8_t *)rt_block_records(strings.block) + strings.used;
    profpass_string *string = (profpass_string *)(void *)at;
    string->n_bytes = (uint32_t)n_bytes;
    memcpy(string + 1, bytes, n_bytes);
    strings.used += (uint32_t)size;
    rt_file_publish(strings.block, 1);
    return rt_ref(string);
}

static profpass_ref intern(const char *bytes, size_t n_bytes)
{
    if (n_bytes >= UINT32_MAX / 2 ||
        ((strings.table == NULL || 2 * strings.n_strings > strings.mask) &&
         !grow_table()))
        return 0;
    uint32_t at = hash_bytes(bytes, n_bytes) & strings.mask;
    for (; strings.table[at] != 0; at = (at + 1) & strings.mask) {
        profpass_ref ref = strings.table[at];
        if (string_length(ref) == n_bytes &&
            memcmp(rt_file_text(ref), bytes, n_bytes) == 0)
            return ref;
    }
    profpass_ref ref = add_string(bytes, n_bytes);
    if (ref != 0) {
        strings.table[at] = ref;
        strings.n_strings++;
    }
    return ref;
}

profpass_ref rt_file_string(const char *bytes, size_t n_bytes)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&strings.lock);
    profpass_ref ref = intern(bytes, n_bytes);
    rt_lock_drop(&strings.lock);
    rt_signals_restore(before);
    return ref;
}
