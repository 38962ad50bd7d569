/* Included first in each file of a registry, by the Makefile: the name that all of them define,
 * `mode`, stands in the program for the one of this file, `mode_getpid`. */
#ifdef REGISTERED
extern const struct REGISTERED REGISTERED __asm__(REGISTERED_AS);
#endif
