/* rt_sizes.c - how large the blocks are that a line allocates
 *
 *     thread->sizes ──▶ rt_size_table ──▶ slots[hash(function, slot) & mask]
 *                                            │
 *                                            ▼
 *                                         profpass_size_record
 *
 * Only the thread itself comes here, and only when it makes a site; from then
 * on the site knows its record. Slots are open-addressed and at most half full.
 */
#include "rt_sizes.h"

#include "rt_core.h"

struct rt_size_table {
    profpass_size_record **slots;
    uint32_t mask, n_used;
    rt_series records;
};

enum { SLOTS_FIRST = 64, RECORDS_FIRST = 5, RECORDS_MOST = 320 };

profpass_size_record rt_sizes_spare;

static profpass_size_record **find_slot(profpass_size_record **slots,
                                        uint32_t mask, profpass_ref function,
                                        uint32_t slot)
{
    uint64_t key = (uint64_t)function << 32 | slot;
    uint64_t at = key * UINT64_C(0x9E3779B97F4A7C15) >> 32;
    for (;; at++) {
        profpass_size_record *record = slots[at & mask];
        if (record == NULL ||
            (record->function == function && record->slot == slot))
            return &slots[at & mask];
    }
}

static bool grow_slots(struct rt_size_table *table)
{
    uint32_t n = table->slots == NULL ? SLOTS_FIRST : (table->mask + 1) * 2;
    profpass_size_record **slots = rt_pages_alloc(n * sizeof *slots);
    if (slots == NULL)
        return false;
    for (uint32_t i = 0; table->slots != NULL && i <= table->mask; i++) {
        profpass_size_record *record = table->slots[i];
        if (record != NULL)
            *find_slot(slots, n - 1, record->function, record->slot) = record;
    }
    if (table->slots != NULL)
        rt_pages_free(table->slots, (table->mask + 1) * sizeof *slots);
    table->slots = slots;
    table->mask = n - 1;
    return true;
}

static profpass_size_record *add(struct rt_size_table *table,
                                 profpass_ref function, uint32_t slot)
{
    if (table->n_used * 2 >= table->mask && !grow_slots(table))
        return NULL;
    profpass_size_record **at =
        find_slot(table->slots, table->mask, function, slot);
    if (*at != NULL)
        return *at;
    profpass_size_record *record = rt_series_next(&table->records, 1);
    if (record == NULL)
        return NULL;
    record->function = function;
    record->slot = slot;
    rt_series_publish(&table->records, 1);
    table->n_used++;
    *at = record;
    return record;
}

static struct rt_size_table *make_table(const rt_thread *thread)
{
    struct rt_size_table *table = rt_arena_alloc(sizeof *table);
    if (table != NULL)
        table->records = (rt_series){
            .kind = PROFPASS_BLOCK_SIZES,
            .record_bytes = sizeof(profpass_size_record),
            .capacity = RECORDS_FIRST,
            .most = RECORDS_MOST,
            .owner = rt_ref(thread->record),
        };
    return table;
}

profpass_size_record *rt_sizes_of(rt_thread *thread, profpass_ref function,
                                  uint32_t slot)
{
    if (thread->sizes == NULL)
        thread->sizes = make_table(thread);
    profpass_size_record *record =
        thread->sizes != NULL ? add(thread->sizes, function, slot) : NULL;
    if (record != NULL)
        return record;
    rt_loss(PROFPASS_LOSS_DETAILS, 1);
    return &rt_sizes_spare;
}
