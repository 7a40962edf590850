/* opt.h - command-line options from a table, and the help made from it
 *
 *     typedef struct arguments { bool all; const char *sort; } arguments;
 *
 *     static const opt options[] = {
 *         OPT('a', "all", FLAG, arguments, all, NULL, "functions never
 * called"), OPT(0, "sort", TEXT, arguments, sort, "KEY", "order of the table"),
 *         OPT_END,
 *     };
 *     static const opt_page page = {.name = "report", .options = options, …};
 *
 *     arguments a = {0};
 *     switch (opt_parse(&page, &argc, argv, &a)) …
 *
 * Long options are --name, --name=VALUE or --name VALUE; short ones may be
 * joined (-ab, -oFILE); -- ends them; -1 is an operand. Options and operands
 * mix freely unless the page says that the first operand ends the options.
 * --help and -h are known to every page.
 */
#ifndef PROFPASS_TOOLS_OPT_H
#define PROFPASS_TOOLS_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum opt_kind {
    OPT_KIND_FLAG,     /* bool                                               */
    OPT_KIND_TEXT,     /* const char *, borrowed from argv                   */
    OPT_KIND_OPTIONAL, /* the same; "" without =VALUE                      */
    OPT_KIND_LIST,     /* opt_list: may be given several times               */
    OPT_KIND_NUMBER, /* int, 0 … 99                                        */
    OPT_KIND_CHOICE  /* const char *, one of the words of `value`, a|b|c   */
} opt_kind;

/* The values of an option that may be given several times, from argv. */
typedef struct opt_list {
    const char *items[32];
    size_t n;
} opt_list;

typedef struct opt {
    char letter; /* 0: none                                     */
    opt_kind kind;
    const char *name;  /* without dashes; NULL ends the table         */
    size_t offset;     /* of the variable in the command's arguments  */
    const char *value; /* what help calls the value; NULL for a flag */
    const char *help;  /* a phrase                                    */
} opt;

#define OPT(letter, name, kind, type, member, value, help)                 \
    {                                                                      \
        letter, OPT_KIND_##kind, name, offsetof(type, member), value, help \
    }
#define OPT_END                               \
    {                                         \
        0, OPT_KIND_FLAG, NULL, 0, NULL, NULL \
    }

/* All that the help of a command says. Texts end without newline. */
typedef struct opt_page {
    const char *name;     /* of the command                              */
    const char *operands; /* "[FILE]..."                                 */
    const char *about;    /* sentences                                   */
    const opt *options;
    const char *notes;   /* after the options; NULL: none               */
    const char *example; /* command lines, each indented by two         */
    const char *exits;   /* "0 fine, …"                                 */
    bool operand_ends_options;
} opt_page;

typedef enum opt_result {
    OPT_PARSED, /* go on: argv[1] … argv[*argc - 1] are the operands    */
    OPT_HELPED, /* the help was printed on stdout                       */
    OPT_WRONG   /* what is wrong was printed on stderr                  */
} opt_result;

/* Parse argv[1] … into arguments, which holds the defaults. Move the operands
 * to the front of argv, in order, and set *argc to 1 + their number. */
opt_result opt_parse(const opt_page *page, int *argc, char **argv,
                     void *arguments);

/* Print the help of a page. */
void opt_print_help(const opt_page *page, FILE *stream);

/* Return the word closest to `word` among names, or NULL if none is close.
 * name(context, i) returns the i-th, NULL after the last. */
const char *opt_nearest(const char *word,
                        const char *(*name)(const void *context, size_t i),
                        const void *context);

#endif
