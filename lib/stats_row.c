/* stats_row.c - a function in a table of calls: its printed name, its line */
#include "stats_row.h"

#include <string.h>

#include "order.h"

profpass_stats_row *profpass__rows_of_model(profpass__arena *arena,
                                            const profpass_model *m)
{
    profpass_stats_row *rows =
        profpass__arena_array(arena, m->n_functions, sizeof *rows);
    if (rows == NULL)
        return NULL;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        bool placed = f->file[0] != '\0';
        rows[i] = (profpass_stats_row){
            .file = placed ? f->file : "~",
            .name = f->name,
            .line = placed ? f->line : 0,
            .has_entry = f->calls != 0,
            .calls = f->calls,
            .primitive_calls = f->primitive_calls,
            .self_s = (double)f->self_ns / 1e9,
            .total_s = (double)f->total_ns / 1e9,
        };
    }
    for (uint32_t i = 0; i < m->n_sites; i++) {
        const profpass_site_stats *site = &m->sites[i];
        uint32_t function = m->nodes[site->node].function;
        if (function == PROFPASS_NONE)
            continue;
        rows[function].allocations += site->allocations;
        rows[function].allocated_bytes += site->allocated_bytes;
        rows[function].live_bytes += site->live_bytes;
        rows[function].peak_bytes += site->at_peak_bytes;
    }
    return rows;
}

/* ---- names ---- */

static void add_piece(profpass__name *name, const char *piece, size_t n)
{
    name->pieces[name->n_pieces] = piece;
    name->lengths[name->n_pieces++] = n;
}

void profpass__name_of(const profpass_stats_row *row, profpass__name *out)
{
    size_t n = strlen(row->name);
    out->n_pieces = 0;
    if (row->line != 0 || strcmp(row->file, "~") != 0) {
        int digits = snprintf(out->line, sizeof out->line, "%u", row->line);
        add_piece(out, row->file, strlen(row->file));
        add_piece(out, ":", 1);
        add_piece(out, out->line, (size_t)digits);
        add_piece(out, "(", 1);
        add_piece(out, row->name, n);
        add_piece(out, ")", 1);
    } else if (n >= 2 && row->name[0] == '<' && row->name[n - 1] == '>') {
        add_piece(out, "{", 1);
        add_piece(out, row->name + 1, n - 2);
        add_piece(out, "}", 1);
    } else {
        add_piece(out, row->name, n);
    }
}

void profpass__put_name(profpass__text *t, const profpass_stats_row *row)
{
    profpass__name name;
    profpass__name_of(row, &name);
    for (size_t i = 0; i < name.n_pieces; i++)
        profpass__put_safe_bytes(t, name.pieces[i], name.lengths[i]);
}

size_t profpass__name_width(const profpass_stats_row *row)
{
    profpass__name name;
    profpass__name_of(row, &name);
    size_t width = 0;
    for (size_t i = 0; i < name.n_pieces; i++)
        for (size_t j = 0; j < name.lengths[i]; j++)
            width += ((unsigned char)name.pieces[i][j] & 0xc0) != 0x80;
    return width;
}

/* The byte at *at of piece *i, moving on; -1 at the end. */
static int next_byte(const profpass__name *name, size_t *i, size_t *at)
{
    while (*i < name->n_pieces && *at == name->lengths[*i]) {
        (*i)++;
        *at = 0;
    }
    return *i < name->n_pieces ? (unsigned char)name->pieces[*i][(*at)++] : -1;
}

int profpass__compare_names(const profpass_stats_row *x,
                            const profpass_stats_row *y)
{
    profpass__name a, b;
    profpass__name_of(x, &a);
    profpass__name_of(y, &b);
    size_t a_piece = 0, a_at = 0, b_piece = 0, b_at = 0;
    for (;;) {
        int byte_a = next_byte(&a, &a_piece, &a_at);
        int byte_b = next_byte(&b, &b_piece, &b_at);
        if (byte_a != byte_b || byte_a < 0)
            return byte_a - byte_b;
    }
}

int profpass__compare_places(const profpass_stats_row *x,
                             const profpass_stats_row *y)
{
    int result = strcmp(x->file, y->file);
    return result != 0 ? result : profpass__compare_u64(x->line, y->line);
}

int profpass__compare_functions(const profpass_stats_row *x,
                                const profpass_stats_row *y)
{
    int result = profpass__compare_places(x, y);
    return result != 0 ? result : strcmp(x->name, y->name);
}

/* ---- the line ---- */

profpass__number profpass__calls_text(uint64_t calls, uint64_t primitive_calls)
{
    profpass__number number;
    if (calls == primitive_calls)
        snprintf(number.text, sizeof number.text, "%llu",
                 (unsigned long long)calls);
    else
        snprintf(number.text, sizeof number.text, "%llu/%llu",
                 (unsigned long long)calls,
                 (unsigned long long)primitive_calls);
    return number;
}

void profpass__put_calls_in(profpass__text *t, uint64_t calls,
                            uint64_t primitive_calls)
{
    profpass__print(t, "         %llu function calls ",
                    (unsigned long long)calls);
    if (primitive_calls != calls)
        profpass__print(t, "(%llu primitive calls) ",
                        (unsigned long long)primitive_calls);
    profpass__puts(t, "in ");
}

/* A time and its share of n calls; blanks if there was none. */
static void put_times(profpass__text *t, double time, uint64_t n)
{
    profpass__put_fixed(t, time, 8);
    profpass__blanks(t, 1);
    if (n == 0)
        profpass__blanks(t, 8);
    else
        profpass__put_fixed(t, time / (double)n, 8);
    profpass__blanks(t, 1);
}

void profpass__put_row(profpass__text *t, const profpass_stats_row *row,
                       double per_second)
{
    profpass__right(
        t, profpass__calls_text(row->calls, row->primitive_calls).text, 9);
    profpass__blanks(t, 1);
    put_times(t, row->self_s * per_second, row->calls);
    put_times(t, row->total_s * per_second, row->primitive_calls);
    profpass__put_name(t, row);
    profpass__puts(t, "\n");
}
