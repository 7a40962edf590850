/* stats_table.c - the table behind profpass_stats: building and changing it */
#include "stats_table.h"

#include <string.h>

#include "failure.h"
#include "order.h"

/* The calls of one function by another, while the table is built. */
typedef struct link {
    uint32_t callee;
    profpass_stats_caller figures;
} link;

/* ---- building ---- */

/* Append a zeroed item, unless memory is out. */
static void *append(profpass__stats_builder *b, profpass__row *row, size_t size)
{
    void *item = b->has_failed ? NULL : profpass__row_append(row, size);
    b->has_failed |= item == NULL;
    return item;
}

/* Number a key. Its item, of that size, is appended to row if the key is new,
 * and returned; NULL if it is known, or if memory is out. */
static void *number(profpass__stats_builder *b, profpass__numbering *numbering,
                    const profpass__key *key, profpass__row *row, size_t size,
                    uint32_t *out)
{
    uint32_t n_known = numbering->entries.n;
    *out = b->has_failed ? PROFPASS_NONE : profpass__number_of(numbering, key);
    b->has_failed |= *out == PROFPASS_NONE;
    void *item = *out == n_known ? append(b, row, size) : NULL;
    *out = b->has_failed ? PROFPASS_NONE : *out;
    return item;
}

static const char *copy(profpass__stats_builder *b, const char *bytes, size_t n)
{
    char *string = profpass__arena_array(&b->arena, n + 1, 1);
    b->has_failed |= string == NULL;
    return string == NULL ? "" : memcpy(string, bytes, n);
}

/* Fowler, Noll and Vo's hash, 64 bits. */
static uint64_t hash(const char *bytes, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    return h;
}

uint32_t profpass__stats_string(profpass__stats_builder *b, const char *bytes,
                                size_t n_bytes)
{
    /* Strings of one hash and length are told apart by the last part. */
    uint64_t h = hash(bytes, n_bytes);
    profpass__key key = {
        {(uint32_t)h, (uint32_t)(h >> 32), (uint32_t)n_bytes, 0}};
    for (;; key.part[3]++) {
        uint32_t i;
        const char **added =
            number(b, &b->string_numbers, &key, &b->strings, sizeof *added, &i);
        if (added != NULL)
            *added = copy(b, bytes, n_bytes);
        if (added != NULL || i == PROFPASS_NONE)
            return i;
        const char *known = ((const char **)b->strings.items)[i];
        if (strncmp(known, bytes, n_bytes) == 0 && known[n_bytes] == '\0')
            return i;
    }
}

static const char *string_of(const profpass__stats_builder *b, uint32_t i)
{
    return i == PROFPASS_NONE ? "" : ((const char **)b->strings.items)[i];
}

uint32_t profpass__stats_find(profpass__stats_builder *b, uint32_t file,
                              uint32_t line, uint32_t name)
{
    uint32_t i;
    profpass__key key = {{file, line, name, 0}};
    profpass_stats_row *added =
        number(b, &b->row_numbers, &key, &b->rows, sizeof *added, &i);
    if (added != NULL) {
        added->file = string_of(b, file);
        added->name = string_of(b, name);
        added->line = line;
    }
    return i;
}

static uint64_t sum(uint64_t a, uint64_t b)
{
    return a + b < a ? UINT64_MAX : a + b;
}

void profpass__stats_enter(profpass__stats_builder *b, uint32_t row,
                           const profpass_stats_row *figures)
{
    if (b->has_failed || row == PROFPASS_NONE)
        return;
    profpass_stats_row *r = (profpass_stats_row *)b->rows.items + row;
    if (!r->has_entry) {
        uint32_t *entry = append(b, &b->entries, sizeof *entry);
        if (entry == NULL)
            return;
        *entry = row;
        r->has_entry = true;
    }
    r->calls = sum(r->calls, figures->calls);
    r->primitive_calls = sum(r->primitive_calls, figures->primitive_calls);
    r->self_s += figures->self_s;
    r->total_s += figures->total_s;
    r->allocations = sum(r->allocations, figures->allocations);
    r->allocated_bytes = sum(r->allocated_bytes, figures->allocated_bytes);
    r->live_bytes = sum(r->live_bytes, figures->live_bytes);
    r->peak_bytes = sum(r->peak_bytes, figures->peak_bytes);
}

void profpass__stats_called(profpass__stats_builder *b, uint32_t row,
                            const profpass_stats_caller *caller)
{
    if (b->has_failed || row == PROFPASS_NONE || caller->row == PROFPASS_NONE)
        return;
    uint32_t i;
    profpass__key key = {{row, caller->row, 0, 0}};
    link *added =
        number(b, &b->link_numbers, &key, &b->links, sizeof *added, &i);
    if (added != NULL) {
        *added = (link){row, *caller};
        ((profpass_stats_row *)b->rows.items)[row].n_callers++;
    } else if (i != PROFPASS_NONE) {
        profpass_stats_caller *c = &((link *)b->links.items)[i].figures;
        c->plain &= caller->plain; /* a count has no times to add */
        c->calls = sum(c->calls, caller->calls);
        c->primitive_calls = sum(c->primitive_calls, caller->primitive_calls);
        c->self_s += caller->self_s;
        c->total_s += caller->total_s;
    }
}

void profpass__stats_file(profpass__stats_builder *b, const char *line)
{
    const char **item = append(b, &b->files, sizeof *item);
    if (item != NULL)
        *item = copy(b, line, strlen(line));
}

void profpass__stats_abandon(profpass__stats_builder *b)
{
    profpass__numbering_done(&b->string_numbers);
    profpass__numbering_done(&b->row_numbers);
    profpass__numbering_done(&b->link_numbers);
    profpass__row_done(&b->strings, sizeof(const char *));
    profpass__row_done(&b->rows, sizeof(profpass_stats_row));
    profpass__row_done(&b->links, sizeof(link));
    profpass__row_done(&b->entries, sizeof(uint32_t));
    profpass__row_done(&b->files, sizeof(const char *));
    profpass__arena_done(&b->arena);
    *b = (profpass__stats_builder){0};
}

/* Number the rows anew: entries first. place[old number] is the new one. */
static void place_rows(const profpass__stats_builder *b, profpass__table *table,
                       uint32_t *place)
{
    const profpass_stats_row *rows = b->rows.items;
    const uint32_t *entries = b->entries.items;
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->entries.n; i++)
        place[entries[i]] = n++;
    for (uint32_t i = 0; i < b->rows.n; i++)
        if (!rows[i].has_entry)
            place[i] = n++;
    for (uint32_t i = 0; i < b->rows.n; i++)
        table->rows[place[i]] = rows[i];
}

/* Give each row its callers, side by side, in the order they came. */
static void place_callers(const profpass__stats_builder *b,
                          profpass__table *table, const uint32_t *place,
                          profpass_stats_caller *callers)
{
    uint32_t *next = table->scratch, n = 0;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        table->rows[i].callers = callers + n;
        next[i] = n;
        n += table->rows[i].n_callers;
    }
    const link *links = b->links.items;
    for (uint32_t i = 0; i < b->links.n; i++) {
        profpass_stats_caller *to = &callers[next[place[links[i].callee]]++];
        *to = links[i].figures;
        to->row = place[links[i].figures.row];
    }
}

static void sum_rows(profpass__table *table)
{
    for (uint32_t i = 0; i < table->n_entries; i++) {
        table->calls = sum(table->calls, table->rows[i].calls);
        table->primitive_calls =
            sum(table->primitive_calls, table->rows[i].primitive_calls);
        table->total_s += table->rows[i].self_s;
    }
}

/* Make the table and empty the builder; false if there is no memory. */
static bool finish(profpass__stats_builder *b, profpass__table *out)
{
    profpass__table table = {
        .n_rows = b->rows.n, .n_entries = b->entries.n, .n_files = b->files.n};
    profpass__arena *arena = &b->arena;
    uint32_t n = table.n_rows;
    table.rows = profpass__arena_array(arena, n, sizeof *table.rows);
    table.order = profpass__arena_array(arena, n, sizeof *table.order);
    table.scratch = profpass__arena_array(arena, n, sizeof *table.scratch);
    table.files =
        profpass__arena_array(arena, table.n_files, sizeof *table.files);
    uint32_t *place = table.order; /* until it is needed */
    profpass_stats_caller *callers =
        profpass__arena_array(arena, b->links.n, sizeof *callers);
    bool ok = !b->has_failed && table.rows != NULL && table.order != NULL &&
              table.scratch != NULL && table.files != NULL && callers != NULL;
    if (ok) {
        place_rows(b, &table, place);
        place_callers(b, &table, place, callers);
        for (uint32_t i = 0; i < n; i++)
            table.order[i] = i;
        if (table.n_files != 0)
            memcpy(table.files, b->files.items,
                   table.n_files * sizeof *table.files);
        sum_rows(&table);
        table.arena = b->arena;
        b->arena = (profpass__arena){0};
        *out = table;
    }
    profpass__stats_abandon(b);
    return ok;
}

profpass_status profpass__stats_finish(profpass__stats_builder *b,
                                       profpass_stats **out,
                                       profpass_error *err)
{
    profpass_stats *stats = profpass__pages_new(sizeof *stats);
    profpass__table table;
    if (!finish(b, &table) || stats == NULL) {
        if (stats != NULL)
            profpass__pages_free(stats, sizeof *stats);
        return profpass__fail_memory(err);
    }
    stats->table = table;
    *out = stats;
    return PROFPASS_OK;
}

void profpass_stats_close(profpass_stats *stats)
{
    if (stats == NULL)
        return;
    profpass__arena_done(&stats->table.arena);
    profpass__pages_free(stats, sizeof *stats);
}

/* ---- changing ---- */

/* Build a table again, into b; if strip, files without their directories. */
static void rebuild(profpass__stats_builder *b, const profpass__table *table,
                    bool strip)
{
    profpass__row numbers = {0};
    for (uint32_t i = 0; i < table->n_rows; i++) {
        const profpass_stats_row *row = &table->rows[i];
        const char *slash = strip ? strrchr(row->file, '/') : NULL;
        const char *file = slash != NULL ? slash + 1 : row->file;
        uint32_t *number_of = append(b, &numbers, sizeof *number_of);
        if (number_of == NULL)
            break;
        uint32_t file_string = profpass__stats_string(b, file, strlen(file));
        uint32_t name = profpass__stats_string(b, row->name, strlen(row->name));
        *number_of = profpass__stats_find(b, file_string, row->line, name);
        if (row->has_entry)
            profpass__stats_enter(b, *number_of, row);
    }
    const uint32_t *number_of = numbers.items;
    for (uint32_t i = 0; i < table->n_rows && !b->has_failed; i++)
        for (uint32_t j = 0; j < table->rows[i].n_callers; j++) {
            profpass_stats_caller caller = table->rows[i].callers[j];
            caller.row = number_of[caller.row];
            profpass__stats_called(b, number_of[i], &caller);
        }
    for (uint32_t i = 0; i < table->n_files; i++)
        profpass__stats_file(b, table->files[i]);
    profpass__row_done(&numbers, sizeof *number_of);
}

/* Replace the content of a table by what was built. The sums are as they were,
 * with those of `other` added: so pstats does it, and sums of doubles depend on
 * their order. */
static profpass_status replace(profpass_stats *stats,
                               profpass__stats_builder *b,
                               const profpass__table *other,
                               profpass_error *err)
{
    profpass__table table;
    if (!finish(b, &table))
        return profpass__fail_memory(err);
    table.calls = sum(stats->table.calls, other->calls);
    table.primitive_calls =
        sum(stats->table.primitive_calls, other->primitive_calls);
    table.total_s = stats->table.total_s + other->total_s;
    profpass__arena_done(&stats->table.arena);
    stats->table = table;
    stats->sort.n_keys = 0;
    return PROFPASS_OK;
}

profpass_status profpass_stats_add(profpass_stats *stats,
                                   const profpass_stats *other,
                                   profpass_error *err)
{
    profpass__stats_builder b = {0};
    rebuild(&b, &stats->table, false);
    rebuild(&b, &other->table, false);
    return replace(stats, &b, &other->table, err);
}

profpass_status profpass_stats_strip_dirs(profpass_stats *stats,
                                          profpass_error *err)
{
    profpass__stats_builder b = {0};
    rebuild(&b, &stats->table, true);
    return replace(stats, &b, &(profpass__table){0}, err);
}

profpass_status profpass_stats_sort(profpass_stats *stats, const char *keys,
                                    profpass_error *err)
{
    profpass__sort_order sort = {.n_keys = 0};
    if (keys != NULL && keys[0] != '\0') {
        profpass_status status = profpass__read_sort(keys, &sort, err);
        if (status != PROFPASS_OK)
            return status;
    }
    profpass__table *table = &stats->table;
    for (uint32_t i = 0; i < table->n_rows; i++)
        table->order[i] = i;
    profpass__sorting sorting = {table->rows, &sort};
    if (sort.n_keys != 0)
        profpass__sort(table->order, table->scratch, table->n_entries,
                       profpass__compare_rows, &sorting);
    stats->sort = sort;
    return PROFPASS_OK;
}

void profpass_stats_reverse(profpass_stats *stats)
{
    uint32_t *order = stats->table.order, n = stats->table.n_entries;
    if (stats->sort.n_keys == 0)
        return;
    for (uint32_t i = 0; i < n / 2; i++) {
        uint32_t swap = order[i];
        order[i] = order[n - 1 - i];
        order[n - 1 - i] = swap;
    }
}

/* ---- asking ---- */

uint32_t profpass_stats_n_rows(const profpass_stats *stats)
{
    return stats->table.n_rows;
}

const profpass_stats_row *profpass_stats_row_at(const profpass_stats *stats,
                                                uint32_t i)
{
    return &stats->table.rows[i];
}

const uint32_t *profpass_stats_order(const profpass_stats *stats)
{
    return stats->table.order;
}

double profpass_stats_total_s(const profpass_stats *stats)
{
    return stats->table.total_s;
}

uint64_t profpass_stats_calls(const profpass_stats *stats)
{
    return stats->table.calls;
}

uint64_t profpass_stats_primitive_calls(const profpass_stats *stats)
{
    return stats->table.primitive_calls;
}
