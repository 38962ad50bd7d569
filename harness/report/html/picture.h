/* SVG within HTML. The picture may come from a campaign that somebody else made, so only what our
 * charts are made of gets through. */
#ifndef TRACETAX_HTML_PICTURE_H
#define TRACETAX_HTML_PICTURE_H

#include <stdio.h>

/* Writes a picture as an element. Ids and what refers to them begin with the prefix, so that two
 * pictures of a page do not share any. Elements that a chart has not, and text that is no SVG, are
 * refused; attributes that a chart has not are left out. Returns 0, -EBADMSG, or -ENOMEM; then
 * nothing is written. */
int html_picture(FILE *out, const char *svg, size_t n, const char *prefix);

#endif
