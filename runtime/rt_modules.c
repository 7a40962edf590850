/* rt_modules.c - registration of modules; functions merged by name
 *
 * A plugin leaves a record of each function in each object that has a copy of
 * it. Here copies meet: the same linkage name, file and first line, with the
 * same line slots, are one function with one id. All names are copied, because
 * the object may be unloaded.
 */
#include "rt_core.h"

#include <string.h>

enum { FUNCTIONS_MOST = 1 << 20, TABLE_FIRST = 1024, PAGE_IDS = 256 };

bool rt_streams_wanted;

static rt_lock lock;

static rt_series modules = {.kind = PROFPASS_BLOCK_MODULES,
                            .record_bytes = sizeof(profpass_module_record),
                            .capacity = 12,
                            .most = 1 << 10};
static rt_series functions = {.kind = PROFPASS_BLOCK_FUNCTIONS,
                              .record_bytes = sizeof(profpass_function_record),
                              .capacity = 32,
                              .most = 1 << 10};
static rt_series lines = {.kind = PROFPASS_BLOCK_SOURCE_LINES,
                          .record_bytes = sizeof(profpass_line_record),
                          .capacity = 128,
                          .most = 1 << 12};

static profpass_ref *refs[FUNCTIONS_MOST / PAGE_IDS]; /* by id */
static uint32_t n_functions;

static uint32_t *table; /* of ids, by name, file and line; 0: empty */
static uint32_t table_mask;

profpass_ref rt_function_ref(uint32_t id)
{
    return refs[id / PAGE_IDS][id % PAGE_IDS];
}

static profpass_function_record *record_of(uint32_t id)
{
    return rt_at(rt_function_ref(id));
}

static profpass_ref intern(const char *text)
{
    return text != NULL ? rt_file_string(text, strlen(text)) : 0;
}

static uint32_t hash_function(const profpass_function_record *f)
{
    uint32_t hash = (f->linkage_name * 0x9e3779b1u ^ f->file) * 0x85ebca6bu ^
                    f->first_line * 0xc2b2ae35u;
    return hash ^ hash >> 16;
}

static bool grow_table(void)
{
    uint32_t n = table == NULL ? TABLE_FIRST : 2 * table_mask + 2;
    uint32_t *fresh = rt_pages_alloc(n * sizeof *fresh);
    if (fresh == NULL)
        return false;
    for (uint32_t id = 1; id <= n_functions; id++) {
        uint32_t at = hash_function(record_of(id));
        while (fresh[at & (n - 1)] != 0)
            at++;
        fresh[at & (n - 1)] = id;
    }
    rt_pages_free(table, (table_mask + 1) * sizeof *table);
    table = fresh;
    table_mask = n - 1;
    return true;
}

/* Two copies of an inline function, compiled with different macros or options,
 * may have different slots: then they are two functions. */
static bool same_lines(const profpass_function_record *record,
                       const profpass_function *function)
{
    if (record->n_lines != function->n_lines)
        return false;
    if (record->n_lines == 0)
        return true;
    const profpass_line_record *known = rt_at(record->lines);
    for (uint32_t i = 0; i < record->n_lines; i++) {
        const profpass_line *line = &function->lines[i];
        if (known[i].line != line->line || known[i].counter != line->counter ||
            known[i].flags != line->flags ||
            known[i].level_from != line->level_from ||
            known[i].file != intern(function->module->files[line->file]))
            return false;
    }
    return true;
}

static profpass_ref copy_lines(const profpass_function *function)
{
    profpass_line_record *record = rt_series_next(&lines, function->n_lines);
    if (record == NULL)
        return 0;
    for (uint32_t i = 0; i < function->n_lines; i++) {
        const profpass_line *line = &function->lines[i];
        record[i].file = intern(function->module->files[line->file]);
        record[i].line = line->line;
        record[i].flags = line->flags;
        record[i].counter = line->counter;
        record[i].level_from = line->level_from;
    }
    rt_series_publish(&lines, function->n_lines);
    return rt_ref(record);
}

static const char *key_name(const profpass_function *function)
{
    return function->linkage_name != NULL ? function->linkage_name
                                          : function->name;
}

/* Append a function; its id, or 0 if out of room. */
static uint32_t add_function(const profpass_function *function,
                             const profpass_function_record *key,
                             profpass_ref module)
{
    uint32_t id = n_functions + 1;
    if (id >= FUNCTIONS_MOST)
        return 0;
    profpass_ref **page = &refs[id / PAGE_IDS];
    if (*page == NULL)
        *page = rt_arena_alloc(PAGE_IDS * sizeof **page);
    profpass_function_record *record = rt_series_next(&functions, 1);
    if (*page == NULL || record == NULL)
        return 0;
    *record = *key;
    record->name = intern(function->name);
    record->options = intern(function->options);
    if (function->options != NULL && strstr(function->options, "stream="))
        rt_streams_wanted = true;
    record->module = module;
    record->last_line = function->last_line;
    record->flags = function->flags;
    if (!rt_is_selected(function->name, key_name(function),
                        function->module->files[function->file]))
        record->flags |= PROFPASS_FUNCTION_UNSELECTED;
    record->n_lines = function->n_lines;
    record->id = id;
    if (function->n_lines != 0) {
        record->lines = copy_lines(function);
        if (record->lines == 0)
            return 0;
    }
    if (record->name == 0 || record->linkage_name == 0)
        return 0;
    rt_series_publish(&functions, 1);
    (*page)[id % PAGE_IDS] = rt_ref(record);
    n_functions = id;
    return id;
}

static uint32_t find_or_add(const profpass_function *function,
                            profpass_ref module)
{
    if ((table == NULL || 2 * n_functions > table_mask) && !grow_table())
        return 0;
    profpass_function_record key = {
        .linkage_name = intern(key_name(function)),
        .file = intern(function->module->files[function->file]),
        .first_line = function->first_line};
    uint32_t at = hash_function(&key) & table_mask;
    for (uint32_t id; (id = table[at]) != 0; at = (at + 1) & table_mask) {
        const profpass_function_record *known = record_of(id);
        if (known->linkage_name == key.linkage_name &&
            known->file == key.file && known->first_line == key.first_line &&
            same_lines(known, function))
            return id;
    }
    uint32_t id = add_function(function, &key, module);
    table[at] = id;
    return id;
}

static profpass_ref add_module(const profpass_module *module)
{
    profpass_module_record *record = rt_series_next(&modules, 1);
    if (record == NULL)
        return 0;
    record->directory = intern(module->directory);
    record->producer = intern(module->producer);
    record->n_functions = module->n_functions;
    rt_series_publish(&modules, 1);
    return rt_ref(record);
}

/* Give a function its id, if there is room. */
static void register_function(profpass_function *function, profpass_ref module)
{
    uint32_t id = find_or_add(function, module);
    if (id != 0 && (record_of(id)->flags & PROFPASS_FUNCTION_UNSELECTED) != 0)
        id = RT_UNSELECTED;
    __atomic_store_n(&function->id, id, __ATOMIC_RELEASE);
}

static void register_module(profpass_module *module)
{
    profpass_ref ref = module->id == 0 ? add_module(module) : 0;
    if (ref == 0)
        return;
    for (uint32_t i = 0; i < module->n_functions; i++)
        register_function(&module->functions[i], ref);
    module->id = ref;
}

void rt_module_register(profpass_module *module)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    register_module(module);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

void rt_function_register(profpass_function *function)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    register_module(function->module);
    if (function->module->id != 0)
        register_function(function, function->module->id);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

void rt_modules_fork_prepare(void)
{
    rt_lock_take(&lock);
}

void rt_modules_fork_parent(void)
{
    rt_lock_drop(&lock);
}

void rt_modules_fork_child(void)
{
    rt_lock_forget(&lock);
}
