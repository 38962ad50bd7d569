#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"
#include "commands/commands.h"

/* Writes a line with its control characters masked: what was typed or read may move a terminal. */
static void say(const char *format, va_list list)
{
	char text[1024];
	vsnprintf(text, sizeof text, format, list);
	utf8_mask(text);
	fprintf(stderr, "tracetax: %s\n", text);
}

int command_fail(int status, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(format, list);
	va_end(list);
	return status;
}

void command_warn(const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(format, list);
	va_end(list);
}
