#include <stdarg.h>
#include <stdio.h>

#include "checks_parts.h"
#include "records/machine_record.h"

void check_find(struct finding *finding, enum check_state state, const char *remedy,
	const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(finding->text, sizeof finding->text, format, arguments);
	va_end(arguments);
	snprintf(finding->remedy, sizeof finding->remedy, "%s", remedy ? remedy : "");
	finding->state = state;
	machine_printable(finding->text);
}

json_t *check_fact(const json_t *machine, const char *group, const char *name)
{
	return json_object_get(json_object_get(machine, group), name);
}

const char *check_text(const json_t *machine, const char *group, const char *name)
{
	return json_string_value(check_fact(machine, group, name));
}
