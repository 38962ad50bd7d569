#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fact.h"

struct text fact_text(const json_t *machine, const char *path)
{
	char copy[96], number[40] = "unknown";
	snprintf(copy, sizeof copy, "%s", path);
	const json_t *at = machine;
	for (char *save, *key = strtok_r(copy, ".", &save); key; key = strtok_r(NULL, ".", &save))
		at = json_is_array(at) ? json_array_get(at, strtoul(key, NULL, 10))
				       : json_object_get(at, key);
	if (json_is_string(at))
		return text_escape(json_string_value(at));
	if (json_is_integer(at))
		snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(at));
	else if (json_is_real(at))
		snprintf(number, sizeof number, "%g", json_real_value(at));
	else if (json_is_boolean(at))
		snprintf(number, sizeof number, "%s", json_is_true(at) ? "yes" : "no");
	return text_escape(number);
}
