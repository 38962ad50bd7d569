/* Columns are found by name, whatever version wrote them. */
#include <check.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

#include "files.h"
#include "records/rows.h"
#include "run.h"

#define OTHER_SCHEMA "not of schema 4: read it with the version that wrote it"

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

static Suite *suite(void)
{
	Suite *columns = suite_create("columns");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, make_folder, remove_folder);
	tcase_add_checked_fixture(all, remove_files, NULL);
	tcase_add_loop_test(all, columns_by_name, 0, LENGTH(named));
	tcase_add_test(all, missing_columns_in_every_row);
	tcase_add_test(all, number_of_columns);
	tcase_add_loop_test(all, schema_is_judged_first, 0, LENGTH(schemas));
	tcase_add_loop_test(all, schema_of_a_later_row, 0, 3);
	tcase_add_loop_test(all, column_that_is_missing, 0, (int)runs_table.n);
	tcase_add_loop_test(all, rows_without_a_time, 0, 2);
	suite_add_tcase(columns, all);
	return columns;
}

int main(void)
{
	return run_suite(suite());
}
