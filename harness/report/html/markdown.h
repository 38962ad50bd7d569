/* Our Markdown as HTML. */
#ifndef TRACETAX_HTML_MARKDOWN_H
#define TRACETAX_HTML_MARKDOWN_H

#include <stddef.h>
#include <stdio.h>

enum { ANCHOR_MAX = 96 };

/* What Markdown is written to, and what is put into it. */
struct markdown {
	FILE *out;
	const char *prefix; /* of all ids */
	void *context; /* of these, each of which may be NULL: */
	/* Writes the picture that an image names. */
	void (*image)(struct markdown *markdown, const char *target, const char *words);
	/* Takes note of a heading: its level, its id, and what stands in it, as HTML. */
	void (*heading)(
		struct markdown *markdown, unsigned level, const char *id, const char *html);
	/* Writes what stands behind the first item of the first list. */
	void (*first_item)(struct markdown *markdown);
	const char *list_class; /* of the list that has this item alone */
};

/* Appends the HTML. It has no element that is not ours, as foreign text is escaped, and no link
 * to another place than this page and the files beside it. Returns 0, or -ENOMEM, or -ENOSYS if
 * tracetax was built without md4c. */
int markdown_write(struct markdown *markdown, const char *text, size_t n);

/* Returns what this build lacks for that; NULL if nothing. */
const char *markdown_lacks(void);

#endif
