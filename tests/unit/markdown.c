#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "report/html/markdown.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static const struct {
	const char *text, *html;
} texts[] = {
	{ "a **b** *c* `d<e`", "<p>a <strong>b</strong> <em>c</em> <code>d&#60;e</code></p>\n" },
	{ "## Which `one` (a)?", "<h2 id=\"p-which-one-a\">Which <code>one</code> (a)?</h2>\n" },
	{ "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
	{ "| a | b |\n|---|--:|\n| c | d |",
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"table\"><table>\n"
		"<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"number\">b</th></tr>\n</thead>\n"
		"<tbody><tr><td>c</td><td class=\"number\">d</td></tr>\n</tbody>\n</table></div>\n" },
	{ "[a](b/c.csv) [d](#e)", "<p><a href=\"b/c.csv\">a</a> <a href=\"#p-e\">d</a></p>\n" },
	{ "![a *b*](c/d.svg)", "<p>[c/d.svg: a b]</p>\n" },
	{ "&#60;b&#62; &amp;", "<p>&#60;b&#62; &amp;</p>\n" },
	/* nothing foreign is markup, and nothing leads away */
	{ "<b>a</b>", "<p>&#60;b&#62;a&#60;/b&#62;</p>\n" },
	{ "<script>\na\n</script>", "<p>&#60;script&#62;\na\n&#60;/script&#62;</p>\n" },
	{ "<!-- a -->", "<p>&#60;!-- a --&#62;</p>\n" },
	{ "[a](javascript:b)", "<p>a</p>\n" },
	{ "[a](&#106;avascript:b)", "<p>a</p>\n" },
	{ "[a](http://b) [c](//d) [e](/f)", "<p>a c e</p>\n" },
	{ "<http://a>", "<p>http://a</p>\n" },
	{ "[**a** [b](c)](http://d)",
		"<p>[<strong>a</strong> <a href=\"c\">b</a>](http://d)</p>\n" },
	{ "[a](b\"onclick=\"c)", "<p><a href=\"b&#34;onclick=&#34;c\">a</a></p>\n" },
	{ "![](x\"><b>)", "<p>[x\"><b>: ]</p>\n" },
	{ "## \"><b>", "<h2 id=\"p-b\">&#34;&#62;&#60;b&#62;</h2>\n" },
	{ "a\x1b"
	  "b",
		"<p>a?b</p>\n" },
	{ "```\n<b>\n```", "<pre tabindex=\"0\"><code>&#60;b&#62;\n</code></pre>\n" },
};

static void put_image(struct markdown *markdown, const char *target, const char *words)
{
	fprintf(markdown->out, "[%s: %s]", target, words);
}

static void put_card(struct markdown *markdown)
{
	fputs("<card>\n", markdown->out);
}

static char *html_of(struct markdown markdown, const char *text)
{
	char *html = NULL;
	size_t n = 0;
	markdown.out = open_memstream(&html, &n);
	ck_assert_int_eq(markdown_write(&markdown, text, strlen(text)), 0);
	fclose(markdown.out);
	return html;
}

START_TEST(markup)
{
	const struct markdown markdown = { .prefix = "p-", .image = put_image };
	char *html = html_of(markdown, texts[_i].text);
	ck_assert_str_eq(html, texts[_i].html);
	free(html);
}
END_TEST

START_TEST(first_item_stands_alone)
{
	const struct markdown markdown = {
		.prefix = "", .first_item = put_card, .list_class = "x"
	};
	char *html = html_of(markdown, "- a\n- b\n- c");
	ck_assert_str_eq(html,
		"<ul class=\"x\">\n<li>a</li>\n</ul>\n<card>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n");
	free(html);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("markdown");
	TCase *tests = tcase_create("markdown");
	if (!markdown_lacks()) {
		tcase_add_loop_test(tests, markup, 0, LENGTH(texts));
		tcase_add_test(tests, first_item_stands_alone);
	}
	suite_add_tcase(suite, tests);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
