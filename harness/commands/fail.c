#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"
#include "commands.h"

int command_fail(int status, const char *format, ...)
{
	char text[1024];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	utf8_mask(text); /* what was typed or read may move a terminal */
	fprintf(stderr, "tracetax: %s\n", text);
	return status;
}
