#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fact.h"

struct text fact_of(const json_t *machine, const char *path)
{
	char copy[96];
	struct text text = { "unknown" };
	snprintf(copy, sizeof copy, "%s", path);
	const json_t *at = machine;
	for (char *save, *key = strtok_r(copy, ".", &save); key; key = strtok_r(NULL, ".", &save))
		at = json_is_array(at) ? json_array_get(at, strtoul(key, NULL, 10))
				       : json_object_get(at, key);
	if (json_is_string(at))
		snprintf(text.s, sizeof text.s, "%s", json_string_value(at));
	else if (json_is_integer(at))
		snprintf(text.s, sizeof text.s, "%" JSON_INTEGER_FORMAT, json_integer_value(at));
	else if (json_is_real(at))
		snprintf(text.s, sizeof text.s, "%g", json_real_value(at));
	else if (json_is_boolean(at))
		snprintf(text.s, sizeof text.s, "%s", json_is_true(at) ? "yes" : "no");
	return text;
}
