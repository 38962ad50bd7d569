#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "picture.h"

enum { DEPTH_MAX = 64 };

/* What is being copied: from `at` up to `end`. */
struct copy {
	const char *at, *end;
	FILE *out;
	const char *prefix;
	const char *open[DEPTH_MAX]; /* the names of open elements, as in the list */
	size_t depth;
	bool ended; /* the outermost element is closed */
};

/* A piece of the text. */
struct span {
	const char *s;
	size_t n;
};

/* Returns the entry of the list that the text is; NULL if it is none. */
static const char *in_list(const char *const *list, struct span span)
{
	for (; *list; list++)
		if (strlen(*list) == span.n && memcmp(*list, span.s, span.n) == 0)
			return *list;
	return NULL;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void skip_blanks(struct copy *copy)
{
	while (copy->at < copy->end && is_blank(*copy->at))
		copy->at++;
}

/* Takes up to one of these characters. */
static struct span take_until(struct copy *copy, const char *ends)
{
	struct span span = { copy->at, 0 };
	while (copy->at < copy->end && *copy->at && !strchr(ends, *copy->at))
		copy->at++;
	span.n = (size_t)(copy->at - span.s);
	return span;
}

/* Takes a text if it is the next. */
static bool take(struct copy *copy, const char *s)
{
	size_t n = strlen(s);
	if ((size_t)(copy->end - copy->at) < n || memcmp(copy->at, s, n) != 0)
		return false;
	copy->at += n;
	return true;
}

/* Skips a text and all before it. Returns false if it does not come. */
static bool skip_past(struct copy *copy, const char *s)
{
	for (; copy->at < copy->end; copy->at++)
		if (take(copy, s))
			return true;
	return false;
}

static bool begins(struct span span, const char *s)
{
	return span.n >= strlen(s) && memcmp(span.s, s, strlen(s)) == 0;
}

static bool has(struct span span, const char *s)
{
	for (; span.n >= strlen(s); span.s++, span.n--)
		if (begins(span, s))
			return true;
	return false;
}

static const char *const attributes[] = { "clip-path", "color", "cx", "cy", "d", "dx", "dy", "fill",
	"fill-opacity", "fill-rule", "filter", "filterUnits", "flood-color", "flood-opacity",
	"font-size", "font-style", "font-weight", "height", "id", "in", "in2", "opacity",
	"operator", "points", "r", "result", "rx", "ry", "shape-rendering", "stroke",
	"stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width",
	"text-anchor", "transform", "viewBox", "width", "x", "x1", "x2", "xlink:href", "y", "y1",
	"y2", NULL };

/* Returns what stands in a value before the name of an id: "", "#" or "url(#"; NULL if it names
 * none. */
static const char *before_id(const char *name, struct span value)
{
	if (strcmp(name, "id") == 0)
		return "";
	if (strcmp(name, "xlink:href") == 0)
		return "#";
	return has(value, "url") ? "url(#" : NULL;
}

/* Tells whether a value refers to nothing outside the picture, where an entity or a backslash could
 * hide that it does. */
static bool is_harmless(struct span value, const char *sign)
{
	if (has(value, "&") || memchr(value.s, '\\', value.n) || (sign && !begins(value, sign)))
		return false;
	struct span rest = { value.s + 1, value.n - 1 };
	return !has(value, "url") || (begins(value, "url(#") && !has(rest, "url"));
}

static void write_value(struct copy *copy, const char *name, struct span value)
{
	const char *sign = before_id(name, value);
	if (!is_harmless(value, sign))
		return;
	size_t n = sign ? strlen(sign) : 0;
	fprintf(copy->out, " %s=\"%s%s", name, sign ? sign : "", sign ? copy->prefix : "");
	html_text(copy->out, value.s + n, value.n - n);
	fputc('"', copy->out);
}

/* Copies an attribute. Returns false if there is none. */
static bool copy_attribute(struct copy *copy)
{
	struct span name = take_until(copy, "= \n\t\r<>/\"'");
	skip_blanks(copy);
	if (!name.n || !take(copy, "="))
		return false;
	skip_blanks(copy);
	const char *quote = copy->at < copy->end && *copy->at == '\'' ? "'" : "\"";
	if (!take(copy, quote))
		return false;
	struct span value = take_until(copy, quote);
	const char *known = in_list(attributes, name);
	bool sizes_all = known && copy->depth == 1 &&
			 (strcmp(known, "width") == 0 || strcmp(known, "height") == 0);
	if (known && !sizes_all)
		write_value(copy, known, value);
	return take(copy, quote);
}

/* Copies an element's start, behind its name. Returns false if it is none. */
static bool copy_start(struct copy *copy, const char *name)
{
	if (copy->depth == DEPTH_MAX || copy->ended || (copy->depth == 0) != !strcmp(name, "svg"))
		return false;
	copy->open[copy->depth++] = name;
	fprintf(copy->out, "<%s", name);
	for (;;) {
		skip_blanks(copy);
		bool empty = take(copy, "/>");
		if (empty || take(copy, ">")) {
			fputs(empty ? "/>" : ">", copy->out);
			copy->depth -= empty;
			copy->ended = copy->depth == 0;
			return true;
		}
		if (!copy_attribute(copy))
			return false;
	}
}

static bool copy_end(struct copy *copy)
{
	struct span name = take_until(copy, "> \n\t\r");
	skip_blanks(copy);
	const char *open = copy->depth ? copy->open[copy->depth - 1] : "";
	if (!take(copy, ">") || strlen(open) != name.n || memcmp(open, name.s, name.n) != 0)
		return false;
	fprintf(copy->out, "</%s>", open);
	copy->depth--;
	copy->ended = copy->depth == 0;
	return true;
}

/* Copies a tag, of which "<" is taken. The page has its own words for a title. */
static bool copy_tag(struct copy *copy)
{
	static const char *const elements[] = { "circle", "clipPath", "defs", "feComposite",
		"feFlood", "filter", "g", "line", "path", "polygon", "polyline", "rect", "svg",
		"text", "tspan", "use", NULL };
	static const char *const titles[] = { "desc", "title", NULL };
	if (take(copy, "?"))
		return skip_past(copy, "?>");
	if (take(copy, "!--"))
		return skip_past(copy, "-->");
	if (take(copy, "/"))
		return copy_end(copy);
	struct span name = take_until(copy, "/> \n\t\r");
	const char *title = in_list(titles, name), *known = in_list(elements, name);
	if (title)
		return skip_past(copy, "</") && take(copy, title) && take(copy, ">");
	return known && copy_start(copy, known);
}

/* Copies text. Its entities stay, as they stand for characters only. */
static void copy_text(struct copy *copy)
{
	struct span text = take_until(copy, "<&");
	if (copy->depth)
		html_text(copy->out, text.s, text.n);
	if (copy->at < copy->end && *copy->at != '<')
		fputc(*copy->at++ == '&' && copy->depth ? '&' : ' ', copy->out);
}

static bool copy_all(struct copy *copy)
{
	while (copy->at < copy->end)
		if (!take(copy, "<"))
			copy_text(copy);
		else if (!copy_tag(copy))
			return false;
	return copy->ended;
}

int html_picture(FILE *out, const char *svg, size_t n, const char *prefix)
{
	char *text = NULL;
	size_t length = 0;
	struct copy copy = { svg, svg + n, open_memstream(&text, &length), prefix, { NULL }, 0,
		false };
	if (!copy.out)
		return -ENOMEM;
	bool whole = copy_all(&copy);
	int error = fclose(copy.out) != 0 ? -ENOMEM : whole ? 0 : -EBADMSG;
	if (!error)
		fwrite(text, 1, length, out);
	free(text);
	return error;
}
