/* The post's loop under the mode that the post used. */
#include <errno.h>
#include <string.h>

#include "analysis/accounts.h"
#include "derive/derivation.h"

static bool is_of_the_post(const struct group *group)
{
	return strcmp(group->key.workload, "getpid") == 0 &&
	       strcmp(group->key.mode, "ptrace-syscall") == 0;
}

static int add(struct rows *rows, const struct dataset *dataset, const struct group *group)
{
	struct accounts accounts;
	int error = accounts_of(dataset, group, &accounts);
	struct account_row *row = error ? NULL : rows_add(rows);
	if (!row)
		return error == -ENOENT ? 0 : -ENOMEM; /* without a baseline there is no account */
	row->key = group->key;
	row->blocks = (int64_t)group->n;
	row->wall = accounts.wall;
	row->tracee_user = accounts.tracee_user;
	row->both_user = accounts.both_user;
	row->tracee_cpu = accounts.tracee_cpu;
	row->both_cpu = accounts.both_cpu;
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++)
		if (is_of_the_post(&dataset->groups[i]))
			error = add(rows, dataset, &dataset->groups[i]);
	return error;
}

TABLE(accounts_table, account_row, ACCOUNT_COLUMNS, .name = "accounts.csv");

const struct derivation derivation = {
	.table = &accounts_table,
	.summary = "the slowdown of the post's loop, by five ways of accounting for the same runs",
	.derive = derive,
};
