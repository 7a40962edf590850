/* fixed_entropy.c - the same "random" numbers in every run
 *
 * expat salts its hash tables with getrandom(); how often it compares two names
 * then differs from run to run. This definition takes the place of libc's, so
 * that two runs on the same input make the same calls.
 */
#include <string.h>
#include <sys/random.h>

ssize_t getrandom(void *buffer, size_t n_bytes, unsigned flags)
{
    (void)flags;
    memset(buffer, 0x5a, n_bytes);
    return (ssize_t)n_bytes;
}
