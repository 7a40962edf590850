/* heap_names.c - it allocates in regions whose names end what readers of other
 * formats read: with spaces, quotes, ends of lines, signs and other scripts */
#include <profpass/profpass.h>
#include <stdlib.h>

static const char *const names[] = {
    "two words; \"quoted\" 'x' \\",
    "lambda#1 [2]",
    "operator--",
    "a\nb\tc",
    "na\xc3\xafve \xe4\xb8\xad\xe6\x96\x87",
    "no \xff UTF-8",
};
static void *kept[6];

__attribute__((profile)) int main(void)
{
    for (size_t i = 0, n_bytes = 1; i < 6; i++, n_bytes *= 4) {
        profpass_region region = profpass_region_begin(names[i]);
        kept[i] = malloc(n_bytes);
        profpass_region_end(region);
    }
    return kept[0] == NULL;
}
