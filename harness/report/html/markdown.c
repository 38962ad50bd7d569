#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "markdown.h"

#ifdef TRACETAX_LACKS_MD4C

int markdown_write(struct markdown *markdown, const char *text, size_t n)
{
	(void)markdown, (void)text, (void)n;
	return -ENOSYS;
}

const char *markdown_lacks(void)
{
	return "md4c";
}

#else

#include <md4c.h>

enum { HEADS_MAX = 12 };

/* A text being parsed. */
struct state {
	struct markdown *markdown;
	FILE *out; /* of the heading, or of all else */
	char *title; /* the heading's HTML, once it is closed */
	size_t title_length;
	char words[ANCHOR_MAX]; /* of a heading or an image, as plain text */
	size_t n_words;
	bool in_image;
	unsigned lists, items; /* begun so far */
	bool linked[8]; /* of nested links, those that are shown as such */
	size_t links;
	/* of the table */
	char heads[HEADS_MAX][48]; /* as plain text */
	unsigned columns, column;
	bool has_numbers;
};

const char *markdown_lacks(void)
{
	return NULL;
}

/* Makes the id of a heading from its words, as sites that show Markdown do. */
static void make_anchor(char *words)
{
	char *to = words;
	for (const char *from = words; *from; from++)
		if (*from == ' ' || *from == '-')
			*to++ = '-';
		else if ((*from >= '0' && *from <= '9') || (*from >= 'a' && *from <= 'z') ||
			 *from == '_')
			*to++ = *from;
		else if (*from >= 'A' && *from <= 'Z')
			*to++ = (char)(*from - 'A' + 'a');
	*to = '\0';
}

static void end_heading(struct state *state, unsigned level)
{
	struct markdown *markdown = state->markdown;
	fclose(state->out);
	state->out = markdown->out;
	make_anchor(state->words);
	fprintf(state->out, "<h%u id=\"%s%s\">%s</h%u>\n", level, markdown->prefix, state->words,
		state->title ? state->title : "", level);
	if (markdown->heading && state->title)
		markdown->heading(markdown, level, state->words, state->title);
	free(state->title);
	state->title = NULL;
}

static int begin_heading(struct state *state)
{
	FILE *title = open_memstream(&state->title, &state->title_length);
	state->n_words = 0;
	state->words[0] = '\0';
	state->out = title ? title : state->out;
	return title ? 0 : -ENOMEM;
}

static void begin_list(struct state *state, const char *tag)
{
	const char *class = state->lists++ == 0 ? state->markdown->list_class : NULL;
	fprintf(state->out, class ? "<%s class=\"%s\">\n" : "<%s>\n", tag, class);
}

static void end_item(struct state *state)
{
	struct markdown *markdown = state->markdown;
	fputs("</li>\n", state->out);
	if (state->items++ > 0 || !markdown->first_item)
		return;
	fputs("</ul>\n", state->out);
	markdown->first_item(markdown);
	fputs("<ul>\n", state->out);
}

static void begin_table(struct state *state, const MD_BLOCK_TABLE_DETAIL *detail)
{
	state->columns = detail->col_count;
	state->has_numbers = false;
	fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"table\"><table>\n",
		state->out);
}

/* Tells whether the cells of a row may stand below each other, each with its heading: where all are
 * words, and too many for a narrow screen. */
static bool may_stack(const struct state *state)
{
	return !state->has_numbers && state->columns >= 5 && state->columns <= HEADS_MAX;
}

static void begin_head(struct state *state, const MD_BLOCK_TD_DETAIL *detail)
{
	bool number = detail->align == MD_ALIGN_RIGHT;
	state->n_words = 0;
	state->words[0] = '\0';
	state->has_numbers |= number;
	fprintf(state->out, "<th scope=\"col\"%s>", number ? " class=\"number\"" : "");
}

static void end_head(struct state *state)
{
	if (state->column < HEADS_MAX)
		snprintf(state->heads[state->column], sizeof *state->heads, "%.*s",
			(int)sizeof *state->heads - 1, state->words);
	state->column++;
	fputs("</th>", state->out);
}

static void begin_cell(struct state *state, const MD_BLOCK_TD_DETAIL *detail)
{
	fputs(detail->align == MD_ALIGN_RIGHT ? "<td class=\"number\"" : "<td", state->out);
	if (may_stack(state) && state->column < state->columns) {
		fputs(" data-head=\"", state->out);
		html_words(state->out, state->heads[state->column++]);
		fputc('"', state->out);
	}
	fputc('>', state->out);
}

/* The names of the elements whose tags are all that there is to them. */
static const char *plain_block(MD_BLOCKTYPE type)
{
	switch (type) {
	case MD_BLOCK_QUOTE:
		return "blockquote";
	case MD_BLOCK_P:
		return "p";
	case MD_BLOCK_THEAD:
		return "thead";
	case MD_BLOCK_TBODY:
		return "tbody";
	case MD_BLOCK_TR:
		return "tr";
	case MD_BLOCK_LI:
		return "li";
	default:
		return NULL;
	}
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct state *state = data;
	if (type == MD_BLOCK_TR)
		state->column = 0;
	if (plain_block(type))
		fprintf(state->out, "<%s>", plain_block(type));
	else if (type == MD_BLOCK_H)
		return begin_heading(state);
	else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
		begin_list(state, type == MD_BLOCK_UL ? "ul" : "ol");
	else if (type == MD_BLOCK_HR)
		fputs("<hr>\n", state->out);
	else if (type == MD_BLOCK_CODE)
		fputs("<pre tabindex=\"0\"><code>", state->out);
	else if (type == MD_BLOCK_TABLE)
		begin_table(state, detail);
	else if (type == MD_BLOCK_TH)
		begin_head(state, detail);
	else if (type == MD_BLOCK_TD)
		begin_cell(state, detail);
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct state *state = data;
	if (type == MD_BLOCK_LI)
		end_item(state);
	else if (plain_block(type))
		fprintf(state->out, "</%s>\n", plain_block(type));
	else if (type == MD_BLOCK_H)
		end_heading(state, ((MD_BLOCK_H_DETAIL *)detail)->level);
	else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
		fputs(type == MD_BLOCK_UL ? "</ul>\n" : "</ol>\n", state->out);
	else if (type == MD_BLOCK_CODE)
		fputs("</code></pre>\n", state->out);
	else if (type == MD_BLOCK_TABLE)
		fputs("</table></div>\n", state->out);
	else if (type == MD_BLOCK_TH)
		end_head(state);
	else if (type == MD_BLOCK_TD)
		fputs("</td>", state->out);
	return 0;
}

/* Tells whether a link leads to this page or to a file beside it: one to elsewhere has a scheme, or
 * begins with "//". */
static bool is_near(const MD_ATTRIBUTE *href)
{
	size_t n = href->size;
	const char *s = href->text;
	return n && !memchr(s, ':', n) && !memchr(s, '&', n) && !memchr(s, '\\', n) &&
	       !(s[0] == '/');
}

static void begin_link(struct state *state, const MD_ATTRIBUTE *href)
{
	bool shown = is_near(href) && state->links < sizeof state->linked;
	if (state->links < sizeof state->linked)
		state->linked[state->links] = shown;
	state->links++;
	if (!shown)
		return;
	bool here = href->text[0] == '#';
	fprintf(state->out, "<a href=\"%s%s", here ? "#" : "", here ? state->markdown->prefix : "");
	html_text(state->out, href->text + here, href->size - here);
	fputs("\">", state->out);
}

static void end_link(struct state *state)
{
	state->links--;
	if (state->links < sizeof state->linked && state->linked[state->links])
		fputs("</a>", state->out);
}

static void end_image(struct state *state, const MD_ATTRIBUTE *target)
{
	char copy[ANCHOR_MAX + 512];
	snprintf(copy, sizeof copy, "%.*s", (int)target->size, target->text);
	state->in_image = false;
	if (state->markdown->image)
		state->markdown->image(state->markdown, copy, state->words);
}

static const char *plain_span(MD_SPANTYPE type)
{
	return type == MD_SPAN_EM	? "em"
	       : type == MD_SPAN_STRONG ? "strong"
	       : type == MD_SPAN_CODE	? "code"
					: NULL;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct state *state = data;
	if (type == MD_SPAN_IMG) {
		state->in_image = true;
		state->n_words = 0;
		state->words[0] = '\0';
	} else if (type == MD_SPAN_A && !state->in_image) {
		begin_link(state, &((MD_SPAN_A_DETAIL *)detail)->href);
	} else if (plain_span(type) && !state->in_image) {
		fprintf(state->out, "<%s>", plain_span(type));
	}
	return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct state *state = data;
	if (type == MD_SPAN_IMG)
		end_image(state, &((MD_SPAN_IMG_DETAIL *)detail)->src);
	else if (type == MD_SPAN_A && !state->in_image)
		end_link(state);
	else if (plain_span(type) && !state->in_image)
		fprintf(state->out, "</%s>", plain_span(type));
	return 0;
}

static void note_words(struct state *state, const char *s, size_t n)
{
	for (; n > 0 && state->n_words < sizeof state->words - 1; s++, n--)
		state->words[state->n_words++] = *s;
	state->words[state->n_words] = '\0';
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE n, void *data)
{
	struct state *state = data;
	note_words(state, s, n);
	if (state->in_image)
		return 0;
	if (type == MD_TEXT_BR)
		fputs("<br>\n", state->out);
	else if (type == MD_TEXT_SOFTBR)
		fputc('\n', state->out);
	else if (type == MD_TEXT_ENTITY) /* md4c has found it well formed */
		fwrite(s, 1, n, state->out);
	else
		html_text(state->out, s, n);
	return 0;
}

int markdown_write(struct markdown *markdown, const char *text, size_t n)
{
	static const MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_NOHTML,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = take_text,
	};
	struct state state = { .markdown = markdown, .out = markdown->out };
	int error = md_parse(text, (MD_SIZE)n, &parser, &state);
	if (state.out != markdown->out)
		fclose(state.out);
	free(state.title);
	return error ? -ENOMEM : 0;
}

#endif
