/* Numbers and foreign strings as Markdown. */
#ifndef TRACETAX_TEXT_H
#define TRACETAX_TEXT_H

#include <stddef.h>
#include <stdio.h>

#include "records/estimate.h"
#include "records/known.h"

/* A short text by value, for use as a printf argument. */
struct text {
	char s[320];
};

/* Writes what Markdown or HTML would interpret escaped; unprintable characters become '?'. */
void text_write_escaped(const char *s, FILE *out);
void text_write_part(const char *s, size_t n, FILE *out); /* the first n bytes of it */
/* Writes a path as the target of a link, percent-encoded (RFC 3986). */
void text_write_target(const char *path, FILE *out);

struct text text_ns(double ns); /* "105 ns", "11.8 µs", "2.40 ms" */
struct text text_ns_interval(struct estimate ns); /* "11.8 µs (11.6 to 12.0)" */
struct text text_ratio(double ratio); /* "1.29x", "118x" */
struct text text_ratio_interval(struct estimate ratio); /* "118x (116 to 121)" */
struct text text_rate(double per_second); /* "990", "62.1 k", "4.12 M" */
struct text text_percent(double fraction); /* "0.8 %"; "-" if it was not measured */
struct text text_bytes(double bytes); /* "8 B", "4 KiB", "1 MiB" */
/* Returns a cell: "file-io 4 KiB", "threads 16 tasks", "getpid". */
struct text text_cell(const struct known *known, const char *workload, int64_t size);

#endif
