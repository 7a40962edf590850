/* policy_list.c - list files, in the syntax of LLVM's special case lists
 *
 *     # a comment
 *     [profile]            these are profiled (also before any section)
 *     fun:parse_*
 *     src:lib/?son.c
 *     [ignore]             these never are
 *     fun:*::operator<<*
 *
 * One entry a line, fun: for names and linkage names, src: for files; blanks
 * around a line do not count.
 */
#include <string.h>

#include "policy.h"

static bool starts_with(const char *text, size_t length, const char *prefix)
{
    const size_t n = strlen(prefix);
    return length >= n && memcmp(text, prefix, n) == 0;
}

static bool equals(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool policy_list_text(policy *p, const char *text, const char *file,
                      policy_error *err)
{
    bool exclude = false;
    for (unsigned number = 1; *text; ++number) {
        const char *end = text + strcspn(text, "\n");
        const char *next = *end ? end + 1 : end;
        while (text < end && is_blank(*text))
            ++text;
        while (text < end && is_blank(end[-1]))
            --end;
        const size_t length = (size_t)(end - text);
        bool fine = true;
        if (length == 0 || *text == '#')
            fine = true;
        else if (equals(text, length, "[profile]"))
            exclude = false;
        else if (equals(text, length, "[ignore]"))
            exclude = true;
        else if (starts_with(text, length, "fun:"))
            fine = policy_add_glob(p, exclude, POLICY_OF_NAMES, text + 4,
                                   length - 4, err);
        else if (starts_with(text, length, "src:"))
            fine = policy_add_glob(p, exclude, POLICY_OF_FILES, text + 4,
                                   length - 4, err);
        else
            return policy_fail(err,
                               "%s:%u: '%.*s' is neither [profile], [ignore], "
                               "fun:GLOB nor src:GLOB",
                               file, number, (int)length, text);
        if (!fine)
            return false;
        text = next;
    }
    return true;
}
