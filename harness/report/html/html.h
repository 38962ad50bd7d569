/* report.html: the text of the report as one page, which needs nothing beside it. Its policy lets a
 * browser load nothing, and run and apply only what the page brings with it. */
#ifndef TRACETAX_HTML_H
#define TRACETAX_HTML_H

#include <stdio.h>

#include "report/report.h"

/* A page in the making. */
struct html {
	FILE *body, *contents;
	char *body_text, *contents_text;
	size_t body_length, contents_length;
	size_t campaigns;
	char prefix[24]; /* of the ids of this campaign */
	size_t pictures;
	struct report *report; /* of this campaign */
	int error; /* the first one */
};

/* Returns what this build lacks to make a page; NULL if nothing. */
const char *html_lacks(void);

/* Begins a page. Returns 0 or -ENOMEM. End it in either case. */
int html_begin(struct html *html);
/* Adds the report of a campaign; nothing is written to report->out. */
void html_add(struct html *html, struct report *report);
/* Writes the page to `out`, unless that is NULL, and frees it. Returns 0 or the first error. */
int html_end(struct html *html, FILE *out);

#endif
