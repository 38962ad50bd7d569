/* Commands of the user's: their names, their words, and what is looked at before they are started.
 */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/executable.h"
#include "plan/command.h"
#include "run.h"

static struct complaint complaint;

START_TEST(names_of_commands)
{
	static const char *const names[] = { "command:a", "command:python3-11", "command:-",
		"command:abcdefghijklmnopqrstuvw" };
	static const char *const others[] = { "", "command", "command:", "command:A", "command:a b",
		"command:a\n", " command:a", "getpid", "command:abcdefghijklmnopqrstuvwx" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ck_assert_msg(workload_is_command(names[i]), "%s", names[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		ck_assert_msg(!workload_is_command(others[i]), "%s", others[i]);
}
END_TEST

START_TEST(a_command_is_a_workload)
{
	ck_assert_ptr_null(command_find("command:a"));
	ck_assert_int_eq(command_define("a=git  'log -1'", &complaint), 0);
	const struct workload *a = command_find("command:a");
	ck_assert_ptr_nonnull(a);
	ck_assert_ptr_eq(a, command_at(0));
	ck_assert_ptr_null(command_at(1));
	ck_assert_str_eq(a->summary, "git  'log -1'");
	ck_assert_str_eq(a->command[0], "git");
	ck_assert_str_eq(a->command[1], "log -1");
	ck_assert_ptr_null(a->command[2]);
	struct traits traits = workload_traits(a);
	ck_assert(traits.foreign && traits.behind && !traits.memory);
	ck_assert_int_eq(command_define("a=git  'log -1'", &complaint), 0);
	ck_assert_ptr_null(command_at(1));
	ck_assert_int_lt(command_define("a=git log", &complaint), 0);
	ck_assert_ptr_nonnull(strstr(complaint.text, "already stands for another command"));
}
END_TEST

/* Words with their text, from which a plan would make the same words. */
static const struct {
	char *words[3];
	const char *text;
} texts[] = {
	{ { "a", "b" }, "a b" },
	{ { "a", "" }, "a ''" },
	{ { "a", "b c" }, "a 'b c'" },
	{ { "a", "it's" }, "a 'it'\\''s'" },
	{ { "a", "\\$#\"" }, "a '\\$#\"'" },
};

START_TEST(words_become_a_text_and_words_again)
{
	char again[80];
	ck_assert_int_eq(command_define_words("a", texts[_i].words, &complaint), 0);
	ck_assert_str_eq(command_find("command:a")->summary, texts[_i].text);
	snprintf(again, sizeof again, "b=%s", texts[_i].text);
	ck_assert_int_eq(command_define(again, &complaint), 0);
	char *const *words = command_find("command:b")->command;
	ck_assert_str_eq(words[0], texts[_i].words[0]);
	ck_assert_str_eq(words[1], texts[_i].words[1]);
	ck_assert_ptr_null(words[2]);
}
END_TEST

static char directory[] = "/tmp/tracetax-unit-XXXXXX";
static char path[128];

static void in_directory(void)
{
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/program", directory);
}

static void remove_directory(void)
{
	unlink(path);
	rmdir(directory);
	strcpy(directory, "/tmp/tracetax-unit-XXXXXX");
}

static void write_program(const void *bytes, size_t n, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
	ck_assert_int_eq(write(fd, bytes, n), (ssize_t)n);
	close(fd);
	ck_assert_int_eq(chmod(path, mode), 0);
}

static const struct {
	const char *bytes, *part;
	mode_t mode;
} refused[] = {
	{ "#!/bin/sh\n", "not executable", 0600 },
	{ "echo\n", "without #! in its first line", 0700 },
	{ "", "without #! in its first line", 0700 },
	{ "#!/no/shell\n", "its interpreter is not there: /no/shell", 0700 },
	{ "#! \n", "its interpreter is not there", 0700 },
	{ "#!sh\n", "its interpreter is not there: sh", 0700 },
};

START_TEST(what_the_kernel_would_not_start)
{
	struct executable executable;
	write_program(refused[_i].bytes, strlen(refused[_i].bytes), refused[_i].mode);
	ck_assert_int_lt(executable_find(path, &executable, &complaint), 0);
	ck_assert_msg(strstr(complaint.text, refused[_i].part), "%s", complaint.text);
}
END_TEST

START_TEST(what_the_loader_puts_nothing_into)
{
	static const unsigned char elf32[64] = { 0x7f, 'E', 'L', 'F', 1 },
				   elf64[64] = { 0x7f, 'E', 'L', 'F', 2 };
	struct executable executable;
	write_program(elf32, sizeof elf32, 0700);
	ck_assert_int_eq(executable_find(path, &executable, &complaint), 0);
	ck_assert_str_eq(executable.closed, "it is a 32-bit program");
	write_program(elf64, sizeof elf64, 0700);
	ck_assert_int_eq(executable_find(path, &executable, &complaint), 0);
	ck_assert_str_eq(executable.closed, "it is statically linked");
	write_program("#! /bin/sh -e\n", 14, 0700);
	ck_assert_int_eq(executable_find(path, &executable, &complaint), 0);
	ck_assert_ptr_null(executable.closed);
	write_program(elf64, sizeof elf64, 04700);
	ck_assert_int_eq(executable_find(path, &executable, &complaint), 0);
	ck_assert_str_eq(executable.closed, "it is setuid or setgid");
	write_program(elf64, 5, 0700);
	ck_assert_int_eq(executable_find(path, &executable, &complaint), 0);
	ck_assert_str_eq(executable.closed, "it is a 32-bit program");
}
END_TEST

START_TEST(programs_are_found_as_exec_finds_them)
{
	struct executable executable;
	ck_assert_int_eq(executable_find("sh", &executable, &complaint), 0);
	ck_assert_int_eq(executable.path[0], '/');
	ck_assert_int_lt(executable_find("no-such-program", &executable, &complaint), 0);
	ck_assert_int_lt(executable_find(directory, &executable, &complaint), 0);
	ck_assert_ptr_nonnull(strstr(complaint.text, "found a directory"));
}
END_TEST

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static Suite *suite(void)
{
	Suite *command = suite_create("command");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, in_directory, remove_directory);
	tcase_add_test(all, names_of_commands);
	tcase_add_test(all, a_command_is_a_workload);
	tcase_add_loop_test(all, words_become_a_text_and_words_again, 0, LENGTH(texts));
	tcase_add_loop_test(all, what_the_kernel_would_not_start, 0, LENGTH(refused));
	tcase_add_test(all, what_the_loader_puts_nothing_into);
	tcase_add_test(all, programs_are_found_as_exec_finds_them);
	suite_add_tcase(command, all);
	return command;
}

int main(void)
{
	return run_suite(suite());
}
