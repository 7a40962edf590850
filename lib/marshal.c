/* marshal.c - Python's marshal format: a cursor over bytes of unknown origin */
#include "marshal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "failure.h"
#include "utf8.h"

/* Python's own files repeat by reference only what is smaller than twice the
 * reference; files made by hand may share more, if they are small. */
#define AGAIN_BYTES(n_bytes) (2 * (n_bytes) + ((size_t)64 << 10))

static const char *word_for(uint8_t code)
{
    switch (code) {
    case '{':
        return "a dict";
    case '(':
    case ')':
        return "a tuple";
    case '[':
        return "a list";
    case 'i':
    case 'l':
        return "an integer";
    case 'f':
    case 'g':
        return "a float";
    case 'u':
    case 't':
    case 'a':
    case 'A':
    case 'z':
    case 'Z':
        return "text";
    case 'N':
        return "None";
    case 'T':
        return "True";
    case 'F':
        return "False";
    case '0':
        return "the end of the dict";
    case 'r':
        return "a reference";
    case 'I':
    case 'R':
    case 's':
        return "what only Python 2 writes there";
    case 'c':
        return "code";
    default:
        return NULL;
    }
}

profpass_status profpass__marshal_expected(const profpass__marshal *m,
                                           const profpass__object *object,
                                           const char *what)
{
    char found[48];
    const char *word = word_for(object->code);
    const uint8_t *count = m->bytes + object->offset + 1;
    size_t left = m->n_bytes - object->offset - 1;
    if (object->code == ')' && left >= 1)
        snprintf(found, sizeof found, "a tuple of %u", *count);
    else if (object->code == '(' && left >= 4)
        snprintf(found, sizeof found, "a tuple of %u",
                 profpass__load_u32(count));
    else if (word != NULL)
        snprintf(found, sizeof found, "%s", word);
    else
        snprintf(found, sizeof found, "the byte %02x, which begins nothing",
                 object->code);
    return profpass__fail(m->err, PROFPASS_EFORMAT, object->offset,
                          "damaged pstats file: at byte %llu %s is expected, "
                          "but there is %s",
                          (unsigned long long)object->offset, what, found);
}

profpass_status profpass__marshal_init(profpass__marshal *m, const void *bytes,
                                       size_t n_bytes, profpass__arena *arena,
                                       profpass_error *err)
{
    if (n_bytes > UINT32_MAX)
        return profpass__fail(err, PROFPASS_EFORMAT, UINT32_MAX,
                              "a pstats file of more than 4 GiB");
    *m = (profpass__marshal){.bytes = bytes, .n_bytes = n_bytes, .err = err};
    m->refs = profpass__arena_array(arena, n_bytes, sizeof *m->refs);
    return m->refs == NULL ? profpass__fail_memory(err) : PROFPASS_OK;
}

/* Step over n bytes and return them, or NULL with the error said. */
static const uint8_t *take(profpass__marshal *m, uint64_t n, const char *what)
{
    if (n > m->n_bytes - m->at) {
        profpass__fail(m->err, PROFPASS_EFORMAT, m->n_bytes,
                       "truncated pstats file: it ends at byte %llu, in %s "
                       "that needs %llu bytes more",
                       (unsigned long long)m->n_bytes, what,
                       (unsigned long long)(n - (m->n_bytes - m->at)));
        return NULL;
    }
    const uint8_t *bytes = m->bytes + m->at;
    m->at += n;
    return bytes;
}

static profpass_status follow(profpass__marshal *m, profpass__object *object)
{
    const uint8_t *index = take(m, 4, "a reference");
    if (index == NULL)
        return PROFPASS_EFORMAT;
    uint32_t number = profpass__load_u32(index);
    if (number >= m->n_refs)
        return profpass__fail(m->err, PROFPASS_EFORMAT, object->offset,
                              "damaged pstats file: the reference at byte "
                              "%llu is to object %u, and %u came before it",
                              (unsigned long long)object->offset, number,
                              m->n_refs);
    object->ref = &m->refs[number];
    object->back = m->at;
    object->offset = object->ref->offset;
    object->code = m->bytes[object->offset] & (uint8_t)~PROFPASS__MARSHAL_REF;
    m->at = object->offset + 1;
    return PROFPASS_OK;
}

profpass_status profpass__marshal_enter(profpass__marshal *m, const char *what,
                                        profpass__object *object)
{
    *object = (profpass__object){.offset = m->at};
    const uint8_t *code = take(m, 1, what);
    if (code == NULL)
        return PROFPASS_EFORMAT;
    object->code = *code & (uint8_t)~PROFPASS__MARSHAL_REF;
    if (object->code == 'r')
        return follow(m, object);
    /* None, True and False have no number, whatever bit 7 says. */
    bool has_number = (*code & PROFPASS__MARSHAL_REF) != 0 &&
                      strchr("NTF", object->code) == NULL;
    if (has_number && object->offset >= m->numbered) {
        object->ref = &m->refs[m->n_refs++];
        *object->ref = (profpass__marshal_ref){
            .offset = (uint32_t)object->offset, .value = PROFPASS_NONE};
        m->numbered = object->offset + 1;
    }
    return PROFPASS_OK;
}

profpass_status profpass__marshal_leave(profpass__marshal *m,
                                        const profpass__object *object)
{
    if (object->back == 0)
        return PROFPASS_OK;
    m->again_bytes += m->at - object->offset;
    m->at = object->back;
    if (m->again_bytes <= AGAIN_BYTES(m->n_bytes))
        return PROFPASS_OK;
    return profpass__fail(m->err, PROFPASS_EFORMAT, object->offset,
                          "damaged pstats file: what is at byte %llu is "
                          "referred to too often",
                          (unsigned long long)object->offset);
}

profpass_status profpass__marshal_tuple(profpass__marshal *m, const char *what,
                                        profpass__object *object, uint32_t *n)
{
    profpass_status status = profpass__marshal_enter(m, what, object);
    if (status != PROFPASS_OK)
        return status;
    if (object->code != '(' && object->code != ')')
        return profpass__marshal_expected(m, object, what);
    const uint8_t *count = take(m, object->code == '(' ? 4 : 1, what);
    if (count == NULL)
        return PROFPASS_EFORMAT;
    *n = object->code == '(' ? profpass__load_u32(count) : *count;
    return PROFPASS_OK;
}

profpass_status profpass__marshal_dict(profpass__marshal *m, const char *what,
                                       profpass__object *object)
{
    profpass_status status = profpass__marshal_enter(m, what, object);
    if (status == PROFPASS_OK && object->code != '{')
        return profpass__marshal_expected(m, object, what);
    return status;
}

profpass_status profpass__marshal_dict_end(profpass__marshal *m, bool *end)
{
    const uint8_t *code = take(m, 1, "a dict");
    if (code == NULL)
        return PROFPASS_EFORMAT;
    *end = (*code & (uint8_t)~PROFPASS__MARSHAL_REF) == '0';
    if (!*end)
        m->at--;
    return PROFPASS_OK;
}

/* ---- numbers ---- */

/* An integer of sign and magnitude. */
typedef struct integer {
    bool negative;
    uint64_t magnitude;
} integer;

static profpass_status read_digits(profpass__marshal *m,
                                   const profpass__object *object,
                                   const char *what, integer *out)
{
    const uint8_t *count = take(m, 4, what);
    if (count == NULL)
        return PROFPASS_EFORMAT;
    uint32_t n = profpass__load_u32(count);
    out->negative = n > INT32_MAX;
    if (out->negative)
        n = 0 - n;
    const uint8_t *digits = take(m, (uint64_t)n * 2, what);
    if (digits == NULL)
        return PROFPASS_EFORMAT;
    for (uint32_t i = n; i-- > 0;) {
        uint16_t digit = profpass__load_u16(digits + (size_t)i * 2);
        if (digit >> 15 != 0)
            return profpass__marshal_expected(m, object, what);
        if (out->magnitude >> 49 != 0)
            return profpass__fail(m->err, PROFPASS_EFORMAT, object->offset,
                                  "the integer at byte %llu, %s, has more than "
                                  "64 bits",
                                  (unsigned long long)object->offset, what);
        out->magnitude = out->magnitude << 15 | digit;
    }
    return PROFPASS_OK;
}

static profpass_status read_integer(profpass__marshal *m,
                                    const profpass__object *object,
                                    const char *what, integer *out)
{
    *out = (integer){.magnitude = object->code == 'T'};
    if (object->code == 'l')
        return read_digits(m, object, what, out);
    if (object->code != 'i')
        return object->code == 'T' || object->code == 'F'
                   ? PROFPASS_OK
                   : profpass__marshal_expected(m, object, what);
    const uint8_t *value = take(m, 4, what);
    if (value == NULL)
        return PROFPASS_EFORMAT;
    uint32_t bits = profpass__load_u32(value);
    out->negative = bits > INT32_MAX;
    out->magnitude = out->negative ? 0 - bits : bits;
    return PROFPASS_OK;
}

profpass_status profpass__marshal_count(profpass__marshal *m, const char *what,
                                        uint64_t *value)
{
    profpass__object object;
    integer found;
    profpass_status status = profpass__marshal_enter(m, what, &object);
    if (status == PROFPASS_OK)
        status = read_integer(m, &object, what, &found);
    if (status != PROFPASS_OK)
        return status;
    if (found.negative && found.magnitude != 0)
        return profpass__fail(
            m->err, PROFPASS_EFORMAT, object.offset,
            "the integer at byte %llu, %s, is negative: -%llu",
            (unsigned long long)object.offset, what,
            (unsigned long long)found.magnitude);
    *value = found.magnitude;
    return profpass__marshal_leave(m, &object);
}

/* Read decimal text. strtod wants the decimal point of the locale, which is
 * between the digits of 0.5. */
static bool read_decimal(const uint8_t *text, size_t n, double *value)
{
    char half[16], number[512];
    size_t n_point = (size_t)snprintf(half, sizeof half, "%.1f", .5) - 2;
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\0' || strchr("0123456789+-eE.", text[i]) == NULL ||
            length + n_point >= sizeof number)
            return false;
        if (text[i] != '.')
            number[length++] = (char)text[i];
        else
            for (size_t j = 0; j < n_point; j++)
                number[length++] = half[1 + j];
    }
    number[length] = '\0';
    char *end;
    *value = strtod(number, &end);
    return length != 0 && *end == '\0';
}

static profpass_status read_float(profpass__marshal *m,
                                  const profpass__object *object,
                                  const char *what, double *value)
{
    if (object->code == 'f') {
        const uint8_t *n = take(m, 1, what);
        const uint8_t *text = n != NULL ? take(m, *n, what) : NULL;
        if (text == NULL)
            return PROFPASS_EFORMAT;
        return read_decimal(text, *n, value)
                   ? PROFPASS_OK
                   : profpass__marshal_expected(m, object, what);
    }
    const uint8_t *bytes = take(m, 8, what);
    if (bytes == NULL)
        return PROFPASS_EFORMAT;
    uint64_t bits = profpass__load_u64(bytes);
    memcpy(value, &bits, sizeof *value);
    return PROFPASS_OK;
}

profpass_status profpass__marshal_number(profpass__marshal *m, const char *what,
                                         double *value)
{
    profpass__object object;
    profpass_status status = profpass__marshal_enter(m, what, &object);
    if (status != PROFPASS_OK)
        return status;
    double found = 0;
    if (object.code == 'g' || object.code == 'f') {
        status = read_float(m, &object, what, &found);
    } else {
        integer whole;
        status = read_integer(m, &object, what, &whole);
        if (status == PROFPASS_OK)
            found = whole.negative ? -(double)whole.magnitude
                                   : (double)whole.magnitude;
    }
    if (status != PROFPASS_OK)
        return status;
    if (!isfinite(found))
        return profpass__fail(m->err, PROFPASS_EFORMAT, object.offset,
                              "the float at byte %llu, %s, is not finite",
                              (unsigned long long)object.offset, what);
    *value = found;
    return profpass__marshal_leave(m, &object);
}

/* ---- text ---- */

/* Say whether bytes are UTF-8, in which lone surrogates may stand: so Python
 * writes the bytes of a file's name that are not text. */
static bool is_text(const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n;) {
        char window[5] = "";
        memcpy(window, bytes + i, n - i < 4 ? n - i : 4);
        size_t length = profpass__utf8_length(window);
        bool surrogate = bytes[i] == 0xed && n - i >= 3 &&
                         (bytes[i + 1] & 0xe0) == 0xa0 &&
                         (bytes[i + 2] & 0xc0) == 0x80;
        if (length == 0 && !surrogate)
            return false;
        i += length != 0 ? length : 3;
    }
    return true;
}

profpass_status profpass__marshal_string(profpass__marshal *m, const char *what,
                                         profpass__object *object,
                                         profpass__marshal_text *text)
{
    profpass_status status = profpass__marshal_enter(m, what, object);
    if (status != PROFPASS_OK)
        return status;
    if (strchr("utaAzZ", object->code) == NULL || object->code == '\0')
        return profpass__marshal_expected(m, object, what);
    *text = (profpass__marshal_text){.latin1 =
                                         strchr("aAzZ", object->code) != NULL};
    if (object->ref != NULL && object->ref->value != PROFPASS_NONE)
        return PROFPASS_OK;
    bool is_short = object->code == 'z' || object->code == 'Z';
    const uint8_t *count = take(m, is_short ? 1 : 4, what);
    if (count == NULL)
        return PROFPASS_EFORMAT;
    uint32_t n = is_short ? *count : profpass__load_u32(count);
    const uint8_t *bytes = take(m, n, what);
    if (bytes == NULL)
        return PROFPASS_EFORMAT;
    if (memchr(bytes, '\0', n) != NULL)
        return profpass__fail(m->err, PROFPASS_EFORMAT, object->offset,
                              "damaged pstats file: the text at byte %llu, %s, "
                              "holds a NUL",
                              (unsigned long long)object->offset, what);
    if (!text->latin1 && !is_text(bytes, n))
        return profpass__fail(m->err, PROFPASS_EFORMAT, object->offset,
                              "damaged pstats file: the text at byte %llu, %s, "
                              "is not UTF-8",
                              (unsigned long long)object->offset, what);
    text->bytes = (const char *)bytes;
    text->n_bytes = n;
    return PROFPASS_OK;
}
