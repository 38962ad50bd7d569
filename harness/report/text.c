#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text.h"

/* A character that Markdown or HTML would interpret, escaped; at most 8 bytes. */
struct escaped {
	char s[9];
	size_t taken; /* bytes of the text that it stands for */
};

static struct escaped escape_one(const char *s, size_t left)
{
	struct escaped escaped = { "?", utf8_printable(s, left) };
	if (escaped.taken == 0)
		escaped.taken = 1;
	else if (strchr("<>&", *s))
		snprintf(escaped.s, sizeof escaped.s, "&#%d;", *s);
	else
		snprintf(escaped.s, sizeof escaped.s, "%s%.*s",
			strchr("\\`*_[]|~$", *s) ? "\\" : "", (int)escaped.taken, s);
	return escaped;
}

void text_write_part(const char *s, size_t n, FILE *out)
{
	for (size_t left = n; left > 0;) {
		struct escaped escaped = escape_one(s, left);
		fputs(escaped.s, out);
		s += escaped.taken;
		left -= escaped.taken;
	}
}

void text_write_escaped(const char *s, FILE *out)
{
	text_write_part(s, strlen(s), out);
}

void text_write_target(const char *path, FILE *out)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
	for (; *path; path++)
		fprintf(out, strchr(plain, *path) ? "%c" : "%%%02X", (unsigned char)*path);
}

/* Writes three figures: an interval of a few percent supports no more. */
static void put(struct text *text, double value)
{
	size_t n = strlen(text->s);
	int decimals = fabs(value) >= 99.95 || value == 0 ? 0 : fabs(value) >= 9.995 ? 1 : 2;
	snprintf(text->s + n, sizeof text->s - n, "%.*f", decimals, value);
}

static void add(struct text *text, const char *s)
{
	size_t n = strlen(text->s);
	snprintf(text->s + n, sizeof text->s - n, "%s", s);
}

struct unit {
	double size;
	const char *name;
};

static struct unit unit_of_ns(double ns)
{
	double size = fabs(ns);
	if (size >= 1e9)
		return (struct unit){ 1e9, " s" };
	if (size >= 1e6)
		return (struct unit){ 1e6, " ms" };
	if (size >= 1e3)
		return (struct unit){ 1e3, " µs" };
	return (struct unit){ 1, " ns" };
}

static struct text in_unit(struct estimate e, struct unit unit)
{
	struct text text = { "" };
	if (!isfinite(e.value)) {
		add(&text, "not measured");
		return text;
	}
	put(&text, e.value / unit.size);
	add(&text, unit.name);
	if (isnan(e.lo) || isnan(e.hi))
		return text;
	add(&text, " (");
	put(&text, e.lo / unit.size);
	add(&text, " to ");
	put(&text, e.hi / unit.size);
	add(&text, ")");
	return text;
}

static struct estimate alone(double value)
{
	return (struct estimate){ value, (double)NAN, (double)NAN };
}

struct text text_ns_interval(struct estimate ns)
{
	return in_unit(ns, unit_of_ns(ns.value));
}

struct text text_ns(double ns)
{
	return text_ns_interval(alone(ns));
}

struct text text_ratio_interval(struct estimate ratio)
{
	return in_unit(ratio, (struct unit){ 1, "x" });
}

struct text text_ratio(double ratio)
{
	return text_ratio_interval(alone(ratio));
}

struct text text_rate(double per_second)
{
	struct unit unit = per_second >= 1e6   ? (struct unit){ 1e6, " M" }
			   : per_second >= 1e3 ? (struct unit){ 1e3, " k" }
					       : (struct unit){ 1, "" };
	return in_unit(alone(per_second), unit);
}

struct text text_percent(double fraction)
{
	struct text text = { "-" };
	if (isfinite(fraction))
		snprintf(text.s, sizeof text.s, "%.*f %%", fraction < 0.0995 ? 1 : 0,
			fraction * 100);
	return text;
}

struct text text_cell(const struct known *known, const char *workload, int64_t size)
{
	struct text text = { "" };
	const char *unit = known_workload(known, workload, size)->unit;
	if (size == ABSENT)
		snprintf(text.s, sizeof text.s, "%s", workload);
	else if (!*unit || strcmp(unit, "bytes") == 0)
		snprintf(text.s, sizeof text.s, "%s %.24s", workload, text_bytes((double)size).s);
	else
		snprintf(text.s, sizeof text.s, "%s %" PRId64 " %s", workload, size, unit);
	return text;
}

struct text text_bytes(double bytes)
{
	struct text text = { "" };
	const char *unit = bytes >= 1 << 20 ? "MiB" : bytes >= 1 << 10 ? "KiB" : "B";
	double value = bytes >= 1 << 20	  ? bytes / (1 << 20)
		       : bytes >= 1 << 10 ? bytes / (1 << 10)
					  : bytes;
	snprintf(text.s, sizeof text.s, value == floor(value) ? "%.0f %s" : "%.1f %s", value, unit);
	return text;
}
