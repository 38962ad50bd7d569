/* What is written is read back as it was. */
#include <check.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

#include "files.h"
#include "records/rows.h"
#include "run.h"

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

START_TEST(header_alone)
{
	struct bag bag;
	put(NAME, HEADER, strlen(HEADER));
	ck_done(read_back(&bag, &counters_table, 0));
	ck_assert_uint_eq(bag.n, 0);
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

static Suite *suite(void)
{
	Suite *records = suite_create("records");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, make_folder, remove_folder);
	tcase_add_checked_fixture(all, remove_files, NULL);
	tcase_add_loop_test(all, round_trip, 0, LENGTH(tables) * LENGTH(texts));
	tcase_add_test(all, round_trip_of_blanks);
	tcase_add_loop_test(all, round_trip_of_full_texts, 0, LENGTH(tables));
	tcase_add_test(all, cleared_row_is_empty_fields);
	tcase_add_test(all, cleared_reals_are_not_measured);
	tcase_add_test(all, infinity_is_not_measured);
	tcase_add_test(all, rows_in_order);
	tcase_add_test(all, header_alone);
	tcase_add_test(all, text_beyond_ascii);
	tcase_add_loop_test(all, real_number, 0, LENGTH(real_texts));
	tcase_add_test(all, reader_stops_when_told);
	suite_add_tcase(records, all);
	return records;
}

int main(void)
{
	return run_suite(suite());
}
