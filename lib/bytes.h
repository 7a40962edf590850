/* bytes.h - fields of records in bytes of unknown origin
 *
 *     profpass__get(at, profpass_node_record, calls)
 *
 * reads the little-endian field of the record that begins at the byte `at`,
 * with the type and offset that format.h gives it. No struct is ever laid over
 * the input: alignment and byte order do not matter. Whoever holds an `at` has
 * it from profpass__file_find or profpass__block_record, which check that the
 * whole record is there.
 */
#ifndef PROFPASS_BYTES_H
#define PROFPASS_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline uint16_t profpass__load_u16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static inline uint32_t profpass__load_u32(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

static inline uint64_t profpass__load_u64(const uint8_t *at)
{
    return (uint64_t)profpass__load_u32(at) |
           (uint64_t)profpass__load_u32(at + 4) << 32;
}

static inline int64_t profpass__load_i64(const uint8_t *at)
{
    return (int64_t)profpass__load_u64(at);
}

#define profpass__get(at, record, field)       \
    _Generic(((record *)NULL)->field, uint16_t \
             : profpass__load_u16, uint32_t    \
             : profpass__load_u32, uint64_t    \
             : profpass__load_u64, int64_t     \
             : profpass__load_i64)((at) + offsetof(record, field))

#endif
