/* A file is there whole, or not at all. */
#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "records/rows.h"
#include "run.h"

static bool exists(const char *name)
{
	return faccessat(directory, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

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

static Suite *suite(void)
{
	Suite *sinks = suite_create("sinks");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, make_folder, remove_folder);
	tcase_add_checked_fixture(all, remove_files, NULL);
	tcase_add_test(all, sink_commits);
	tcase_add_loop_test(all, mode_is_kept, 0, 4);
	tcase_add_test(all, nothing_before_the_commit);
	tcase_add_test(all, abandon_keeps_the_old);
	tcase_add_test(all, partial_of_another_is_replaced);
	tcase_add_test(all, symlink_is_not_followed);
	tcase_add_test(all, sink_without_directory);
	tcase_add_loop_test(all, disk_that_is_full, 0, 8);
	tcase_add_test(all, writing_goes_on_after_a_full_disk);
	tcase_add_test(all, whole_file_on_a_full_disk);
	suite_add_tcase(sinks, all);
	return sinks;
}

int main(void)
{
	return run_suite(suite());
}
