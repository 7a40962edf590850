/* sizes.h - classes of block sizes, for format.h and stats.h
 *
 *     class   0   1   2    3    4    5     …   k                    …  47
 *     bytes   0   1   2  3-4  5-8  9-16        2^(k-2)+1 - 2^(k-1)     more
 */
#ifndef PROFPASS_SIZES_H
#define PROFPASS_SIZES_H

#define PROFPASS_SIZE_CLASSES 48

#endif
