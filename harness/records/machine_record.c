#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "machine_record.h"

void machine_printable(char *text)
{
	for (char *c = text; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = ' ';
	size_t blanks = strspn(text, " ");
	memmove(text, text + blanks, strlen(text + blanks) + 1);
	for (size_t n = strlen(text); n && text[n - 1] == ' '; n--)
		text[n - 1] = '\0';
}

bool machine_is_virtual(const json_t *machine)
{
	return json_is_true(json_object_get(machine, "virtual"));
}

bool machine_is_emulated(const json_t *machine)
{
	return json_is_true(json_object_get(machine, "emulated"));
}

double machine_clock_instructions(const json_t *machine)
{
	const json_t *clock = json_object_get(machine, "clock");
	double found = json_number_value(json_object_get(clock, "instructions_per_ns"));
	return found > 0 && isfinite(found) ? found : (double)NAN;
}

static const char *string_in(
	const json_t *machine, const char *group, const char *name, const char *otherwise)
{
	const char *text =
		json_string_value(json_object_get(json_object_get(machine, group), name));
	return text ? text : otherwise;
}

void machine_caption(const json_t *machine, char *text, size_t size)
{
	const char *hypervisor = json_string_value(json_object_get(machine, "hypervisor"));
	const char *release = string_in(machine, "kernel", "release", "");
	json_int_t cpus =
		json_integer_value(json_object_get(json_object_get(machine, "topology"), "cpus"));
	char count[32] = "", guest[64] = "";
	if (cpus > 0)
		snprintf(
			count, sizeof count, ", %lld CPU%s", (long long)cpus, cpus == 1 ? "" : "s");
	if (machine_is_virtual(machine))
		snprintf(guest, sizeof guest, " (%.40s %s)", hypervisor ? hypervisor : "virtual",
			machine_is_emulated(machine) ? "emulation" : "guest");
	snprintf(text, size, "%.80s%s%s, Linux %.*s",
		string_in(machine, "cpu", "model",
			string_in(machine, "kernel", "architecture", "unknown CPU")),
		count, guest, (int)strspn(release, "0123456789."), release);
	for (char *c = text; *c; c++)
		if (!isascii(*c) || (!isalnum(*c) && !strchr(" .,()@/+_-", *c)))
			*c = ' ';
	machine_printable(text); /* trims it */
}
