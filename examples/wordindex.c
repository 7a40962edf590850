/* wordindex.c - index text files: on which lines does each word stand?
 *
 *     wordindex FILE...
 *
 * A word is what wc takes for one, without regard to case. The index is a hash
 * table with open addressing; each word owns the array of its places:
 *
 *     slots  [ - | gpl | - | license | the | … ]
 *                   └── places [ 3 | 14 | 15 | room … ]   doubled when full
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile)) /* our one addition */

typedef struct entry {
    char *word; /* NULL: the slot is free */
    unsigned *places;
    size_t n_places, n_room;
} entry;

typedef struct word_index {
    entry *slots;
    size_t n_slots, n_distinct;
    size_t n_files, n_lines, n_words, n_bytes;
} word_index;

static void *must(void *block)
{
    if (block != NULL)
        return block;
    perror("wordindex");
    exit(1);
}

/* Return the slot of a word, or the free one where it belongs. */
static entry *find(const word_index *index, const char *word)
{
    size_t at = 5381;
    for (const char *c = word; *c; c++)
        at = at * 33 + (unsigned char)*c;
    at %= index->n_slots;
    while (index->slots[at].word && strcmp(index->slots[at].word, word) != 0)
        at = (at + 1) % index->n_slots;
    return &index->slots[at];
}

PROFILE static void index_grow(word_index *index)
{
    word_index larger = *index;
    larger.n_slots = index->n_slots == 0 ? 1024 : 2 * index->n_slots;
    larger.slots = must(calloc(larger.n_slots, sizeof(entry)));
    for (size_t i = 0; i < index->n_slots; i++)
        if (index->slots[i].word != NULL)
            *find(&larger, index->slots[i].word) = index->slots[i];
    free(index->slots);
    *index = larger;
}

PROFILE static void index_add(word_index *index, const char *text,
                              size_t n_bytes, unsigned place)
{
    char *word = must(strndup(text, n_bytes));
    for (char *c = word; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    if (2 * index->n_distinct >= index->n_slots)
        index_grow(index);
    entry *slot = find(index, word);
    if (slot->word == NULL) {
        slot->word = word;
        index->n_distinct++;
    } else {
        free(word);
    }
    if (slot->n_places == slot->n_room) {
        slot->n_room = slot->n_room == 0 ? 2 : 2 * slot->n_room;
        slot->places =
            must(realloc(slot->places, slot->n_room * sizeof(unsigned)));
    }
    slot->places[slot->n_places++] = place;
    index->n_words++;
}

PROFILE static void index_file(word_index *index, const char *path)
{
    FILE *in = must(fopen(path, "r"));
    char *line = NULL;
    size_t n_room = 0;
    ssize_t n_bytes;
    while ((n_bytes = getline(&line, &n_room, in)) >= 0) {
        index->n_bytes += (size_t)n_bytes;
        index->n_lines += line[n_bytes - 1] == '\n';
        for (char *c = line, *end = line + n_bytes; c < end; c++) {
            char *word = c;
            while (c < end && !isspace((unsigned char)*c))
                c++;
            if (c > word)
                index_add(index, word, (size_t)(c - word),
                          (unsigned)index->n_lines);
        }
    }
    free(line);
    fclose(in);
    index->n_files++;
}

static int by_frequency(const void *a, const void *b)
{
    const entry *x = *(entry *const *)a, *y = *(entry *const *)b;
    int order = (x->n_places < y->n_places) - (x->n_places > y->n_places);
    return order != 0 ? order : strcmp(x->word, y->word);
}

PROFILE static void print_most_frequent(const word_index *index)
{
    entry **sorted = must(malloc((index->n_distinct + 1) * sizeof(entry *)));
    size_t n = 0;
    for (size_t i = 0; i < index->n_slots; i++)
        if (index->slots[i].word != NULL)
            sorted[n++] = &index->slots[i];
    qsort(sorted, n, sizeof(entry *), by_frequency);
    for (size_t i = 0; i < n && i < 5; i++)
        printf("%8zu %s\n", sorted[i]->n_places, sorted[i]->word);
    free(sorted);
}

PROFILE static void index_free(word_index *index)
{
    for (size_t i = 0; i < index->n_slots; i++) {
        free(index->slots[i].word);
        free(index->slots[i].places);
    }
    free(index->slots);
}

int main(int argc, char **argv)
{
    word_index index = {0};
    for (int i = 1; i < argc; i++)
        index_file(&index, argv[i]);
    printf("%zu files, %zu lines, %zu words, %zu bytes, %zu distinct words\n",
           index.n_files, index.n_lines, index.n_words, index.n_bytes,
           index.n_distinct);
    print_most_frequent(&index);
    index_free(&index);
    return 0;
}
