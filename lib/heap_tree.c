/* heap_tree.c - bytes by calling context, from the outermost call inwards
 *
 *     entries   [ path 0 … | row 0 … ]     a row is a leaf: a line that
 *                   ▲          │           allocates while its path runs
 *                   └─ parent ─┘
 *
 * A path has the sums of all below it. Of these the greatest are shown, with
 * all above them; under each the others are one row, so that what is under a
 * call adds up to it.
 */
#include "heap_view.h"
#include "order.h"

typedef struct entry {
    uint32_t parent, first_child, next_sibling, n_hidden;
    bool shown;
    profpass__heap_sums sums, hidden; /* hidden: of those right below */
} entry;

typedef struct tree {
    profpass__heap_view *view;
    entry *entries;
    uint32_t n, n_paths;
    uint32_t *order; /* [n] those with sums, the greatest first */
    uint32_t n_order;
} tree;

/* How far lines are indented at most, for files that are no program's. */
enum { MAX_INDENT = 100 };

static int compare(const void *context, uint32_t a, uint32_t b)
{
    const tree *of = context;
    profpass__heap_metric metric = of->view->table.metric;
    int order = profpass__compare_u64(
        profpass__heap_value(&of->entries[b].sums, metric),
        profpass__heap_value(&of->entries[a].sums, metric));
    return order != 0 ? order : profpass__compare_u64(a, b);
}

/* Sum up from the leaves. Parents come before their children. */
static void sum_up(tree *of)
{
    const profpass__heap_rows *rows = &of->view->rows;
    for (uint32_t i = 0; i < of->n; i++) {
        entry *e = &of->entries[i];
        e->first_child = e->next_sibling = PROFPASS_NONE;
        if (i < of->n_paths) {
            e->parent = rows->paths.paths[i].parent;
            continue;
        }
        const profpass__heap_row *row =
            &rows->rows[rows->order[i - of->n_paths]];
        e->parent = row->path;
        e->sums = row->sums;
        e->sums.rise_bytes = 0; /* its call's */
    }
    for (uint32_t i = of->n; i-- > 0;) {
        entry *e = &of->entries[i];
        if (e->parent != PROFPASS_NONE)
            profpass__heap_add(&of->entries[e->parent].sums, &e->sums);
    }
    for (uint32_t i = 0; i < of->n; i++) {
        profpass__heap_bound(&of->entries[i].sums, rows->peak_bytes);
        if (i < of->n_paths && rows->account == NULL)
            of->entries[i].sums.rise_bytes = rows->paths.paths[i].rise_bytes;
    }
}

/* Choose what is shown, and hang it below its parents, the greatest first. */
static void choose(tree *of)
{
    uint32_t n_left = profpass__heap_n_shown(of->view, of->n_order);
    for (uint32_t i = 0; i < of->n_order && n_left != 0; i++)
        for (uint32_t at = of->order[i];
             at != PROFPASS_NONE && !of->entries[at].shown;
             at = of->entries[at].parent) {
            of->entries[at].shown = true;
            if (at != 0 && n_left != 0)
                n_left--;
        }
    for (uint32_t i = of->n_order; i-- > 0;) {
        uint32_t at = of->order[i];
        entry *e = &of->entries[at];
        if (e->parent == PROFPASS_NONE)
            continue;
        entry *parent = &of->entries[e->parent];
        if (e->shown) {
            e->next_sibling = parent->first_child;
            parent->first_child = at;
        } else {
            profpass__heap_add(&parent->hidden, &e->sums);
            parent->n_hidden++;
        }
    }
}

static bool make(tree *of)
{
    profpass__heap_rows *rows = &of->view->rows;
    uint64_t n = (uint64_t)rows->paths.n_paths + rows->n_rows;
    if (n >= PROFPASS_NONE)
        return false;
    of->n = (uint32_t)n;
    of->n_paths = rows->paths.n_paths;
    of->entries = profpass__arena_array(&rows->arena, n, sizeof *of->entries);
    of->order = profpass__arena_array(&rows->arena, n, 4);
    uint32_t *room = profpass__arena_array(&rows->arena, n, 4);
    if (of->entries == NULL || of->order == NULL || room == NULL)
        return false;
    sum_up(of);
    for (uint32_t i = 0; i < of->n; i++)
        if (of->entries[i].sums.n_sites != 0)
            of->order[of->n_order++] = i;
    profpass__sort(of->order, room, of->n_order, compare, of);
    choose(of);
    for (uint32_t i = 0; i < of->n; i++)
        profpass__heap_bound(&of->entries[i].hidden, rows->peak_bytes);
    return true;
}

/* ---- text ---- */

static void indent(tree *of, uint32_t depth)
{
    profpass__blanks(&of->view->t,
                     2 * (size_t)(depth < MAX_INDENT ? depth : MAX_INDENT));
}

static void put_entry(tree *of, uint32_t at, uint32_t depth)
{
    profpass__heap_view *view = of->view;
    const profpass__heap_rows *rows = &view->rows;
    profpass__heap_table_put(&view->table, &of->entries[at].sums);
    indent(of, depth);
    if (at < of->n_paths)
        profpass__put_heap_function(&view->t, view->m,
                                    rows->paths.paths[at].function);
    else
        profpass__put_heap_line(&view->t, view->m,
                                rows->rows[rows->order[at - of->n_paths]].line);
    profpass__puts(&view->t, "\n");
}

/* What is hidden right below an entry. */
static void put_hidden(tree *of, uint32_t at, uint32_t depth)
{
    profpass__heap_view *view = of->view;
    const entry *e = &of->entries[at];
    if (e->n_hidden == 0)
        return;
    profpass__heap_table_style(&view->table, "2");
    profpass__heap_table_put(&view->table, &e->hidden);
    indent(of, depth);
    profpass__print(&view->t, "%u more", e->n_hidden);
    profpass__heap_table_style(&view->table, "0");
    profpass__puts(&view->t, "\n");
}

/* Put what is below the roots of the threads. */
static void walk(tree *of)
{
    uint32_t at = 0, depth = 0;
    for (;;) {
        if (at != 0)
            put_entry(of, at, depth - 1);
        if (of->entries[at].first_child != PROFPASS_NONE) {
            at = of->entries[at].first_child;
            depth++;
            continue;
        }
        for (;;) {
            put_hidden(of, at, depth);
            if (at == 0)
                return;
            if (of->entries[at].next_sibling != PROFPASS_NONE)
                break;
            at = of->entries[at].parent;
            depth--;
        }
        at = of->entries[at].next_sibling;
    }
}

bool profpass__put_heap_tree(profpass__heap_view *view)
{
    tree of = {.view = view};
    profpass__heap_table *table = &view->table;
    if (!make(&of))
        return false;
    for (uint32_t i = 0; i < of.n; i++) {
        if (of.entries[i].shown && i != 0)
            profpass__heap_table_fit(table, &of.entries[i].sums);
        if (of.entries[i].shown)
            profpass__heap_table_fit(table, &of.entries[i].hidden);
    }
    profpass__heap_table_fit(table, &view->rows.excluded);
    profpass__heap_table_fit(table, &view->rows.total);
    profpass__heap_table_head(table, "call");
    if (of.n != 0)
        walk(&of);
    const profpass__heap_sums none = {0};
    profpass__put_heap_ends(view, 0, &none);
    return true;
}
