#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/executable.h"
#include "plan/command.h"
#include "plan/shell_words.h"
#include "variants.h"

enum { NUMBER_SIZE = 8 };
static const char PREFIX[] = "command:";

bool variants_add_list(struct variants *variants, const char *text)
{
	if (variants->n_lists == PARAMETERS_MAX)
		return false;
	variants->lists[variants->n_lists++] = text;
	return true;
}

bool variants_add_scan(struct variants *variants, const char *text)
{
	if (variants->n_scans == PARAMETERS_MAX)
		return false;
	variants->scans[variants->n_scans++] = text;
	return true;
}

static int read_parameters(const struct variants *variants, char *const *words,
	struct parameters *parameters, struct complaint *complaint)
{
	int error = 0;
	if (variants->step && !variants->n_scans)
		return complain(complaint,
			"--parameter-step-size: it is the step of --parameter-scan, which is not given");
	for (size_t i = 0; i < variants->n_scans && !error; i++)
		error = parameters_scan(parameters, variants->scans[i], variants->step, complaint);
	for (size_t i = 0; i < variants->n_lists && !error; i++)
		error = parameters_list(parameters, variants->lists[i], complaint);
	return error ? error : parameters_check(parameters, words, complaint);
}

/* Notes a workload, and the values of its parameters. */
static void note(struct variants *variants, const struct parameters *parameters, size_t combination,
	const char *workload)
{
	size_t n = strlen(variants->workloads);
	json_t *values = json_object();
	snprintf(variants->workloads + n, sizeof variants->workloads - n, "%s%s", n ? "," : "",
		workload);
	for (size_t i = 0; i < parameters->n; i++)
		json_object_set_new(values, parameters->all[i].name,
			json_string(parameters_value(parameters, combination, i)));
	if (parameters->n)
		json_object_set_new(variants->parameters, workload, values);
	else
		json_decref(values);
}

/* Writes the name of a workload; the name of a command that has parameters gets a number, and is
 * cut to leave room for it. */
static void name_of(const struct parameters *parameters, size_t combination, const char *name,
	char *whole, size_t size)
{
	char number[NUMBER_SIZE];
	int n = snprintf(
		number, sizeof number, "-%u", (unsigned)combination % COMBINATIONS_MAX + 1);
	int room = WORKLOAD_NAME_SIZE - (int)sizeof PREFIX - n;
	if (parameters->n)
		snprintf(whole, size, "%s%.*s%s", PREFIX, room, name, number);
	else
		snprintf(whole, size, "%s%s", PREFIX, name);
}

/* Returns the words to start, to be kept; NULL with the complaint. */
static char **words_of(const struct variants *variants, const struct parameters *parameters,
	size_t combination, char *const *words, struct complaint *complaint)
{
	bool by_shell = variants->shell && strcmp(variants->shell, "none") != 0;
	char **filled = parameters_fill(parameters, combination, words);
	if (!filled)
		complain(complaint, "no memory for a command");
	if (!filled || !by_shell)
		return filled;
	char **made = shell_words(variants->shell, filled, complaint);
	free(filled);
	return made;
}

/* Makes one workload, whose words stay until the process ends. */
static int define_one(struct variants *variants, const struct parameters *parameters,
	size_t combination, const char *name, char *const *words, struct complaint *complaint)
{
	struct executable executable;
	char whole[WORKLOAD_NAME_SIZE + sizeof PREFIX];
	char **made = words_of(variants, parameters, combination, words, complaint);
	int error = made ? executable_find(made[0], &executable, complaint) : -EINVAL;
	name_of(parameters, combination, name, whole, sizeof whole);
	if (!error)
		error = command_define_words(whole + strlen(PREFIX), made, complaint);
	if (error)
		free(made);
	else
		note(variants, parameters, combination, whole);
	return error;
}

int variants_define(struct variants *variants, const char *name, char *const *words,
	struct complaint *complaint)
{
	struct parameters parameters = { .n = 0 };
	int error = read_parameters(variants, words, &parameters, complaint);
	variants->parameters = json_object();
	for (size_t i = 0; !error && i < parameters_combinations(&parameters); i++)
		error = define_one(variants, &parameters, i, name, words, complaint);
	parameters_free(&parameters);
	return error;
}
