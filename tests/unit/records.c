#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "records/rows.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

enum { TEXT_SIZE = 8192 };

#define NAME	"t.csv"
#define PARTIAL "t.csv.partial"
static const char *const names[] = { NAME, PARTIAL, "target" };
static const struct table *const tables[] = { &runs_table, &counters_table, &summary_table };

static char folder[64];
static int directory = -1;
static struct table_error finding;

static void make_folder(void)
{
	strcpy(folder, "/tmp/tracetax-records-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_ge(directory, 0);
}

static void remove_files(void)
{
	for (int i = 0; i < LENGTH(names); i++)
		unlinkat(directory, names[i], 0);
}

static void remove_folder(void)
{
	remove_files();
	close(directory);
	rmdir(folder);
}

static bool exists(const char *name)
{
	return faccessat(directory, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static void put(const char *name, const char *text, size_t n)
{
	int fd = openat(directory, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, n), (ssize_t)n);
	close(fd);
}

static size_t get(const char *name, char *text)
{
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC);
	ck_assert_int_ge(fd, 0);
	ssize_t n = read(fd, text, TEXT_SIZE - 1);
	ck_assert_int_ge(n, 0);
	close(fd);
	text[n] = '\0';
	return (size_t)n;
}

/* The rows that were read; at most four are kept. */
struct bag {
	const struct table *table;
	size_t n;
	_Alignas(8) char rows[4][sizeof(struct run_row)];
};

static int keep(const void *row, void *context)
{
	struct bag *bag = context;
	if (bag->n < sizeof bag->rows / sizeof *bag->rows)
		memcpy(bag->rows[bag->n], row, bag->table->row_size);
	bag->n++;
	return 0;
}

static int read_back(struct bag *bag, const struct table *table, int partial)
{
	*bag = (struct bag){ .table = table };
	finding.text[0] = '\0';
	return table_read(table, directory, NAME, partial, keep, bag, &finding);
}

static void ck_done(int error)
{
	ck_assert_msg(error == 0, "%s: %s", strerror(-error), finding.text);
}

static void *field_of(const struct column *column, void *row)
{
	return (char *)row + column->offset;
}

static void ck_same_field(const struct column *column, void *a, void *b)
{
	if (column->type == COLUMN_TEXT)
		ck_assert_str_eq((const char *)a, (const char *)b);
	else if (column->type == COLUMN_COUNT)
		ck_assert_int_eq(*(int64_t *)a, *(int64_t *)b);
	else if (isnan(*(double *)a))
		ck_assert_double_nan(*(double *)b);
	else
		ck_assert_double_eq(*(double *)a, *(double *)b);
}

static void ck_same_row(const struct table *table, void *a, void *b)
{
	for (size_t i = 0; i < table->n; i++)
		ck_same_field(&table->columns[i], field_of(&table->columns[i], a),
			field_of(&table->columns[i], b));
}

static void write_rows(const struct table *table, void *rows, size_t n)
{
	struct sink sink;
	ck_done(sink_open(&sink, directory, NAME));
	ck_done(table_write_header(table, &sink));
	for (size_t i = 0; i < n; i++)
		ck_done(table_write_row(table, &sink, (char *)rows + i * table->row_size));
	ck_done(sink_commit(&sink));
}

/* What CSV might spoil; each is short enough for the smallest text column. */
static const char *const texts[] = { "", ",", "\"", "\"\"", "a,\"b\"", "µ, €", "it's", "-1", ",,,",
	"\\\"", "a b", "=1+1" };
static const int64_t counts[] = { 0, 1, INT64_MAX, ABSENT, 1234567890123456789 };
static const double reals[] = { 0, 1, -2.5, 1.23457e-05, 6.02214e+23, (double)NAN, 1.7e308 };

/* A row whose fields take from these lists in turn, beginning at `shift`. */
static void fill(const struct table *table, void *row, size_t shift)
{
	row_clear(table, row);
	for (size_t i = 0; i < table->n; i++) {
		const struct column *column = &table->columns[i];
		void *field = field_of(column, row);
		size_t at = i + shift;
		if (column->type == COLUMN_TEXT)
			strcpy(field, texts[at % LENGTH(texts)]);
		else if (column->type == COLUMN_COUNT)
			*(int64_t *)field = counts[at % LENGTH(counts)];
		else
			*(double *)field = reals[at % LENGTH(reals)];
	}
}

/* The columns alone, for rows that no run writes. */
static struct table without_rules(const struct table *table)
{
	struct table copy = *table;
	copy.schema = 0;
	copy.impossible = NULL;
	return copy;
}

START_TEST(round_trip)
{
	const struct table copy = without_rules(tables[_i / LENGTH(texts)]), *table = &copy;
	_Alignas(8) char row[sizeof(struct run_row)];
	struct bag bag;
	fill(table, row, (size_t)_i % LENGTH(texts));
	write_rows(table, row, 1);
	ck_done(read_back(&bag, table, 0));
	ck_assert_uint_eq(bag.n, 1);
	ck_same_row(table, row, bag.rows[0]);
}
END_TEST

/* libcsv strips the blanks around a field that is not quoted. */
START_TEST(round_trip_of_blanks)
{
	struct counter_row row;
	struct bag bag;
	row_clear(&counters_table, &row);
	strcpy(row.event, " a b ");
	strcpy(row.status, "\"c\" ");
	write_rows(&counters_table, &row, 1);
	ck_done(read_back(&bag, &counters_table, 0));
	ck_same_row(&counters_table, &row, bag.rows[0]);
}
END_TEST

START_TEST(round_trip_of_full_texts)
{
	const struct table copy = without_rules(tables[_i]), *table = &copy;
	_Alignas(8) char row[sizeof(struct run_row)];
	struct bag bag;
	row_clear(table, row);
	for (size_t i = 0; i < table->n; i++)
		if (table->columns[i].type == COLUMN_TEXT)
			memset(field_of(&table->columns[i], row), '"', table->columns[i].size - 1);
	write_rows(table, row, 1);
	ck_done(read_back(&bag, table, 0));
	ck_assert_uint_eq(bag.n, 1);
	ck_same_row(table, row, bag.rows[0]);
}
END_TEST

START_TEST(cleared_row_is_empty_fields)
{
	char text[TEXT_SIZE];
	struct counter_row row;
	row_clear(&counters_table, &row);
	ck_assert_int_eq(row.seq, ABSENT);
	write_rows(&counters_table, &row, 1);
	get(NAME, text);
	ck_assert_str_eq(
		text, "campaign,seq,side,event,value,time_enabled,time_running,status\n,,,,,,,\n");
}
END_TEST

START_TEST(cleared_reals_are_not_measured)
{
	struct summary_row row;
	row_clear(&summary_table, &row);
	ck_assert_double_nan(row.slowdown.value);
	ck_assert_int_eq(row.blocks, ABSENT);
	ck_assert_str_eq(row.verdict, "");
}
END_TEST

START_TEST(infinity_is_not_measured)
{
	struct summary_row row;
	struct bag bag;
	row_clear(&summary_table, &row);
	row.slowdown.value = (double)INFINITY;
	write_rows(&summary_table, &row, 1);
	ck_done(read_back(&bag, &summary_table, 0));
	ck_assert_double_nan(((struct summary_row *)bag.rows[0])->slowdown.value);
}
END_TEST

START_TEST(rows_in_order)
{
	static struct counter_row rows[1000];
	struct bag bag;
	for (int i = 0; i < LENGTH(rows); i++) {
		row_clear(&counters_table, &rows[i]);
		rows[i].seq = i;
	}
	write_rows(&counters_table, rows, LENGTH(rows));
	ck_done(read_back(&bag, &counters_table, 0));
	ck_assert_uint_eq(bag.n, LENGTH(rows));
	for (int i = 0; i < LENGTH(bag.rows); i++)
		ck_assert_int_eq(((struct counter_row *)bag.rows[i])->seq, i);
}
END_TEST

#define HEADER "campaign,seq,side,event,value,time_enabled,time_running,status\n"
#define GOOD   "c,1,tracee,cycles,5,6,7,ok\n"

START_TEST(header_alone)
{
	struct bag bag;
	put(NAME, HEADER, strlen(HEADER));
	ck_done(read_back(&bag, &counters_table, 0));
	ck_assert_uint_eq(bag.n, 0);
}
END_TEST

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
	{ "event,seq,event,status\nc,1,c,ok\n", "line 1: event: this column stands twice", 0 },
	{ "event,seq,seq,event,status\nc,1,1,c,ok\n", "line 1: seq: this column stands twice", 0 },
	{ GOOD, "line 1: not the header of counters.csv: it has no column \"event\"", 0 },
	{ HEADER "c,1,tracee,cycles,5,6,7\n", "line 2: too few fields", 0 },
	{ HEADER GOOD "c,1,tracee,cycles,5,6,7,ok,\n", "line 3: too many fields", 1 },
	{ HEADER GOOD GOOD "c,x,tracee,cycles,5,6,7,ok\n", "line 4: seq: no whole number", 2 },
	{ HEADER "c,-1,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,+1,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,1.0,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,1x,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,0x1,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,nan,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,9223372036854775808,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number",
		0 },
	{ HEADER "c,92233720368547758070,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number",
		0 },
	{ HEADER "c,-9223372036854775808,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number",
		0 },
	{ HEADER "c,\" 1\",tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,\"\t1\",tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,1 2,tracee,cycles,5,6,7,ok\n", "line 2: seq: no whole number", 0 },
	{ HEADER "c,1,tracee,cycles,5,6,x,ok\n", "line 2: time_running: no whole number", 0 },
	{ HEADER "c,1,tracee12,cycles,5,6,7,ok\n", "line 2: side: too long", 0 },
	{ HEADER "\033[2J,1,tracee,cycles,5,6,7,ok\n",
		"line 2: campaign: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\"a\tb\",5,6,7,ok\n", "line 2: event: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\"a\nb\",5,6,7,ok\n", "line 2: ", 0 },
	{ HEADER "c,1,tracee,\x7f,5,6,7,ok\n", "line 2: event: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\xc2\x9b,5,6,7,ok\n", "line 2: event: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\xff,5,6,7,ok\n", "line 2: event: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\x80,5,6,7,ok\n", "line 2: event: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\xc0\xaf,5,6,7,ok\n", "line 2: event: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\xe0\x80\xaf,5,6,7,ok\n", "line 2: event: too long, or not printable",
		0 },
	{ HEADER "c,1,tracee,\xed\xa0\x80,5,6,7,ok\n", "line 2: event: too long, or not printable",
		0 },
	{ HEADER "c,1,tracee,\xf4\x90\x80\x80,5,6,7,ok\n",
		"line 2: event: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\xe2\x82,5,6,7,ok\n", "line 2: event: too long, or not printable", 0 },
	{ HEADER "c,1,tracee,\xe2,5,6,7,ok\n", "line 2: event: too long, or not printable", 0 },
	{ HEADER GOOD "c,1,tracee,a\"b,5,6,7,ok\n", "line 3: ", 1 },
	{ HEADER GOOD "c,1,tracee,\"a\"b,5,6,7,ok\n", "line 3: ", 1 },
	{ HEADER GOOD "c,1,tracee,cycles,5,6,7,\"ok\n", "line 3: a quote that does not end", 1 },
	{ HEADER GOOD "c,1,tracee,\"cycles,5,6,7,ok\n" GOOD GOOD,
		"line 3: a quote that does not end", 1 },
	/* libcsv takes a carriage return for the end of a row */
	{ HEADER "c,1,tracee,cycles,5,6,7,ok\r\"c,1\n", "line 3: a quote that does not end", 1 },
	{ HEADER "\n\n" GOOD "c,x,tracee,cycles,5,6,7,ok\n", "line 5: seq: no whole number", 1 },
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

/* Other columns than ours, in another order: what is not known is passed over, what is missing is
 * empty. */
static const char *const named[] = {
	HEADER "c,1,tracee,cycles,5,6,7,ok\n",
	"status,time_running,time_enabled,value,event,side,seq,campaign\n"
	"ok,7,6,5,cycles,tracee,1,c\n",
	"status,new,time_running,time_enabled,value,event,side,seq,campaign,newer\n"
	"ok,whatever,7,6,5,cycles,tracee,1,c,\n",
	"new,status,new,time_running,time_enabled,value,event,side,seq,campaign,\n"
	",ok,\"a,\"\"\xff\",7,6,5,cycles,tracee,1,c,-1\n",
	"status,event,campaign\nok,cycles,c\n",
	"event,status\ncycles,ok\n",
};

START_TEST(columns_by_name)
{
	struct bag bag;
	put(NAME, named[_i], strlen(named[_i]));
	ck_done(read_back(&bag, &counters_table, 0));
	ck_assert_uint_eq(bag.n, 1);
	const struct counter_row *row = (const struct counter_row *)bag.rows[0];
	bool whole = _i < 4;
	ck_assert_str_eq(row->event, "cycles");
	ck_assert_str_eq(row->status, "ok");
	ck_assert_str_eq(row->side, whole ? "tracee" : "");
	ck_assert_str_eq(row->campaign, _i < 5 ? "c" : "");
	ck_assert_int_eq(row->seq, whole ? 1 : ABSENT);
	ck_assert_int_eq(row->value, whole ? 5 : ABSENT);
	ck_assert_int_eq(row->time_running, whole ? 7 : ABSENT);
}
END_TEST

/* Two buffers take turns: what is missing stays empty in each row. */
START_TEST(missing_columns_in_every_row)
{
	static const char text[] = "slowdown,blocks\n1.5,6\n,\n2.5,7\n";
	struct bag bag;
	put(NAME, text, sizeof text - 1);
	ck_done(read_back(&bag, &summary_table, 0));
	ck_assert_uint_eq(bag.n, 3);
	for (size_t i = 0; i < 3; i++) {
		struct summary_row row, due;
		memcpy(&row, bag.rows[i], sizeof row);
		row_clear(&summary_table, &due);
		due.slowdown.value = i == 0 ? 1.5 : i == 2 ? 2.5 : (double)NAN;
		due.blocks = i == 0 ? 6 : i == 2 ? 7 : ABSENT;
		ck_same_row(&summary_table, &due, &row);
	}
}
END_TEST

/* As many as the file may have, and one more; the known ones at the end. */
START_TEST(number_of_columns)
{
	enum { MOST = 256 };
	char text[TEXT_SIZE];
	struct bag bag;
	for (int more = 0; more < 2; more++) {
		size_t n = 0;
		for (int i = 0; i < MOST - 2 + more; i++)
			n += (size_t)sprintf(text + n, "new%d,", i);
		n += (size_t)sprintf(text + n, "event,status\n");
		for (int i = 0; i < MOST - 2 + more; i++)
			n += (size_t)sprintf(text + n, ",");
		n += (size_t)sprintf(text + n, "cycles,ok\n");
		put(NAME, text, n);
		ck_assert_int_eq(read_back(&bag, &counters_table, 0), more ? -EBADMSG : 0);
		ck_assert_str_eq(finding.text, more ? "line 1: too many columns" : "");
		ck_assert_uint_eq(bag.n, !more);
	}
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
	{ "seq", "1", "line 3: seq: each stands once" },
	{ "seq", "0", "line 3: seq: each stands once" },
	{ "seq", "", "line 3: seq: each stands once" },
	{ "status", "", "line 3: status: neither" },
	{ "status", "OK", "line 3: status: neither" },
	{ "wall_ns", "0", "line 3: wall_ns: a run that is ok takes time" },
	{ "wall_ns", "", "line 3: wall_ns: a run that is ok takes time" },
	{ "ops", "0", "line 3: ops: " },
	{ "ops", "", "line 3: ops: " },
	{ "calls", "", "line 3: calls: " },
	{ "block", "", "line 3: block: " },
	{ "block", "0", "line 3: block: " },
	{ "block", "2147483648", "line 3: block: " },
	{ "position", "", "line 3: position: " },
	{ "position", "0", "line 3: position: " },
	{ "position", "32768", "line 3: position: " },
	{ "role", "", "line 3: role: neither" },
	{ "role", "baseline", "line 3: role: neither" },
	/* and what may be */
	{ "seq", "7", NULL },
	{ "calls", "0", NULL },
	{ "role", "baseline-between", NULL },
};

static size_t put_run(char *text, int seq, const char *column, const char *value)
{
	static const char *const usual[][2] = { { "schema", "4" }, { "block", "1" },
		{ "position", "1" }, { "role", "treatment" }, { "status", "ok" }, { "ops", "20" },
		{ "calls", "20" }, { "wall_ns", "1000" } };
	size_t n = 0;
	for (size_t i = 0; i < runs_table.n; i++) {
		const char *name = runs_table.columns[i].name, *field = "";
		char number[16];
		for (int u = 0; u < LENGTH(usual); u++)
			field = strcmp(usual[u][0], name) == 0 ? usual[u][1] : field;
		snprintf(number, sizeof number, "%d", seq);
		field = strcmp(name, "seq") == 0 ? number : field;
		field = column && strcmp(name, column) == 0 ? value : field;
		n += (size_t)sprintf(text + n, "%s%s", i ? "," : "", field);
	}
	return n + (size_t)sprintf(text + n, "\n");
}

static size_t put_run_header(char *text)
{
	size_t n = 0;
	for (size_t i = 0; i < runs_table.n; i++)
		n += (size_t)sprintf(text + n, "%s%s", i ? "," : "", runs_table.columns[i].name);
	return n + (size_t)sprintf(text + n, "\n");
}

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

#define OTHER_SCHEMA "not of schema 4: read it with the version that wrote it"

/* Files of runs.csv, of this schema and of others: whatever else is wrong, the schema is told. */
static const struct {
	const char *text, *finding;
} schemas[] = {
	{ "schema\n3\n", "line 2: " OTHER_SCHEMA },
	{ "schema\n5\n", "line 2: " OTHER_SCHEMA },
	{ "schema,new\n\n5,1\n", "line 3: " OTHER_SCHEMA },
	{ "new,schema\n1,40\n", "line 2: " OTHER_SCHEMA },
	{ "wall_ns,wall_ns,schema\n1,1,3\n", "line 2: " OTHER_SCHEMA },
	{ "wall_ns,schema,ops\nx,3,x\n", "line 2: " OTHER_SCHEMA },
	{ "mode,schema,ops\n\x1b,\"3\",1,2\n", "line 2: " OTHER_SCHEMA },
	{ "mode,schema,ops\nuntraced,3\n", "line 2: " OTHER_SCHEMA },
	{ "schema\n\n", "line 1: not the header of runs.csv: it has no column \"seq\"" },
	{ "schema\n", "line 1: not the header of runs.csv: it has no column \"seq\"" },
	{ "schema\n4\n3\n", "line 1: not the header of runs.csv: it has no column \"seq\"" },
	{ "schema\nx\n3\n", "line 1: not the header of runs.csv: it has no column \"seq\"" },
	{ "seq\n3\n", "line 1: not the header of runs.csv: it has no column \"schema\"" },
};

START_TEST(schema_is_judged_first)
{
	struct bag bag;
	put(NAME, schemas[_i].text, strlen(schemas[_i].text));
	ck_assert_int_eq(read_back(&bag, &runs_table, 0), -EBADMSG);
	ck_assert_str_eq(finding.text, schemas[_i].finding);
	ck_assert_uint_eq(bag.n, 0);
}
END_TEST

START_TEST(schema_of_a_later_row)
{
	static const char *const others[] = { "3", "5", "" };
	char text[TEXT_SIZE];
	struct bag bag;
	size_t n = put_run_header(text);
	n += put_run(text + n, 1, NULL, NULL);
	n += put_run(text + n, 1, "schema", others[_i]);
	put(NAME, text, n);
	ck_assert_int_eq(read_back(&bag, &runs_table, 0), -EBADMSG);
	ck_assert_str_eq(finding.text, "line 3: " OTHER_SCHEMA);
	ck_assert_uint_eq(bag.n, 1);
}
END_TEST

/* Each column that a run cannot do without is missed by its name; the others are not missed. */
START_TEST(column_that_is_missing)
{
	char text[TEXT_SIZE], renamed[64], due[128];
	struct bag bag;
	const char *name = runs_table.columns[_i].name;
	size_t n = put_run_header(text);
	n += put_run(text + n, 1, NULL, NULL);
	snprintf(renamed, sizeof renamed, "%s%s,", _i ? "," : "", name);
	bool last = (size_t)_i == runs_table.n - 1;
	char *at = last ? strstr(text, ",flags\n") : strstr(text, renamed);
	ck_assert_ptr_nonnull(at);
	at[_i ? 1 : 0] = 'X';
	put(NAME, text, n);
	bool needed = false;
	for (const char *const *need = runs_table.needs; *need; need++)
		needed = needed || strcmp(*need, name) == 0;
	ck_assert_int_eq(read_back(&bag, &runs_table, 0), needed ? -EBADMSG : 0);
	snprintf(due, sizeof due, "line 1: not the header of runs.csv: it has no column \"%s\"",
		name);
	ck_assert_str_eq(finding.text, needed ? due : "");
}
END_TEST

/* What failed has no time, and may have no place. */
START_TEST(rows_without_a_time)
{
	static const char *const statuses[] = { "skip", "fail" };
	struct run_row row, before;
	row_clear(&runs_table, &row);
	row.schema = SCHEMA;
	row.seq = 2;
	before = row;
	before.seq = 1;
	strcpy(row.status, statuses[_i]);
	ck_assert_ptr_null(runs_table.impossible(&row, &before));
	ck_assert_ptr_null(runs_table.impossible(&row, NULL));
	ck_assert_ptr_nonnull(runs_table.impossible(&row, &row));
}
END_TEST

START_TEST(text_beyond_ascii)
{
	static const char text[] = HEADER "~!,1,tracee,µs·€,5,6,7,ok\n";
	struct bag bag;
	put(NAME, text, sizeof text - 1);
	ck_done(read_back(&bag, &counters_table, 0));
	ck_assert_str_eq(((struct counter_row *)bag.rows[0])->campaign, "~!");
	ck_assert_str_eq(((struct counter_row *)bag.rows[0])->event, "µs·€");
}
END_TEST

/* As slowdown of a summary.csv. */
static const struct {
	const char *text;
	bool good;
} real_texts[] = {
	{ "", true },
	{ "12.5", true },
	{ "-1", true },
	{ "1e-05", true },
	{ "inf", false },
	{ "-inf", false },
	{ "infinity", false },
	{ "nan", false },
	{ "NAN", false },
	{ "1e999", false },
	{ "0x10", false },
	{ "1,5", false },
	{ "1 2", false },
	{ "\" 1\"", false },
	{ "e", false },
	{ "-", false },
	{ "x", false },
};

START_TEST(real_number)
{
	char text[TEXT_SIZE];
	struct bag bag;
	size_t n = 0;
	for (size_t i = 0; i < summary_table.n; i++)
		n += (size_t)sprintf(text + n, "%s%s", i ? "," : "", summary_table.columns[i].name);
	n += (size_t)sprintf(text + n, "\ngetpid,0,same,untraced,6,1,1,1,%s", real_texts[_i].text);
	for (size_t i = 9; i < summary_table.n; i++)
		n += (size_t)sprintf(text + n, ",");
	n += (size_t)sprintf(text + n, "\n");
	put(NAME, text, n);
	ck_assert_int_eq(read_back(&bag, &summary_table, 0), real_texts[_i].good ? 0 : -EBADMSG);
	ck_assert_uint_eq(bag.n, real_texts[_i].good);
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
	refuse_long(64, "line 2: campaign: too long");
	refuse_long(1023, "line 2: campaign: too long");
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

static int stop_at_second(const void *row, void *context)
{
	int *n = context;
	(void)row;
	return ++*n == 2 ? -EPROTO : 0;
}

START_TEST(reader_stops_when_told)
{
	int n = 0;
	put(NAME, HEADER GOOD GOOD GOOD, strlen(HEADER GOOD GOOD GOOD));
	ck_assert_int_eq(
		table_read(&counters_table, directory, NAME, 0, stop_at_second, &n, &finding),
		-EPROTO);
	ck_assert_int_eq(n, 2);
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

START_TEST(sink_commits)
{
	char text[TEXT_SIZE];
	struct sink sink;
	put(NAME, "old\n", 4);
	ck_done(sink_open(&sink, directory, NAME));
	ck_done(sink_write(&sink, "new\n", 4));
	get(NAME, text);
	ck_assert_str_eq(text, "old\n");
	ck_assert(exists(PARTIAL));
	ck_done(sink_commit(&sink));
	get(NAME, text);
	ck_assert_str_eq(text, "new\n");
	ck_assert(!exists(PARTIAL));
}
END_TEST

/* Who may read a file is not widened by writing it again. */
START_TEST(mode_is_kept)
{
	static const mode_t modes[] = { 0600, 0640, 0666, 0444 };
	struct stat info;
	put(NAME, "old\n", 4);
	ck_assert_int_eq(fchmodat(directory, NAME, modes[_i], 0), 0);
	ck_done(sink_file(directory, NAME, "new\n", 4));
	ck_assert_int_eq(fstatat(directory, NAME, &info, 0), 0);
	ck_assert_uint_eq(info.st_mode & 0777, modes[_i]);
	ck_assert_int_eq(info.st_size, 4);
}
END_TEST

START_TEST(nothing_before_the_commit)
{
	struct sink sink;
	ck_done(sink_open(&sink, directory, NAME));
	ck_done(sink_write(&sink, "new\n", 4));
	ck_assert(!exists(NAME));
	sink_abandon(&sink);
	ck_assert(!exists(NAME));
	ck_assert(!exists(PARTIAL));
}
END_TEST

START_TEST(abandon_keeps_the_old)
{
	char text[TEXT_SIZE];
	struct sink sink;
	put(NAME, "old\n", 4);
	ck_done(sink_open(&sink, directory, NAME));
	ck_done(sink_write(&sink, "new\n", 4));
	sink_abandon(&sink);
	get(NAME, text);
	ck_assert_str_eq(text, "old\n");
	ck_assert(!exists(PARTIAL));
}
END_TEST

START_TEST(partial_of_another_is_replaced)
{
	char text[TEXT_SIZE];
	put(PARTIAL, "left by a writer that was killed\n", 33);
	ck_done(sink_file(directory, NAME, "new\n", 4));
	get(NAME, text);
	ck_assert_str_eq(text, "new\n");
}
END_TEST

START_TEST(symlink_is_not_followed)
{
	char text[TEXT_SIZE];
	struct stat info;
	put("target", "precious\n", 9);
	ck_assert_int_eq(symlinkat("target", directory, PARTIAL), 0);
	ck_done(sink_file(directory, NAME, "new\n", 4));
	get("target", text);
	ck_assert_str_eq(text, "precious\n");
	ck_assert_int_eq(fstatat(directory, NAME, &info, AT_SYMLINK_NOFOLLOW), 0);
	ck_assert(S_ISREG(info.st_mode));
}
END_TEST

START_TEST(sink_without_directory)
{
	struct sink sink;
	ck_assert_int_eq(sink_open(&sink, -1, NAME), -EBADF);
	ck_assert_int_eq(sink_file(-1, NAME, "new\n", 4), -EBADF);
}
END_TEST

/* No file of this process may grow beyond it. Until it is lifted check cannot write either, so
 * nothing is asserted. */
static void limit_files(rlim_t bytes)
{
	struct rlimit limit;
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = bytes;
	setrlimit(RLIMIT_FSIZE, &limit);
}

static void lift_limit(void)
{
	struct rlimit limit;
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* The limit falls into a line of 8 bytes, at each of them. */
START_TEST(disk_that_is_full)
{
	struct sink sink;
	struct bag bag;
	struct counter_row row;
	char text[TEXT_SIZE];
	size_t whole = 0;
	row_clear(&counters_table, &row);
	ck_done(sink_open(&sink, directory, NAME));
	ck_done(table_write_header(&counters_table, &sink));
	int error = 0, again = 0;
	limit_files((rlim_t)(200 + _i));
	for (; whole < 100 && !error; whole += !error)
		error = table_write_row(&counters_table, &sink, &row);
	again = sink_write(&sink, "longer than 8\n", 14);
	lift_limit();
	ck_assert_int_eq(error, -EFBIG);
	ck_assert_int_eq(again, -EFBIG);
	ck_assert_uint_eq(whole, (200 + (size_t)_i - strlen(HEADER)) / 8);
	ck_assert_uint_eq(get(PARTIAL, text), strlen(HEADER) + 8 * whole);
	ck_done(sink_commit(&sink));
	ck_done(read_back(&bag, &counters_table, 0));
	ck_assert_uint_eq(bag.n, whole);
}
END_TEST

START_TEST(writing_goes_on_after_a_full_disk)
{
	char text[TEXT_SIZE];
	struct sink sink;
	ck_done(sink_open(&sink, directory, NAME));
	limit_files(6);
	int first = sink_write(&sink, "one\n", 4), second = sink_write(&sink, "two\n", 4);
	lift_limit();
	ck_done(first);
	ck_assert_int_eq(second, -EFBIG);
	ck_done(sink_write(&sink, "three\n", 6));
	ck_done(sink_commit(&sink));
	get(NAME, text);
	ck_assert_str_eq(text, "one\nthree\n");
}
END_TEST

START_TEST(whole_file_on_a_full_disk)
{
	char text[TEXT_SIZE];
	put(NAME, "old\n", 4);
	limit_files(5);
	int error = sink_file(directory, NAME, "far too long\n", 13);
	lift_limit();
	ck_assert_int_eq(error, -EFBIG);
	get(NAME, text);
	ck_assert_str_eq(text, "old\n");
	ck_assert(!exists(PARTIAL));
}
END_TEST

static void add_tables(Suite *records)
{
	TCase *table = tcase_create("tables");
	tcase_add_unchecked_fixture(table, make_folder, remove_folder);
	tcase_add_checked_fixture(table, remove_files, NULL);
	tcase_add_loop_test(table, round_trip, 0, LENGTH(tables) * LENGTH(texts));
	tcase_add_test(table, round_trip_of_blanks);
	tcase_add_loop_test(table, round_trip_of_full_texts, 0, LENGTH(tables));
	tcase_add_test(table, cleared_row_is_empty_fields);
	tcase_add_test(table, cleared_reals_are_not_measured);
	tcase_add_test(table, infinity_is_not_measured);
	tcase_add_test(table, rows_in_order);
	tcase_add_test(table, header_alone);
	tcase_add_loop_test(table, hostile_file, 0, LENGTH(refused));
	tcase_add_loop_test(table, columns_by_name, 0, LENGTH(named));
	tcase_add_test(table, missing_columns_in_every_row);
	tcase_add_test(table, number_of_columns);
	tcase_add_loop_test(table, rows_alike, 0, LENGTH(alike));
	tcase_add_loop_test(table, edited_files, 0, LENGTH(edited));
	tcase_add_loop_test(table, impossible_row, 0, LENGTH(impossible));
	tcase_add_loop_test(table, schema_is_judged_first, 0, LENGTH(schemas));
	tcase_add_loop_test(table, schema_of_a_later_row, 0, 3);
	tcase_add_loop_test(table, column_that_is_missing, 0, (int)runs_table.n);
	tcase_add_loop_test(table, rows_without_a_time, 0, 2);
	tcase_add_test(table, text_beyond_ascii);
	tcase_add_loop_test(table, real_number, 0, LENGTH(real_texts));
	tcase_add_loop_test(table, nul_byte, 0, 2);
	tcase_add_test(table, long_fields);
	tcase_add_test(table, every_torn_end);
	tcase_add_test(table, reader_stops_when_told);
	tcase_add_test(table, files_that_are_none);
	suite_add_tcase(records, table);
}

static void add_sinks(Suite *records)
{
	TCase *sink = tcase_create("sinks");
	tcase_add_unchecked_fixture(sink, make_folder, remove_folder);
	tcase_add_checked_fixture(sink, remove_files, NULL);
	tcase_add_test(sink, sink_commits);
	tcase_add_loop_test(sink, mode_is_kept, 0, 4);
	tcase_add_test(sink, nothing_before_the_commit);
	tcase_add_test(sink, abandon_keeps_the_old);
	tcase_add_test(sink, partial_of_another_is_replaced);
	tcase_add_test(sink, symlink_is_not_followed);
	tcase_add_test(sink, sink_without_directory);
	tcase_add_loop_test(sink, disk_that_is_full, 0, 8);
	tcase_add_test(sink, writing_goes_on_after_a_full_disk);
	tcase_add_test(sink, whole_file_on_a_full_disk);
	suite_add_tcase(records, sink);
}

static Suite *suite(void)
{
	Suite *records = suite_create("records");
	add_tables(records);
	add_sinks(records);
	return records;
}

int main(void)
{
	return run_suite(suite());
}
