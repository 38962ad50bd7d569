/* What the page brings with it, made from page.css and page.js by scripts/embed.sh. */
#ifndef TRACETAX_HTML_ASSETS_H
#define TRACETAX_HTML_ASSETS_H

/* NUL-ended UTF-8 */
extern const unsigned char page_css[], page_js[];
/* The word of each for a content-security policy: 'sha256-...'. */
extern const char page_css_policy[], page_js_policy[];

#endif
