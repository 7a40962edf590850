/* numbering.c - numbers for keys: a hash table over an array of keys
 *
 * Open addressing, at most half full, so that a search ends soon. The slots
 * hold numbers alone; growing them reads the keys again.
 */
#include "numbering.h"

#include <string.h>

#include "arena.h"

typedef struct entry {
    profpass__key key;
    uint32_t input, n_uses; /* by the newest input */
} entry;

void *profpass__row_append(profpass__row *row, size_t item_bytes)
{
    if (row->n == row->capacity) {
        uint32_t capacity = row->capacity == 0          ? 64
                            : row->capacity >= 1U << 31 ? UINT32_MAX - 1
                                                        : 2 * row->capacity;
        void *items = row->n < capacity
                          ? profpass__pages_new(capacity * item_bytes)
                          : NULL;
        if (items == NULL)
            return NULL;
        if (row->n != 0)
            memcpy(items, row->items, row->n * item_bytes);
        profpass__pages_free(row->items, row->capacity * item_bytes);
        row->items = items;
        row->capacity = capacity;
    }
    return (char *)row->items + row->n++ * item_bytes;
}

void profpass__row_done(profpass__row *row, size_t item_bytes)
{
    profpass__pages_free(row->items, row->capacity * item_bytes);
    *row = (profpass__row){0};
}

/* Mix each part into all bits (Steele, Lea and Flood: SplitMix64). */
static size_t hash(const profpass__key *key)
{
    uint64_t h = 0;
    for (int i = 0; i < 4; i++) {
        h += key->part[i] + 0x9e3779b97f4a7c15u;
        h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
        h = (h ^ h >> 27) * 0x94d049bb133111ebu;
        h ^= h >> 31;
    }
    return (size_t)h;
}

static bool same(const profpass__key *a, const profpass__key *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Return the slot of the key, or the empty one where it would go. */
static uint32_t *find(const profpass__numbering *numbering,
                      const profpass__key *key)
{
    const entry *entries = numbering->entries.items;
    size_t mask = numbering->n_slots - 1, at = hash(key) & mask;
    while (numbering->slots[at] != 0 &&
           !same(&entries[numbering->slots[at] - 1].key, key))
        at = (at + 1) & mask;
    return &numbering->slots[at];
}

static bool grow(profpass__numbering *numbering)
{
    size_t n_slots = numbering->n_slots == 0 ? 128 : 2 * numbering->n_slots;
    uint32_t *slots = profpass__pages_new(n_slots * sizeof *slots);
    if (slots == NULL)
        return false;
    profpass__pages_free(numbering->slots,
                         numbering->n_slots * sizeof *numbering->slots);
    numbering->slots = slots;
    numbering->n_slots = n_slots;
    const entry *entries = numbering->entries.items;
    for (uint32_t i = 0; i < numbering->entries.n; i++)
        *find(numbering, &entries[i].key) = i + 1;
    return true;
}

uint32_t profpass__number_of(profpass__numbering *numbering,
                             const profpass__key *key)
{
    if (2 * (size_t)numbering->entries.n >= numbering->n_slots &&
        !grow(numbering))
        return UINT32_MAX;
    uint32_t *slot = find(numbering, key);
    if (*slot == 0) {
        entry *added = profpass__row_append(&numbering->entries, sizeof *added);
        if (added == NULL)
            return UINT32_MAX;
        added->key = *key;
        *slot = numbering->entries.n;
    }
    return *slot - 1;
}

uint32_t profpass__number_next(profpass__numbering *numbering,
                               profpass__key key, uint32_t input)
{
    key.part[3] = 0;
    uint32_t first = profpass__number_of(numbering, &key);
    if (first == UINT32_MAX)
        return first;
    entry *uses = (entry *)numbering->entries.items + first;
    if (uses->input != input)
        uses->n_uses = 0;
    uses->input = input;
    key.part[3] = uses->n_uses++;
    return key.part[3] == 0 ? first : profpass__number_of(numbering, &key);
}

void profpass__numbering_done(profpass__numbering *numbering)
{
    profpass__row_done(&numbering->entries, sizeof(entry));
    profpass__pages_free(numbering->slots,
                         numbering->n_slots * sizeof *numbering->slots);
    *numbering = (profpass__numbering){0};
}
