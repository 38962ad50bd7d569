#include <stdarg.h>
#include <stdio.h>

#include "commands.h"
#include "plan/names.h"

int command_fail(int status, const char *format, ...)
{
	char text[1024];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	for (unsigned char *c = (unsigned char *)text; *c; c++)
		if (*c < 0x20 || *c == 0x7f)
			*c = '?'; /* what was typed or read may move a terminal */
	fprintf(stderr, "tracetax: %s\n", text);
	return status;
}
