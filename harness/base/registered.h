/* The Makefile includes this file first in each file of a registry. All of them define `mode`: here
 * it is renamed after the file, to `mode_getpid` for instance. */
#ifdef REGISTERED
extern const struct REGISTERED REGISTERED __asm__(REGISTERED_AS);
#endif
