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

/* The options with commands in which parameters may stand: first those for each execution. */
static const enum run_option around[] = { OPTION_PREPARE, OPTION_CONCLUDE, OPTION_SETUP,
	OPTION_CLEANUP };
enum { AROUND_EACH = 2, AROUND = sizeof around / sizeof *around };

/* Fills `texts`, NULL-ended, with those of the first options that are given. */
static void texts_of(const struct options *options, size_t first, char **texts)
{
	for (size_t i = 0; i < first; i++)
		if (options->value[around[i]])
			*texts++ = (char *)options->value[around[i]];
	*texts = NULL;
}

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
	const struct options *options, struct parameters *parameters, struct complaint *complaint)
{
	int error = 0;
	char *each[AROUND_EACH + 1];
	if (variants->step && !variants->n_scans)
		return complain(complaint,
			"--parameter-step-size: it is the step of --parameter-scan, which is not given");
	for (size_t i = 0; i < variants->n_scans && !error; i++)
		error = parameters_scan(parameters, variants->scans[i], variants->step, complaint);
	for (size_t i = 0; i < variants->n_lists && !error; i++)
		error = parameters_list(parameters, variants->lists[i], complaint);
	texts_of(options, AROUND_EACH, each);
	return error ? error : parameters_check(parameters, words, each, complaint);
}

/* Makes the line of a workload, with the values of parameters in what is done around it. */
static int make_line(struct variants *variants, const struct parameters *parameters,
	const struct options *options, const char *workload, struct complaint *complaint)
{
	char *texts[AROUND + 1];
	size_t i = variants->n;
	texts_of(options, AROUND, texts);
	char **filled = variants->around[i] = parameters_fill(parameters, i, texts);
	if (!filled)
		return complain(complaint, "no memory for a command");
	variants->workloads[i] = variants->lines[i].value[OPTION_WORKLOAD] =
		command_find(workload)->name;
	for (size_t a = 0; a < AROUND; a++)
		if (options->value[around[a]])
			variants->lines[i].value[around[a]] = *filled++;
	variants->n++;
	return 0;
}

/* Notes the values of a workload's parameters. */
static void note(struct variants *variants, const struct parameters *parameters, size_t combination,
	const char *workload)
{
	json_t *values = json_object();
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
	const char *name, char *const *words, const struct options *options,
	struct complaint *complaint)
{
	size_t combination = variants->n;
	struct executable executable;
	char whole[WORKLOAD_NAME_SIZE + sizeof PREFIX];
	char **made = words_of(variants, parameters, combination, words, complaint);
	int error = made ? executable_find(made[0], &executable, complaint) : -EINVAL;
	name_of(parameters, combination, name, whole, sizeof whole);
	if (!error)
		error = command_define_words(whole + strlen(PREFIX), made, complaint);
	if (error) {
		free(made);
		return error;
	}
	note(variants, parameters, combination, whole);
	return make_line(variants, parameters, options, whole, complaint);
}

int variants_define(struct variants *variants, const char *name, char *const *words,
	const struct options *options, struct complaint *complaint)
{
	struct parameters parameters = { .n = 0 };
	int error = read_parameters(variants, words, options, &parameters, complaint);
	variants->parameters = json_object();
	while (!error && variants->n < parameters_combinations(&parameters))
		error = define_one(variants, &parameters, name, words, options, complaint);
	parameters_free(&parameters);
	return error;
}

void variants_free(struct variants *variants)
{
	for (size_t i = 0; i < variants->n; i++)
		free(variants->around[i]);
	json_decref(variants->parameters);
}
