/* massif_tree.c - the tree of a detailed snapshot of massif's
 *
 *     live [ a a b a | b b c ]     contexts, by their innermost frames
 *            └ a a a ┘             those of a: by the frames around it, …
 *
 * The contexts that a node stands for are side by side: its children are found
 * by counting what each next frame has, and moving each to its place, the
 * greatest first. What is below a thousandth of all is put together, as massif
 * does, and has no children: so there are few nodes on each level.
 */
#include "massif_tree.h"

#include <string.h>

#include "order.h"

/* massif's viewers call themselves for each level. Perl warns from 100 on. */
enum { MAX_LEVELS = 98 };
enum { PARTS_OF_ALL = 1000 };

struct profpass__massif_tree {
    profpass__heap_paths *paths;
    profpass__heap_metric metric;
    uint64_t total_bytes;
    profpass__frames *frames; /* [n_rows] what is left of the way outwards   */
    uint32_t *next;           /* [n_rows] number of the next frame; 0: none  */
    uint32_t *live, *scratch; /* [n_rows] rows that had bytes                */
    uint32_t n_live;
    /* By number of a frame, all 0 but while children are found. */
    uint64_t *bytes;
    uint32_t *n_rows, *begin, *found, *found_scratch;
    uint32_t n_found;
};

profpass__massif_tree *profpass__massif_tree_new(profpass__heap_paths *paths)
{
    profpass__arena *arena = &paths->rows.arena;
    uint32_t n_rows = paths->rows.n_rows;
    size_t n_numbers = (size_t)paths->n_numbers + 1;
    profpass__massif_tree *tree = profpass__arena_array(arena, 1, sizeof *tree);
    if (tree == NULL)
        return NULL;
    *tree = (profpass__massif_tree){
        .paths = paths,
        .frames = profpass__arena_array(arena, n_rows, sizeof *tree->frames),
        .next = profpass__arena_array(arena, n_rows, 4),
        .live = profpass__arena_array(arena, n_rows, 4),
        .scratch = profpass__arena_array(arena, n_rows, 4),
        .bytes = profpass__arena_array(arena, n_numbers, sizeof *tree->bytes),
        .n_rows = profpass__arena_array(arena, n_numbers, 4),
        .begin = profpass__arena_array(arena, n_numbers, 4),
        .found = profpass__arena_array(arena, n_numbers, 4),
        .found_scratch = profpass__arena_array(arena, n_numbers, 4),
    };
    bool has_room = tree->frames != NULL && tree->next != NULL &&
                    tree->live != NULL && tree->scratch != NULL &&
                    tree->bytes != NULL && tree->n_rows != NULL &&
                    tree->begin != NULL && tree->found != NULL &&
                    tree->found_scratch != NULL;
    return has_room ? tree : NULL;
}

static uint64_t bytes_of(const profpass__massif_tree *tree, uint32_t row)
{
    return profpass__heap_value(&profpass__heap_path(tree->paths, row)->sums,
                                tree->metric);
}

/* ---- finding the children ---- */

static int compare_bytes(const void *context, uint32_t a, uint32_t b)
{
    const uint64_t *bytes = context;
    return profpass__compare_u64(bytes[b], bytes[a]);
}

/* Count what each next frame of live[from … to) has. */
static void find_children(profpass__massif_tree *tree, uint32_t from,
                          uint32_t to)
{
    tree->n_found = 0;
    for (uint32_t i = from; i < to; i++) {
        uint32_t row = tree->live[i], place;
        uint32_t number = profpass__next_frame(&tree->frames[row], &place)
                              ? tree->paths->number[place]
                              : 0;
        tree->next[row] = number;
        tree->bytes[number] += bytes_of(tree, row);
        if (tree->n_rows[number]++ == 0 && number != 0)
            tree->found[tree->n_found++] = number;
    }
    profpass__sort(tree->found, tree->found_scratch, tree->n_found,
                   compare_bytes, tree->bytes);
}

/* Move the rows of each child to their place, those that end here last. */
static void move_rows(profpass__massif_tree *tree, uint32_t from, uint32_t to)
{
    uint32_t begin = from;
    for (uint32_t i = 0; i < tree->n_found; i++) {
        tree->begin[tree->found[i]] = begin;
        begin += tree->n_rows[tree->found[i]];
    }
    tree->begin[0] = begin;
    for (uint32_t i = from; i < to; i++)
        tree->scratch[tree->begin[tree->next[tree->live[i]]]++] = tree->live[i];
    memcpy(tree->live + from, tree->scratch + from, (to - from) * 4);
    for (uint32_t i = 0; i < tree->n_found; i++)
        tree->n_rows[tree->found[i]] = 0;
    tree->n_rows[0] = 0;
}

/* How many children are shown, and what the others have together. */
typedef struct shown {
    uint32_t n, n_others;
    uint64_t other_bytes;
} shown;

static shown part(profpass__massif_tree *tree, uint32_t from, uint32_t to)
{
    shown s = {0};
    find_children(tree, from, to);
    for (uint32_t i = 0; i < tree->n_found; i++) {
        uint64_t *bytes = &tree->bytes[tree->found[i]];
        if (*bytes < tree->total_bytes / PARTS_OF_ALL) {
            s.n_others++;
            s.other_bytes += *bytes;
        } else {
            s.n++;
        }
        *bytes = 0;
    }
    if (s.n_others == 1) { /* no shorter without its name */
        s.n++;
        s.n_others = 0;
    }
    tree->bytes[0] = 0;
    move_rows(tree, from, to);
    return s;
}

/* ---- putting nodes ---- */

void profpass__put_massif_name(profpass__text *t, const char *name)
{
    profpass__put_within(t, name, strlen(name), "#@");
}

static void put_place(const profpass__massif_tree *tree, profpass__text *t,
                      uint32_t number)
{
    profpass__place_words words = profpass__place_words_of(
        tree->paths->rows.m, tree->paths->place[number]);
    profpass__print(t, "0x%X: ", number);
    profpass__put_massif_name(t, words.name);
    if (words.file[0] != '\0') {
        profpass__puts(t, " (");
        profpass__put_massif_name(t, words.file);
        if (words.line != 0)
            profpass__print(t, ":%u", words.line);
        profpass__puts(t, ")");
    }
}

static void put_others(profpass__text *t, uint32_t level, const shown *s)
{
    profpass__blanks(t, level);
    profpass__print(t,
                    "n0: %llu in %u places, all below massif's threshold "
                    "(0.10%%)\n",
                    (unsigned long long)s->other_bytes, s->n_others);
}

/* Put a node, whose rows are live[from … to), and all below. The readers want
 * no node to be greater than all. */
static void put_node(profpass__massif_tree *tree, profpass__text *t,
                     uint32_t level, uint32_t number, uint32_t from,
                     uint32_t to)
{
    uint64_t bytes = 0;
    for (uint32_t i = from; i < to; i++)
        bytes += bytes_of(tree, tree->live[i]);
    if (level == 0 || bytes > tree->total_bytes)
        bytes = tree->total_bytes;
    const shown s = level < MAX_LEVELS ? part(tree, from, to) : (shown){0};
    profpass__blanks(t, level);
    profpass__print(t, "n%u: %llu ", s.n + (s.n_others != 0),
                    (unsigned long long)bytes);
    if (number == 0)
        profpass__puts(t, "(heap allocation functions) malloc/new/new[], "
                          "--alloc-fns, etc.");
    else
        put_place(tree, t, number);
    profpass__puts(t, "\n");
    for (uint32_t i = 0, begin = from, end; i < s.n; i++, begin = end) {
        uint32_t child = tree->next[tree->live[begin]];
        for (end = begin; end < to && tree->next[tree->live[end]] == child;)
            end++;
        put_node(tree, t, level + 1, child, begin, end);
    }
    if (s.n_others != 0)
        put_others(t, level + 1, &s);
}

void profpass__put_massif_tree(profpass__massif_tree *tree, profpass__text *t,
                               profpass__heap_metric metric,
                               uint64_t total_bytes)
{
    tree->metric = metric;
    tree->total_bytes = total_bytes;
    tree->n_live = 0;
    for (uint32_t i = 0; i < tree->paths->rows.n_rows; i++)
        if (bytes_of(tree, i) != 0) {
            tree->frames[i] = profpass__heap_frames(
                tree->paths, profpass__heap_path(tree->paths, i));
            tree->live[tree->n_live++] = i;
        }
    put_node(tree, t, 0, 0, 0, tree->n_live);
}
