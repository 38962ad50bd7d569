/* What readers of machine.json ask of it, be it of this machine or of another. */
#ifndef TRACETAX_MACHINE_RECORD_H
#define TRACETAX_MACHINE_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Whatever is not printable ASCII becomes a space; blanks at both ends go. */
void machine_printable(char *text);

/* False as well where it is not known. */
bool machine_is_virtual(const json_t *machine);

/* One line for a chart, such as "AMD EPYC, 2 CPUs (KVM guest), Linux 6.18.44", made of
 * [A-Za-z0-9 .,()@/+_-] alone, whatever the record holds. */
void machine_caption(const json_t *machine, char *text, size_t size);

#endif
