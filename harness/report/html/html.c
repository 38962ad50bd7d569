#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assets.h"
#include "cards.h"
#include "escape.h"
#include "html.h"
#include "markdown.h"
#include "picture.h"
#include "report/section.h"

enum { PICTURE_MAX = 16 << 20 };

const char *html_lacks(void)
{
	return markdown_lacks();
}

int html_begin(struct html *html)
{
	*html = (struct html){ .campaigns = 0 };
	html->body = open_memstream(&html->body_text, &html->body_length);
	html->contents = open_memstream(&html->contents_text, &html->contents_length);
	html->error = html->body && html->contents ? 0 : -ENOMEM;
	return html->error;
}

/* Reads a picture of the campaign, to be freed. NULL if it is missing or out of all bounds. */
static char *read_chart(int campaign, const char *folder, const char *name, size_t *n)
{
	char path[96];
	struct stat info;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	int fd = openat(campaign, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool fits = fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
		    info.st_size <= PICTURE_MAX;
	char *text = fits ? malloc((size_t)info.st_size + 1) : NULL;
	ssize_t got = 1;
	for (*n = 0; text && got > 0 && *n<(size_t)info.st_size; *n += got> 0 ? (size_t)got : 0)
		got = read(fd, text + *n, (size_t)info.st_size - *n);
	if (fd >= 0)
		close(fd);
	return text;
}

/* Puts in a picture of one width. Returns 0, or what html_picture does. */
static int put_width(
	struct markdown *markdown, const char *folder, const char *width, const char *name)
{
	struct html *html = markdown->context;
	char prefix[64];
	size_t n = 0;
	char *svg = read_chart(html->report->loaded->directory, folder, name, &n);
	snprintf(prefix, sizeof prefix, "%s%s-%zu-", html->prefix, width, html->pictures);
	fprintf(markdown->out, "<span class=\"%s\">", width);
	int error = svg ? html_picture(markdown->out, svg, n, prefix) : -ENOENT;
	fputs("</span>", markdown->out);
	free(svg);
	return error;
}

/* Puts in a chart: the last part of its path names it. The page shows one of its widths. */
static void put_picture(struct markdown *markdown, const char *target, const char *words)
{
	struct html *html = markdown->context;
	const char *slash = strrchr(target, '/'), *name = slash ? slash + 1 : target;
	html->pictures++;
	fputs("<span class=\"chart scroll\" tabindex=\"0\" role=\"img\" aria-label=\"",
		markdown->out);
	html_words(markdown->out, words);
	fputs("\">", markdown->out);
	int error = put_width(markdown, "charts", "wide", name);
	int narrow = error ? error : put_width(markdown, "charts/narrow", "narrow", name);
	fputs("</span>", markdown->out);
	if (error == -ENOMEM || narrow == -ENOMEM)
		html->error = -ENOMEM;
	else if (error)
		fputs(" This chart is not shown: its file is missing, or holds what a chart does not.",
			markdown->out);
}

static void note_heading(
	struct markdown *markdown, unsigned level, const char *id, const char *title)
{
	struct html *html = markdown->context;
	if (level == 2)
		fprintf(html->contents, "<li><a href=\"#%s%s\">%s</a></li>\n", html->prefix, id,
			title);
}

static void put_cards(struct markdown *markdown)
{
	struct html *html = markdown->context;
	html_cards(markdown->out, html->report);
}

static void take_markdown(struct html *html, const char *text, size_t n, bool answers)
{
	struct markdown markdown = {
		.out = html->body,
		.prefix = html->prefix,
		.context = html,
		.image = put_picture,
		.heading = note_heading,
		.first_item = answers ? put_cards : NULL,
		.list_class = answers ? "answer" : NULL,
	};
	int error = markdown_write(&markdown, text, n);
	html->error = html->error ? html->error : error;
}

static void take_piece(const struct piece *piece, void *context)
{
	static const struct section title;
	struct html *html = context;
	const struct section *section = piece->section ? piece->section : &title;
	if (section->heading)
		take_markdown(html, section->heading, strlen(section->heading), false);
	if (section->fold) {
		fputs("<details class=\"fold\"><summary>", html->body);
		html_words(html->body, section->fold);
		fputs("</summary>\n", html->body);
	}
	take_markdown(html, piece->text, piece->n, section->answers);
	if (section->fold)
		fputs("</details>\n", html->body);
}

void html_add(struct html *html, struct report *report)
{
	html->campaigns++;
	html->report = report;
	if (html->campaigns > 1)
		snprintf(html->prefix, sizeof html->prefix, "%zu-", html->campaigns);
	if (!html->error)
		report_pieces(report, take_piece, html);
	html->error = html->error ? html->error : report->error;
}

/* Policy first: it holds for what comes after it. */
static void write_head(FILE *out)
{
	fprintf(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src %s; script-src %s; img-src data:; base-uri 'none'; form-action 'none'\">\n",
		page_css_policy, page_js_policy);
	fprintf(out,
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n"
		"<title>What it costs to watch a system call</title>\n<style>%s</style>\n</head>\n",
		(const char *)page_css);
}

static void write_page(const struct html *html, FILE *out)
{
	write_head(out);
	fputs("<body>\n<nav><details><summary>Contents</summary>\n<ul>\n", out);
	fwrite(html->contents_text, 1, html->contents_length, out);
	fputs("</ul>\n</details></nav>\n<main>\n", out);
	fwrite(html->body_text, 1, html->body_length, out);
	fprintf(out, "</main>\n<script>%s</script>\n</body>\n</html>\n", (const char *)page_js);
}

int html_end(struct html *html, FILE *out)
{
	if (html->body && fclose(html->body) != 0)
		html->error = -ENOMEM;
	if (html->contents && fclose(html->contents) != 0)
		html->error = -ENOMEM;
	if (!html->error && out)
		write_page(html, out);
	free(html->body_text);
	free(html->contents_text);
	return html->error;
}
