/* The loader and the libraries that lie beside the program where it brings its own: make
 * dist-static. */
#ifndef TRACETAX_CARRIED_H
#define TRACETAX_CARRIED_H

#include <stddef.h>

#define CARRIED "carried" /* the folder of the libraries */

enum { CARRIED_WORDS = 5 };

/* Fills the words that start a program of ours: its path, behind the loader and its options if
 * there is one beside it. Returns their number, at most CARRIED_WORDS. They stay valid until the
 * next call. */
size_t carried_start(char *program, char **words);

#endif
