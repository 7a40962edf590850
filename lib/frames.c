/* frames.c - the frames of a calling context, the innermost first */
#include "frames.h"

#include "context_tree.h"
#include "profpass/abi.h"

/* Return the innermost node of a function, or NONE. */
static uint32_t find_function(const profpass_model *m, uint32_t node,
                              uint32_t function)
{
    while (node != PROFPASS_NONE && m->nodes[node].function != function)
        node = m->nodes[node].parent;
    return node;
}

/* Return the innermost node whose function has lines, or the root. What calls
 * a function again is filed under its outermost call: a line that ran between
 * the two is of no function on the path, and comes before this one. */
static uint32_t find_lines(const profpass_model *m, uint32_t node)
{
    for (;;) {
        const profpass_node_stats *at = &m->nodes[node];
        if (at->function == PROFPASS_NONE ||
            (m->functions[at->function].flags & PROFPASS_FUNCTION_LINES) != 0)
            return node;
        node = at->parent;
    }
}

profpass__frames profpass__frames_of(const profpass_model *m, uint32_t node,
                                     uint32_t row)
{
    profpass__frames frames = {m, node, PROFPASS_NONE, PROFPASS_NONE,
                               m->nodes[node].function == PROFPASS_NONE};
    if (row == PROFPASS_NONE || m->lines[row].line == 0 ||
        m->lines[row].function == PROFPASS_NONE)
        return frames;
    frames.row = row;
    frames.row_node = find_function(m, node, m->lines[row].function);
    if (frames.row_node == PROFPASS_NONE)
        frames.row_node = find_lines(m, node);
    return frames;
}

bool profpass__next_frame(profpass__frames *frames, uint32_t *place)
{
    const profpass_model *m = frames->m;
    uint32_t function = m->nodes[frames->node].function;
    if (frames->row != PROFPASS_NONE && frames->node == frames->row_node) {
        *place = m->n_functions + 1 + frames->row;
        bool replaces = m->lines[frames->row].function == function;
        frames->row = PROFPASS_NONE;
        frames->outside = false;
        if (replaces)
            frames->node = m->nodes[frames->node].parent;
        return true;
    }
    if (function == PROFPASS_NONE) {
        *place = m->n_functions;
        bool is_frame = frames->outside;
        frames->outside = false;
        return is_frame;
    }
    *place = function;
    frames->node = m->nodes[frames->node].parent;
    return true;
}

void profpass__count_frames(const profpass_model *m, uint32_t *depth)
{
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        const profpass_node_stats *node = &m->nodes[i];
        depth[i] =
            node->function == PROFPASS_NONE ? 0 : depth[node->parent] + 1;
    }
}

uint32_t profpass__n_places(const profpass_model *m)
{
    return m->n_functions + 1 + m->n_lines;
}

static profpass__place_words words_of(const char *name, const char *file,
                                      uint32_t line)
{
    return (profpass__place_words){name[0] == '\0' ? "?" : name, file, line};
}

profpass__place_words profpass__place_words_of(const profpass_model *m,
                                               uint32_t place)
{
    if (place == m->n_functions)
        return words_of(PROFPASS__NO_CALLER, "", 0);
    if (place < m->n_functions) {
        const profpass_function_stats *f = &m->functions[place];
        return words_of(f->name, f->file, f->line);
    }
    const profpass_line_stats *row = &m->lines[place - m->n_functions - 1];
    return words_of(m->functions[row->function].name, row->file, row->line);
}
