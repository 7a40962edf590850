/* expat_config.h - how expat is configured here: Debian's choices on Linux */
#ifndef EXPAT_CONFIG_H
#define EXPAT_CONFIG_H

#define BYTEORDER         1234
#define HAVE_FCNTL_H      1
#define HAVE_GETRANDOM    1
#define HAVE_MMAP         1
#define HAVE_UNISTD_H     1
#define PACKAGE           "expat"
#define STDC_HEADERS      1
#define XML_CONTEXT_BYTES 1024
#define XML_DEV_URANDOM   1
#define XML_DTD           1
#define XML_NS            1

#endif
