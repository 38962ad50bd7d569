/* Plans made of command lines and of files. */
#ifndef TRACETAX_UNIT_PLANS_H
#define TRACETAX_UNIT_PLANS_H

#include <argp.h>
#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan/plan.h"
#include "plan/roster.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

enum { FILES = 2, WORDS_MAX = 64 };

static const char *const places[] = { "same", "cross", "free", NULL };

static char folder[] = "/tmp/tracetax-plan-XXXXXX";
static char files[FILES][64];
static struct plan plan;
static struct complaint complaint;

static inline void make_folder(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	for (int i = 0; i < FILES; i++)
		snprintf(files[i], sizeof files[i], "%s/%d.plan", folder, i);
}

static inline void remove_folder(void)
{
	for (int i = 0; i < FILES; i++)
		unlink(files[i]);
	rmdir(folder);
}

static inline void nothing_complained(void)
{
	complaint.text[0] = '\0';
}

static inline void free_plan(void)
{
	plan_free(&plan);
}

/* What a command line of these words, parted by blanks, would measure. */
static inline int make(const char *line)
{
	static char text[4096];
	char *argv[WORDS_MAX + 1] = { "tracetax run" };
	int argc = 1;
	snprintf(text, sizeof text, "%s", line);
	for (char *save, *word = strtok_r(text, " ", &save); word;
		word = strtok_r(NULL, " ", &save))
		argv[argc++] = word;
	struct options options;
	int error = options_parse(argc, argv, ARGP_SILENT, &options, &complaint);
	return error ? error
		     : plan_make(&options, &(struct plan_names){ .placements = places }, &plan,
			       &complaint);
}

static inline void write_plan(int file, const char *text)
{
	FILE *stream = fopen(files[file], "w");
	ck_assert_ptr_nonnull(stream);
	ck_assert_int_ge(fputs(text, stream), 0);
	ck_assert_int_eq(fclose(stream), 0);
}

/* The same of a plan with this text, behind a command line. */
static inline int make_with(const char *line, const char *text)
{
	char with_file[512];
	write_plan(0, text);
	snprintf(with_file, sizeof with_file, "%s %s", line, files[0]);
	return make(with_file);
}

static inline void ck_made(int error)
{
	ck_assert_msg(error == 0, "%s", complaint.text);
}

static inline void ck_refused(int error, const char *part)
{
	ck_assert_int_eq(error, -EINVAL);
	ck_assert_msg(strstr(complaint.text, part) != NULL, "%s", complaint.text);
}

static inline void ck_cell(size_t i, const char *workload, uint64_t size, const char *placement)
{
	ck_assert_uint_lt(i, plan.n_cells);
	ck_assert_str_eq(plan.cells[i].workload->name, workload);
	ck_assert_uint_eq(plan.cells[i].size, size);
	ck_assert_str_eq(plan.cells[i].placement, placement);
}

#endif
