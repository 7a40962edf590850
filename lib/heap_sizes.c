/* heap_sizes.c - how large the blocks of each line were
 *
 *     demo.c:12 load: 12 allocations, the largest of 800 B
 *
 *       up to  calls
 *        16 B      4  33.3%  ####################
 *       1 KiB      8  66.7%  ########################################
 *
 * A class holds what is larger than half its bound; see sizes.h. Those that
 * nothing is in are left out.
 */
#include "heap_view.h"

typedef struct histogram {
    uint64_t counts[PROFPASS_SIZE_CLASSES], n, largest_bytes;
} histogram;

/* The sizes of each line as lists: first[line] ──▶ next[size] ──▶ NONE. */
typedef struct lists {
    uint32_t *first, *next;
} lists;

enum { BAR = 40 };

static bool make_lists(profpass__heap_view *view, lists *of)
{
    const profpass_model *m = view->m;
    profpass__arena *arena = &view->rows.arena;
    of->first = profpass__arena_array(arena, m->n_lines, 4);
    of->next = profpass__arena_array(arena, m->n_sizes, 4);
    if (of->first == NULL || of->next == NULL)
        return false;
    for (uint32_t i = 0; i < m->n_lines; i++)
        of->first[i] = PROFPASS_NONE;
    for (uint32_t i = 0; i < m->n_sizes; i++) {
        of->next[i] = of->first[m->sizes[i].line];
        of->first[m->sizes[i].line] = i;
    }
    return true;
}

static void add_line(histogram *to, const profpass_model *m, const lists *of,
                     uint32_t line)
{
    for (uint32_t i = of->first[line]; i != PROFPASS_NONE; i = of->next[i]) {
        const profpass_size_stats *sizes = &m->sizes[i];
        for (int k = 0; k < PROFPASS_SIZE_CLASSES; k++) {
            to->counts[k] += sizes->counts[k];
            to->n += sizes->counts[k];
        }
        if (to->largest_bytes < sizes->largest_bytes)
            to->largest_bytes = sizes->largest_bytes;
    }
}

/* The greatest size of a class, a power of two: "16 B", "1 KiB". */
static profpass__number bound_of(int class)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    profpass__number number;
    int bits = class - 1;
    if (class == PROFPASS_SIZE_CLASSES - 1)
        snprintf(number.text, sizeof number.text, "any");
    else if (class == 0)
        snprintf(number.text, sizeof number.text, "0 B");
    else
        snprintf(number.text, sizeof number.text, "%d %s", 1 << bits % 10,
                 units[bits / 10]);
    return number;
}

static void put_class(profpass__heap_view *view, int class, uint64_t count,
                      const histogram *of, uint64_t most)
{
    profpass__text *t = &view->t;
    profpass__right(t, bound_of(class).text, 9);
    profpass__right(t, profpass__decimal(count, 1, 0).text, 12);
    profpass__right(t, profpass__percent(count, of->n).text, 8);
    int n = (int)((double)count * BAR / (double)most + 0.5);
    profpass__puts(t, "  ");
    for (int i = 0; i < n || i == 0; i++)
        profpass__puts(t, "#");
    profpass__puts(t, "\n");
}

/* Put what follows the name of the lines. */
static void put_histogram(profpass__heap_view *view, const histogram *of)
{
    uint64_t most = 0;
    for (int k = 0; k < PROFPASS_SIZE_CLASSES; k++)
        most = of->counts[k] > most ? of->counts[k] : most;
    profpass__print(&view->t, ": %llu allocation%s, the largest of %s\n\n",
                    (unsigned long long)of->n, of->n == 1 ? "" : "s",
                    profpass__amount(of->largest_bytes).text);
    profpass__heap_table_style(&view->table, "1");
    profpass__puts(&view->t, "    up to       calls   share");
    profpass__heap_table_style(&view->table, "0");
    profpass__puts(&view->t, "\n");
    for (int k = 0; k < PROFPASS_SIZE_CLASSES; k++)
        if (of->counts[k] != 0)
            put_class(view, k, of->counts[k], of, most);
    profpass__puts(&view->t, "\n");
}

bool profpass__put_heap_sizes(profpass__heap_view *view)
{
    const profpass__heap_rows *rows = &view->rows;
    lists of;
    if (!make_lists(view, &of))
        return false;
    uint32_t n = profpass__heap_n_shown(view, rows->n_rows), n_left = 0;
    histogram left = {0};
    for (uint32_t i = 0; i < rows->n_rows; i++) {
        uint32_t line = rows->rows[rows->order[i]].line;
        histogram one = {0};
        add_line(i < n ? &one : &left, view->m, &of, line);
        n_left += i >= n;
        if (one.n == 0)
            continue; /* inherited alone */
        profpass__put_heap_line(&view->t, view->m, line);
        put_histogram(view, &one);
    }
    if (left.n != 0) {
        profpass__print(&view->t, "%u more line%s", n_left,
                        n_left == 1 ? "" : "s");
        put_histogram(view, &left);
    }
    return true;
}
