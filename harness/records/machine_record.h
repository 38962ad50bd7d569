/* Answers questions about a machine.json, of this machine or another. */
#ifndef TRACETAX_MACHINE_RECORD_H
#define TRACETAX_MACHINE_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Replaces what is not printable ASCII by spaces, and trims blanks at both ends. */
void machine_printable(char *text);

/* Tells whether the machine is virtual; false if that is unknown. */
bool machine_is_virtual(const json_t *machine);

/* Tells whether the machine is emulated, so that its times are not those of hardware; false if that
 * is unknown. */
bool machine_is_emulated(const json_t *machine);

/* Returns how many instructions a ns of its clock is, where that counts instructions; else NaN. */
double machine_clock_instructions(const json_t *machine);

/* Fills a line for a chart, such as "AMD EPYC, 2 CPUs (KVM guest), Linux 6.18.44". It holds only
 * [A-Za-z0-9 .,()@/+_-], whatever is in the record. */
void machine_caption(const json_t *machine, char *text, size_t size);

#endif
