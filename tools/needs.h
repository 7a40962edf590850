/* needs.h - which shared objects a program asks for */
#ifndef PROFPASS_TOOLS_NEEDS_H
#define PROFPASS_TOOLS_NEEDS_H

/* Return the name of the sanitizer that insists on being the first library of
 * the program, found as execvp would; NULL if there is none, or the file is no
 * program that we know how to read. */
const char *needs_first(const char *program);

#endif
