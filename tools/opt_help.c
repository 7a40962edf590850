/* opt_help.c - command-line options from a table: the help
 *
 *     Usage: profpass lines [OPTION]... [FILE]...
 *
 *     about
 *
 *     Options:
 *           --unit=B|KiB|MiB|GiB   help
 *       -h, --help                 print this help
 *
 *     notes
 *
 *     Example:
 *     Exit status: exits
 *     Manual: man profpass-lines
 */
#include "opt.h"

#include <string.h>

enum { COLUMN = 28, WIDTH = 79 };

/* Print text filled to WIDTH, from the column `at` on, with further lines
 * indented by `indent`. A newline in the text begins a new line. */
static void print_filled(const char *text, int at, int indent, FILE *stream)
{
    bool first = true;
    while (*text != '\0') {
        int n = (int)strcspn(text, " \n");
        if (!first && at + 1 + n > WIDTH) {
            fprintf(stream, "\n%*s", indent, "");
            at = indent;
        } else if (!first) {
            fputc(' ', stream);
            at++;
        }
        fprintf(stream, "%.*s", n, text);
        at += n;
        first = false;
        text += n;
        if (*text == '\n') {
            fprintf(stream, "\n%*s", indent, "");
            at = indent;
            first = true;
        }
        text += *text != '\0';
    }
    fputc('\n', stream);
}

static void print_option(const opt *o, FILE *stream)
{
    int at = o->letter != '\0' ? fprintf(stream, "  -%c, ", o->letter)
                               : fprintf(stream, "      ");
    at += fprintf(stream, "--%s", o->name);
    if (o->value != NULL)
        at += fprintf(stream, o->kind == OPT_KIND_OPTIONAL ? "[=%s]" : "=%s",
                      o->value);
    if (at + 2 > COLUMN) {
        fputc('\n', stream);
        at = 0;
    }
    fprintf(stream, "%*s", COLUMN - at, "");
    print_filled(o->help, COLUMN, COLUMN, stream);
}

void opt_print_help(const opt_page *page, FILE *stream)
{
    static const opt help = {'h', OPT_KIND_FLAG, "help",
                             0,   NULL,          "print this help"};
    fprintf(stream, "Usage: profpass %s [OPTION]...%s%s\n\n", page->name,
            page->operands[0] != '\0' ? " " : "", page->operands);
    print_filled(page->about, 0, 0, stream);
    fprintf(stream, "\nOptions:\n");
    for (const opt *o = page->options; o->name != NULL; o++)
        print_option(o, stream);
    print_option(&help, stream);
    if (page->notes != NULL) {
        fputc('\n', stream);
        print_filled(page->notes, 0, 0, stream);
    }
    fprintf(stream, "\nExample:\n%s\n\nExit status: ", page->example);
    print_filled(page->exits, 13, 13, stream);
    fprintf(stream, "Manual: man profpass-%s\n", page->name);
}
