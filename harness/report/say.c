/* The prose of the report. */
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "report.h"

enum { SPECIFIER_MAX = 16 };

/* Tells whether the format is within the target of a link there: "](" is behind us, and ")" is
 * not. */
static bool is_target(const char *format, const char *at)
{
	while (at > format && !strchr("()", at[-1]))
		at--;
	return at - format >= 2 && at[-1] == '(' && at[-2] == ']';
}

static void write_number(FILE *out, const char *specifier, va_list *list)
{
	if (strpbrk(specifier, "efg"))
		fprintf(out, specifier, va_arg(*list, double));
	else if (strchr(specifier, 'z'))
		fprintf(out, specifier, va_arg(*list, size_t));
	else if (strstr(specifier, "ll"))
		fprintf(out, specifier, va_arg(*list, long long));
	else if (strchr(specifier, 'l'))
		fprintf(out, specifier, va_arg(*list, long));
	else
		fprintf(out, specifier, va_arg(*list, int));
}

/* Writes what the specifier at `at` asks for. Returns what is behind it. */
static const char *write_one(FILE *out, const char *format, const char *at, va_list *list)
{
	size_t length = strcspn(at + 1, "%sdiuefg") + 2;
	char specifier[SPECIFIER_MAX];
	snprintf(specifier, sizeof specifier, "%.*s", (int)length, at);
	if (strcmp(specifier, "%%") == 0)
		fputc('%', out);
	else if (strcmp(specifier, "%s") != 0)
		write_number(out, specifier, list);
	else if (is_target(format, at))
		text_write_target(va_arg(*list, const char *), out);
	else
		text_write_escaped(va_arg(*list, const char *), out);
	return at + length;
}

void report_own(struct report *report, const char *markdown)
{
	fputs(markdown, report->out);
}

void report_say(struct report *report, const char *format, ...)
{
	const char *at = format;
	va_list list;
	va_start(list, format);
	for (const char *next; (next = strchr(at, '%')) != NULL;) {
		fwrite(at, 1, (size_t)(next - at), report->out);
		at = write_one(report->out, format, next, &list);
	}
	fputs(at, report->out);
	va_end(list);
}
