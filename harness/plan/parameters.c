#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "parameters.h"

static bool is_name(const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)name[i]) && !strchr("_-", name[i]))
			return false;
	return n > 0;
}

static bool is_known(const struct parameters *parameters, const char *name, size_t n)
{
	for (size_t i = 0; i < parameters->n; i++)
		if (strncmp(parameters->all[i].name, name, n) == 0 && !parameters->all[i].name[n])
			return true;
	return false;
}

/* Checks the name at the start of a text, before a comma. */
static int check_name(const struct parameters *parameters, const char *option, const char *text,
	size_t n, struct complaint *complaint)
{
	bool is_list = strcmp(option, "parameter-list") == 0;
	if (!is_name(text, n) || !text[n])
		return complain(complaint, "--%s: expected %s before --, found \"%.80s\"", option,
			is_list ? "VAR VALUE,..." : "VAR MIN MAX", text);
	if (is_known(parameters, text, n))
		return complain(complaint, "--%s: %.*s is given twice", option, (int)n, text);
	if (parameters->n == PARAMETERS_MAX)
		return complain(complaint, "--%s: expected at most %d parameters, found more",
			option, PARAMETERS_MAX);
	return 0;
}

/* Adds a parameter without values. Returns NULL with the complaint. */
static struct parameter *add(struct parameters *parameters, const char *option, const char *text,
	struct complaint *complaint)
{
	size_t n = strcspn(text, ",");
	struct parameter *new = &parameters->all[parameters->n];
	if (check_name(parameters, option, text, n, complaint) < 0)
		return NULL;
	new->name = strndup(text, n);
	if (!new->name) {
		complain(complaint, "no memory for a parameter");
		return NULL;
	}
	parameters->n++;
	return new;
}

static int add_value(struct parameter *parameter, const char *option, const char *value,
	struct complaint *complaint)
{
	if (parameter->n == VALUES_MAX)
		return complain(complaint, "--%s %.40s: expected at most %d values, found more",
			option, parameter->name, VALUES_MAX);
	parameter->values[parameter->n] = strdup(value);
	if (!parameter->values[parameter->n])
		return complain(complaint, "no memory for a parameter");
	parameter->n++;
	return 0;
}

/* Copies a value up to its comma, without the backslashes that keep commas. Returns what follows
 * the comma; NULL at the end. */
static const char *cut_value(const char *from, char *to)
{
	for (; *from && *from != ','; from++) {
		from += from[0] == '\\' && from[1] == ',';
		*to++ = *from;
	}
	*to = '\0';
	return *from ? from + 1 : NULL;
}

int parameters_list(struct parameters *parameters, const char *text, struct complaint *complaint)
{
	static const char option[] = "parameter-list";
	struct parameter *parameter = add(parameters, option, text, complaint);
	char *value = parameter ? malloc(strlen(text) + 1) : NULL;
	if (!value)
		return parameter ? complain(complaint, "no memory for a parameter") : -EINVAL;
	int error = 0;
	for (const char *next = text + strlen(parameter->name) + 1; next && !error;) {
		next = cut_value(next, value);
		error = add_value(parameter, option, value, complaint);
	}
	free(value);
	return error;
}

/* The numbers of a scan, in one scale except the first, which stays as it was typed. */
struct range {
	struct decimal first, min, max, step;
};

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static int read_range(const char *name, const char *text, const char *step, struct range *range,
	struct complaint *complaint)
{
	const char *end = decimal_read(text, &range->first);
	end = end && *end == ',' ? decimal_read(end + 1, &range->max) : NULL;
	if (!end || *end)
		return complain(complaint,
			"--parameter-scan %.40s: expected two decimal numbers, found \"%.60s\"",
			name, text);
	end = decimal_read(step ? step : "1", &range->step);
	if (!end || *end || range->step.units <= 0)
		return complain(complaint,
			"--parameter-step-size: expected a decimal number above 0, found \"%.60s\"",
			step);
	if (!step && (range->first.scale || range->max.scale))
		return complain(complaint,
			"--parameter-scan %.40s: a range with decimals needs --parameter-step-size",
			name);
	int scale = larger(larger(range->first.scale, range->max.scale), range->step.scale);
	range->min = decimal_rescaled(range->first, scale);
	range->max = decimal_rescaled(range->max, scale);
	range->step = decimal_rescaled(range->step, scale);
	return range->min.units <= range->max.units
		       ? 0
		       : complain(
				 complaint, "--parameter-scan %.40s: MIN is larger than MAX", name);
}

int parameters_scan(struct parameters *parameters, const char *text, const char *step,
	struct complaint *complaint)
{
	static const char option[] = "parameter-scan";
	struct range range = { .step.units = 1 };
	char value[40];
	struct parameter *parameter = add(parameters, option, text, complaint);
	if (!parameter)
		return -EINVAL;
	const char *bounds = text + strlen(parameter->name) + 1;
	int error = read_range(parameter->name, bounds, step, &range, complaint);
	for (struct decimal at = range.min; !error && at.units <= range.max.units;
		at.units += range.step.units) {
		bool is_first = at.units == range.min.units;
		decimal_write(is_first ? range.first : at, value, sizeof value);
		error = add_value(parameter, option, value, complaint);
	}
	return error;
}

void parameters_free(struct parameters *parameters)
{
	for (size_t i = 0; i < parameters->n; i++) {
		for (size_t v = 0; v < parameters->all[i].n; v++)
			free(parameters->all[i].values[v]);
		free(parameters->all[i].name);
	}
	*parameters = (struct parameters){ .n = 0 };
}

size_t parameters_combinations(const struct parameters *parameters)
{
	size_t n = 1;
	for (size_t i = 0; i < parameters->n; i++)
		n *= parameters->all[i].n;
	return n;
}

const char *parameters_value(
	const struct parameters *parameters, size_t combination, size_t parameter)
{
	for (size_t i = 0; i < parameter; i++)
		combination /= parameters->all[i].n;
	return parameters->all[parameter].values[combination % parameters->all[parameter].n];
}

/* Returns which parameter stands at the start of a text, in braces; SIZE_MAX: none. */
static size_t parameter_at(const struct parameters *parameters, const char *text)
{
	for (size_t i = 0; i < parameters->n && *text == '{'; i++) {
		size_t n = strlen(parameters->all[i].name);
		if (strncmp(text + 1, parameters->all[i].name, n) == 0 && text[n + 1] == '}')
			return i;
	}
	return SIZE_MAX;
}

static bool is_in(const struct parameters *parameters, size_t parameter, char *const *words)
{
	for (; *words; words++)
		for (const char *at = *words; (at = strchr(at, '{')); at++)
			if (parameter_at(parameters, at) == parameter)
				return true;
	return false;
}

int parameters_check(const struct parameters *parameters, char *const *words, char *const *around,
	struct complaint *complaint)
{
	size_t n = 1;
	for (size_t i = 0; i < parameters->n; i++) {
		n *= parameters->all[i].n;
		if (n > COMBINATIONS_MAX)
			return complain(complaint,
				"expected at most %d combinations of parameters, found more",
				COMBINATIONS_MAX);
		if (!is_in(parameters, i, words) && !is_in(parameters, i, around))
			return complain(complaint,
				"the parameter %.40s stands nowhere in the command, --prepare or --conclude: write {%.40s}",
				parameters->all[i].name, parameters->all[i].name);
	}
	return 0;
}

/* Writes a word with the values put in, and its NUL. */
static void write_filled(
	const struct parameters *parameters, size_t combination, const char *word, FILE *out)
{
	while (*word) {
		size_t i = parameter_at(parameters, word);
		if (i == SIZE_MAX) {
			fputc(*word++, out);
			continue;
		}
		fputs(parameters_value(parameters, combination, i), out);
		word += strlen(parameters->all[i].name) + strlen("{}");
	}
	fputc('\0', out);
}

char **parameters_fill(const struct parameters *parameters, size_t combination, char *const *words)
{
	char *block = NULL;
	size_t size, n = 0;
	while (words[n])
		n++;
	FILE *out = open_memstream(&block, &size);
	if (!out)
		return NULL;
	for (size_t i = 0; i <= n; i++) /* room for the pointers before the texts */
		fwrite(&(char *){ NULL }, sizeof(char *), 1, out);
	for (size_t i = 0; i < n; i++)
		write_filled(parameters, combination, words[i], out);
	if (fclose(out) != 0) {
		free(block);
		return NULL;
	}
	char **filled = (char **)(void *)block, *text = block + (n + 1) * sizeof(char *);
	for (size_t i = 0; i < n; i++, text += strlen(text) + 1)
		filled[i] = text;
	return filled;
}
