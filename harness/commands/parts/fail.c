#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mood.h"
#include "base/screen.h"
#include "base/utf8.h"
#include "commands/commands.h"

/* Writes a line with its control characters masked: what was typed or read may move a terminal. */
static void say(enum mood mood, const char *format, va_list list)
{
	char text[1024];
	vsnprintf(text, sizeof text, format, list);
	utf8_mask(text);
	mood = screen_has_colours(STDERR_FILENO) ? mood : MOOD_PLAIN;
	fprintf(stderr, "%stracetax:%s %s\n", mood_begin(mood), mood_end(mood), text);
}

int command_fail(int status, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(MOOD_BAD, format, list);
	va_end(list);
	return status;
}

void command_warn(const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(MOOD_DOUBTFUL, format, list);
	va_end(list);
}
