/* The standard descriptors of a process that may have been started without them. */
#ifndef TRACETAX_DESCRIPTORS_H
#define TRACETAX_DESCRIPTORS_H

/* Opens /dev/null, close-on-exec, in the place of each of descriptors 0 to 2 that is closed: the
 * next file opened would take it. Returns 0 or -errno. */
int descriptors_keep_standard(void);

#endif
