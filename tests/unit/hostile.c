/* Files that tracetax did not write, or not to their end. */
#include <check.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "records/rows.h"
#include "run.h"

/* Files of counters.csv, what is found in them, and how many rows come before that. */
static const struct {
	const char *text, *finding;
	size_t rows;
} refused[] = {
	{ "", "line 1: the file is empty", 0 },
	{ "campaign,seq,side\n",
		"line 1: not the header of counters.csv: it has no column \"event\"", 0 },
	{ "campaign,seq,side,Event,value,time_enabled,time_running,status\n" GOOD,
		"line 1: not the header of counters.csv: it has no column \"event\"", 0 },
	{ "event,seq,side\nc,1,tracee\n",
		"line 1: not the header of counters.csv: it has no column \"status\"", 0 },
	{ "event,seq,event,status\nc,1,c,ok\n", "line 1: event: this column occurs twice", 0 },
	{ "event,seq,seq,event,status\nc,1,1,c,ok\n", "line 1: seq: this column occurs twice", 0 },
	{ GOOD, "line 1: not the header of counters.csv: it has no column \"event\"", 0 },
	{ HEADER "c,1,tracee,cycles,5,6,7\n", "line 2: too few fields", 0 },
	{ HEADER GOOD "c,1,tracee,cycles,5,6,7,ok,\n", "line 3: too many fields", 1 },
	{ HEADER GOOD GOOD "c,x,tracee,cycles,5,6,7,ok\n", "line 4: seq: expected a whole number",
		2 },
	{ HEADER "c,-1,tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,+1,tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,1.0,tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,1x,tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,0x1,tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,nan,tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,9223372036854775808,tracee,cycles,5,6,7,ok\n",
		"line 2: seq: expected a whole number", 0 },
	{ HEADER "c,92233720368547758070,tracee,cycles,5,6,7,ok\n",
		"line 2: seq: expected a whole number", 0 },
	{ HEADER "c,-9223372036854775808,tracee,cycles,5,6,7,ok\n",
		"line 2: seq: expected a whole number", 0 },
	{ HEADER "c,\" 1\",tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,\"\t1\",tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,1 2,tracee,cycles,5,6,7,ok\n", "line 2: seq: expected a whole number", 0 },
	{ HEADER "c,1,tracee,cycles,5,6,x,ok\n", "line 2: time_running: expected a whole number",
		0 },
	{ HEADER "c,1,tracee12,cycles,5,6,7,ok\n", "line 2: side: expected at most 7 bytes", 0 },
	{ HEADER "\033[2J,1,tracee,cycles,5,6,7,ok\n", "line 2: campaign: expected at most", 0 },
	{ HEADER "c,1,tracee,\"a\tb\",5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\"a\nb\",5,6,7,ok\n", "line 2: ", 0 },
	{ HEADER "c,1,tracee,\x7f,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\xc2\x9b,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\xff,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\x80,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\xc0\xaf,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\xe0\x80\xaf,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\xed\xa0\x80,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\xf4\x90\x80\x80,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\xe2\x82,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER "c,1,tracee,\xe2,5,6,7,ok\n", "line 2: event: expected at most", 0 },
	{ HEADER GOOD "c,1,tracee,a\"b,5,6,7,ok\n", "line 3: ", 1 },
	{ HEADER GOOD "c,1,tracee,\"a\"b,5,6,7,ok\n", "line 3: ", 1 },
	{ HEADER GOOD "c,1,tracee,cycles,5,6,7,\"ok\n", "line 3: unclosed quote", 1 },
	{ HEADER GOOD "c,1,tracee,\"cycles,5,6,7,ok\n" GOOD GOOD, "line 3: unclosed quote", 1 },
	/* libcsv takes a carriage return for the end of a row */
	{ HEADER "c,1,tracee,cycles,5,6,7,ok\r\"c,1\n", "line 3: unclosed quote", 1 },
	{ HEADER "\n\n" GOOD "c,x,tracee,cycles,5,6,7,ok\n", "line 5: seq: expected a whole number",
		1 },
	{ "\n", "line 2: the file is empty", 0 },
	{ "event\tstatus\n", "line 1: not the header of counters.csv: it has no", 0 },
	{ "event;status,side\n", "line 1: not the header of counters.csv: it has no", 0 },
	{ HEADER GOOD ",,,,,,\n", "line 3: too few fields", 1 },
	{ HEADER GOOD ",,,,,,,,\n", "line 3: too many fields", 1 },
	{ HEADER GOOD "c,1,tracee,cycles,5,6,7,ok", "line 3: the line is torn", 1 },
	{ HEADER GOOD "c,1,tra", "line 3: the line is torn", 1 },
	{ "campaign,seq", "line 1: the line is torn", 0 },
};

START_TEST(hostile_file)
{
	struct bag bag;
	put(NAME, refused[_i].text, strlen(refused[_i].text));
	ck_assert_int_eq(read_back(&bag, &counters_table, 0), -EBADMSG);
	ck_assert_msg(strncmp(finding.text, refused[_i].finding, strlen(refused[_i].finding)) == 0,
		"%s", finding.text);
	ck_assert_uint_eq(bag.n, refused[_i].rows);
}
END_TEST

/* Ways to write one row: some split at their commas, others go through libcsv. */
static const char *const alike[] = {
	GOOD,
	"c,1,tracee,cycles,5,6,7,ok\r\n",
	"c,001,tracee,cycles,5,6,7,ok\n",
	"c,1,tracee,cycles,\"5\",6,7,ok\n",
	"\"c\",\"1\",\"tracee\",\"cycles\",\"5\",\"6\",\"7\",\"ok\"\n",
	" c,1 , tracee ,cycles,5,6,7,ok \n",
	"c,1,tracee,\tcycles,5\t,6,7,ok\n",
};

START_TEST(rows_alike)
{
	char text[TEXT_SIZE];
	struct bag bag;
	int n = sprintf(text, HEADER GOOD "%s" GOOD, alike[_i]);
	put(NAME, text, (size_t)n);
	ck_done(read_back(&bag, &counters_table, 0));
	ck_assert_uint_eq(bag.n, 3);
	ck_same_row(&counters_table, bag.rows[0], bag.rows[1]);
	ck_same_row(&counters_table, bag.rows[0], bag.rows[2]);
}
END_TEST

/* What editors and spreadsheets make of a file with two rows. */
#define MARK "\xef\xbb\xbf"
static const char *const edited[] = {
	HEADER GOOD GOOD,
	MARK HEADER GOOD GOOD,
	HEADER GOOD "\n" GOOD,
	HEADER GOOD GOOD " \t\r\n\n",
	"\n\n" HEADER "\n" GOOD GOOD,
	MARK "\r\n\r\n" HEADER GOOD GOOD,
	"campaign;seq;side;event;value;time_enabled;time_running;status\n"
	"c;1;tracee;cycles;5;6;7;ok\nc;1;tracee;cycles;5;6;7;ok\n",
	MARK "campaign;seq;side;event;value;time_enabled;time_running;status\r\n"
	     "c;1;tracee;cycles;5;6;7;ok\r\n\"c\";1;tracee;cycles;5;6;7;\"ok\"\r\n\r\n",
	"\"campaign\",\"seq\",\"side\",\"event\",\"value\",\"time_enabled\",\"time_running\","
	"\"status\"\n" GOOD GOOD,
};

START_TEST(edited_files)
{
	struct bag bag;
	put(NAME, edited[_i], strlen(edited[_i]));
	ck_done(read_back(&bag, &counters_table, 0));
	ck_assert_uint_eq(bag.n, 2);
	ck_same_row(&counters_table, bag.rows[0], bag.rows[1]);
	ck_assert_str_eq(((struct counter_row *)bag.rows[1])->status, "ok");
}
END_TEST

/* Rows that no run writes, as the second of two, which is otherwise ok. */
static const struct {
	const char *column, *text, *finding;
} impossible[] = {
	{ "seq", "1", "line 3: seq: each must be larger" },
	{ "seq", "0", "line 3: seq: each must be larger" },
	{ "seq", "", "line 3: seq: each must be larger" },
	{ "status", "", "line 3: status: expected" },
	{ "status", "OK", "line 3: status: expected" },
	{ "wall_ns", "0", "line 3: wall_ns: an ok run must take time" },
	{ "wall_ns", "", "line 3: wall_ns: an ok run must take time" },
	{ "ops", "0", "line 3: ops: " },
	{ "ops", "", "line 3: ops: " },
	{ "calls", "", "line 3: calls: " },
	{ "block", "", "line 3: block: " },
	{ "block", "0", "line 3: block: " },
	{ "block", "2147483648", "line 3: block: " },
	{ "position", "", "line 3: position: " },
	{ "position", "0", "line 3: position: " },
	{ "position", "32768", "line 3: position: " },
	{ "role", "", "line 3: role: expected" },
	{ "role", "baseline", "line 3: role: expected" },
	/* and what may be */
	{ "seq", "7", NULL },
	{ "calls", "0", NULL },
	{ "role", "baseline-between", NULL },
};

START_TEST(impossible_row)
{
	char text[TEXT_SIZE];
	struct bag bag;
	size_t n = put_run_header(text);
	n += put_run(text + n, 1, NULL, NULL);
	n += put_run(text + n, 2, impossible[_i].column, impossible[_i].text);
	put(NAME, text, n);
	const char *due = impossible[_i].finding;
	ck_assert_int_eq(read_back(&bag, &runs_table, 0), due ? -EBADMSG : 0);
	ck_assert_uint_eq(bag.n, due ? 1 : 2);
	if (due)
		ck_assert_msg(strncmp(finding.text, due, strlen(due)) == 0, "%s", finding.text);
}
END_TEST

START_TEST(nul_byte)
{
	static const char in_field[] = HEADER "c,1,tracee,cy\0cles,5,6,7,ok\n" GOOD;
	static const char in_header[] = "campaign,seq,side,ev\0nt\n";
	static const char at_start[] = HEADER "\0" GOOD;
	static const char at_end[] = HEADER "c,1,tracee,cycles,5,6,7,ok\0\n" GOOD;
	struct bag bag;
	put(NAME, in_field, sizeof in_field - 1);
	ck_assert_int_eq(read_back(&bag, &counters_table, _i), -EBADMSG);
	ck_assert_uint_eq(bag.n, 0);
	put(NAME, in_header, sizeof in_header - 1);
	ck_assert_int_eq(read_back(&bag, &counters_table, _i), -EBADMSG);
	put(NAME, at_start, sizeof at_start - 1);
	ck_assert_int_eq(read_back(&bag, &counters_table, _i), -EBADMSG);
	ck_assert_uint_eq(bag.n, 0);
	put(NAME, at_end, sizeof at_end - 1);
	ck_assert_int_eq(read_back(&bag, &counters_table, _i), -EBADMSG);
	ck_assert_uint_eq(bag.n, 0);
}
END_TEST

/* A campaign name of that many letters, quoted or not, whether or not the last line may be torn. */
static void refuse_long(int length, const char *part)
{
	char text[TEXT_SIZE];
	struct bag bag;
	for (int i = 0; i < 4; i++) {
		int partial = i / 2;
		const char *quote = i % 2 ? "\"" : "";
		int n = sprintf(text, HEADER "%s%0*d%s,1,tracee,cycles,5,6,7,ok\n", quote, length,
			0, quote);
		put(NAME, text, (size_t)n);
		ck_assert_int_eq(read_back(&bag, &counters_table, partial), -EBADMSG);
		ck_assert_msg(strstr(finding.text, part) != NULL, "%s", finding.text);
	}
}

START_TEST(long_fields)
{
	struct bag bag;
	char text[TEXT_SIZE];
	int n = sprintf(text, HEADER "%063d,1,tracee,cycles,5,6,7,ok\n", 0);
	put(NAME, text, (size_t)n);
	ck_done(read_back(&bag, &counters_table, 0));
	refuse_long(64, "line 2: campaign: expected at most 63 bytes");
	refuse_long(1023, "line 2: campaign: expected at most 63 bytes");
	refuse_long(1024, "line 2: a field is too long");
	refuse_long(4000, "line 2: a field is too long");
	refuse_long(5000, "line 2: the line is torn, too long");
}
END_TEST

/* A writer that was killed may leave any beginning of a file: the whole rows count. */
START_TEST(every_torn_end)
{
	static const char text[] = HEADER GOOD "\"c,\",2,tracee,cycles,5,6,7,ok\n" GOOD;
	static const size_t first = sizeof HEADER - 1, second = first + sizeof GOOD - 1;
	const size_t third = sizeof text - sizeof GOOD;
	struct bag bag;
	for (size_t n = first; n < sizeof text; n++) {
		put(NAME, text, n);
		ck_done(read_back(&bag, &counters_table, 1));
		size_t whole = n < second ? 0 : n < third ? 1 : n < sizeof text - 1 ? 2 : 3;
		ck_assert_uint_eq(bag.n, whole);
	}
	put(NAME, text, first - 1);
	ck_assert_int_eq(read_back(&bag, &counters_table, 1), -EBADMSG);
}
END_TEST

START_TEST(files_that_are_none)
{
	struct bag bag;
	ck_assert_int_eq(read_back(&bag, &counters_table, 0), -ENOENT);
	ck_assert_int_eq(symlinkat("target", directory, NAME), 0);
	put("target", HEADER GOOD, strlen(HEADER GOOD));
	ck_assert_int_eq(read_back(&bag, &counters_table, 0), -ELOOP);
	unlinkat(directory, NAME, 0);
	ck_assert_int_eq(mkfifoat(directory, NAME, 0600), 0);
	ck_assert_int_lt(
		read_back(&bag, &counters_table, 0), 0); /* and does not wait for a writer */
}
END_TEST

static Suite *suite(void)
{
	Suite *hostile = suite_create("hostile");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, make_folder, remove_folder);
	tcase_add_checked_fixture(all, remove_files, NULL);
	tcase_add_loop_test(all, hostile_file, 0, LENGTH(refused));
	tcase_add_loop_test(all, rows_alike, 0, LENGTH(alike));
	tcase_add_loop_test(all, edited_files, 0, LENGTH(edited));
	tcase_add_loop_test(all, impossible_row, 0, LENGTH(impossible));
	tcase_add_loop_test(all, nul_byte, 0, 2);
	tcase_add_test(all, long_fields);
	tcase_add_test(all, every_torn_end);
	tcase_add_test(all, files_that_are_none);
	suite_add_tcase(hostile, all);
	return hostile;
}

int main(void)
{
	return run_suite(suite());
}
