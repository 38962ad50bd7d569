#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/html/picture.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

/* What becomes of a picture; NULL: it is refused. */
static const struct {
	const char *svg, *html;
} pictures[] = {
	{ "<?xml version=\"1.0\"?>\n<svg viewBox='0 0 9 9' width='9' xmlns='x'/>",
		"<svg viewBox=\"0 0 9 9\"/>" },
	{ "<svg><title>Gnuplot</title><desc>x</desc><!-- <script> --><g/></svg>",
		"<svg><g/></svg>" },
	{ "<svg><g id='a'/><use xlink:href='#a'/><g filter='url(#a)'/></svg>",
		"<svg><g id=\"p-a\"/><use xlink:href=\"#p-a\"/><g filter=\"url(#p-a)\"/></svg>" },
	{ "<svg><text>1 &#44; &lt;b> \"µ\"</text></svg>",
		"<svg><text>1 &#44; &lt;b&#62; &#34;µ&#34;</text></svg>" },
	{ "<svg><path d='M1,2\tL3,4\n'/></svg>", "<svg><path d=\"M1,2\tL3,4\n\"/></svg>" },
	/* attributes that a chart has not are left out */
	{ "<svg onload='x()'><g style='fill:red' onclick=\"x\" class='c' fill='red'/></svg>",
		"<svg><g fill=\"red\"/></svg>" },
	{ "<svg><use xlink:href='http://x/#a'/><use href='#a'/></svg>", "<svg><use/><use/></svg>" },
	{ "<svg><g fill='url(http://x)' filter='url(#a) url(http://x)'/></svg>",
		"<svg><g/></svg>" },
	{ "<svg><g fill='u&#114;l(http://x)' stroke='\\75rl(http://x)'/></svg>",
		"<svg><g/></svg>" },
	{ "<svg><g fill='\"><b>'/></svg>", "<svg><g fill=\"&#34;&#62;&#60;b&#62;\"/></svg>" },
	{ "<svg><g id='\x01\xff'/></svg>", "<svg><g id=\"p-??\"/></svg>" },
	/* what is no chart is refused */
	{ "<svg><script>x</script></svg>", NULL },
	{ "<svg><SCRIPT>x</SCRIPT></svg>", NULL },
	{ "<svg><image xlink:href='x'/></svg>", NULL },
	{ "<svg><foreignObject/></svg>", NULL },
	{ "<svg><style>x</style></svg>", NULL },
	{ "<svg><a><g/></a></svg>", NULL },
	{ "<svg><title><script>x</script></title></svg>", NULL },
	{ "<svg><![CDATA[<b>]]></svg>", NULL },
	{ "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>", NULL },
	{ "<svg><g></svg></g>", NULL },
	{ "<svg></svg><svg></svg>", NULL },
	{ "<svg></svg></svg>", NULL },
	{ "<g/>", NULL },
	{ "<svg><g", NULL },
	{ "<svg><g fill='", NULL },
	{ "<svg><g fill=red/></svg>", NULL },
	{ "<svg><g><g>", NULL },
	{ "<", NULL },
	{ "", NULL },
	{ "no picture", NULL },
};

START_TEST(picture)
{
	char *html = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&html, &n);
	const char *svg = pictures[_i].svg, *due = pictures[_i].html;
	/* in room of its own, so that a sanitizer sees a byte too many */
	size_t length = strlen(svg);
	char *copy = malloc(length ? length : 1);
	memcpy(copy, svg, length);
	ck_assert_int_eq(html_picture(out, copy, length, "p-"), due ? 0 : -EBADMSG);
	fclose(out);
	ck_assert_str_eq(html, due ? due : "");
	free(copy);
	free(html);
}
END_TEST

/* Deeper than any chart. */
START_TEST(depth)
{
	char text[6 + 3 * 1000] = "<svg>";
	for (int i = 0; i < 1000; i++)
		strcat(text, "<g>");
	ck_assert_int_eq(html_picture(stderr, text, strlen(text), ""), -EBADMSG);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("picture");
	TCase *tests = tcase_create("picture");
	tcase_add_loop_test(tests, picture, 0, LENGTH(pictures));
	tcase_add_test(tests, depth);
	suite_add_tcase(suite, tests);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
