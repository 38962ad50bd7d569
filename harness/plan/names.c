#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/nearest.h"
#include "names.h"
#include "option_list.h"

enum { OPTIONS_MAX = 48, HELP = 1 };

/* The options as getopt_long(3) takes them; argp reads options in the same way. */
struct scan {
	struct option names[OPTIONS_MAX + 3];
	char letters[2 * OPTIONS_MAX + 3];
};

static bool is_last(const struct argp_option *option)
{
	return !option->name && !option->key && !option->doc;
}

/* Translates the options. The first letter ('+' or '-') tells where options end; the colon makes a
 * missing value an error of its own. */
static struct scan scan_of(const struct argp_option *options, enum operands operands)
{
	struct scan scan = {
		.names = { { "help", no_argument, NULL, HELP },
			{ "usage", no_argument, NULL, HELP } },
	};
	struct option *name = scan.names + 2;
	char *letter = scan.letters;
	*letter++ = operands == OPERANDS_LAST ? '+' : '-';
	*letter++ = ':';
	for (const struct argp_option *o = options; o && !is_last(o); o++) {
		*name++ = (struct option){ o->name, o->arg != NULL, NULL, o->key };
		if (isascii(o->key))
			letter += sprintf(letter, "%c%s", o->key, o->arg ? ":" : "");
	}
	return scan;
}

/* Complains of an option that is unknown, or short for several, and says which was meant. */
static int refuse_name(const struct option *names, const char *word, struct complaint *complaint)
{
	char typed[128], several[128] = "";
	size_t n = strcspn(word, "="), found = 0;
	snprintf(typed, sizeof typed, "%.*s", (int)(n < 100 ? n : 100), word);
	struct nearest nearest = nearest_to(typed);
	for (; names->name; names++) {
		nearest_offer(&nearest, names->name);
		if (strncmp(names->name, typed, strlen(typed)) == 0 && found < sizeof several)
			found += (size_t)snprintf(several + found, sizeof several - found, "%s--%s",
				found ? " or " : "", names->name);
	}
	if (found)
		return complain(complaint, "--%s may be %s: write more of it", typed, several);
	return nearest_complain(&nearest, "option", "--help", complaint);
}

/* Complains of what getopt_long(3) found wrong: a missing value, a needless value, or an unknown
 * option. */
static int refuse(int found, const struct argp_option *options, const struct option *names,
	const char *word, struct complaint *complaint)
{
	const struct argp_option *o = options;
	while (o && !is_last(o) && o->key != optopt)
		o++;
	bool known = optopt && o && !is_last(o);
	if (known && found == ':')
		return complain(complaint, "--%s needs a value: %s", o->name, o->arg);
	if (known)
		return complain(complaint, "--%s takes no value", o->name);
	if (optopt == HELP)
		return complain(complaint, "--help and --usage take no value");
	if (optopt)
		return complain(complaint, "unknown option \"-%c\": see --help", optopt);
	return refuse_name(names, word + strlen("--"), complaint);
}

static int check_options(const struct argp_option *options, enum operands operands, int argc,
	char **argv, struct complaint *complaint)
{
	struct scan scan = scan_of(options, operands);
	int found;
	optind = 0; /* makes glibc start anew */
	while ((found = getopt_long(argc, argv, scan.letters, scan.names, NULL)) != -1)
		if (found == ':' ||
			(found == '?' && optopt != '?')) /* argp itself answers -?, with the help */
			return refuse(found, options, scan.names, argv[optind - 1], complaint);
	return 0;
}

int names_parse(const struct argp *argp, enum operands operands, unsigned flags, int argc,
	char **argv, void *input, struct complaint *complaint)
{
	if (!(flags & ARGP_NO_EXIT) && option_list_wanted(argc, argv)) {
		option_list_print(argp, input);
		exit(EXIT_SUCCESS); /* as argp does after --help */
	}
	if (check_options(argp->options, operands, argc, argv, complaint) < 0)
		return -EINVAL;
	/* in order: POSIXLY_CORRECT would turn options after the first operand into operands */
	if (argp_parse(argp, argc, argv, flags | ARGP_IN_ORDER, NULL, input) != 0)
		return complain(complaint, "too many plans or options: see --help");
	return 0;
}

int names_number(const char *text, const char *what, bool binary, uint64_t min, uint64_t max,
	uint64_t *value, struct complaint *complaint)
{
	char *end;
	errno = 0;
	*value = strtoull(text, &end, 10);
	bool number = isdigit((unsigned char)text[0]) && errno == 0;
	if (number && binary && *end) {
		static const char suffixes[] = "kMG";
		const char *at = strchr(suffixes, *end == 'K' ? 'k' : *end);
		unsigned shift = at ? 10U * (unsigned)(at - suffixes + 1) : 0;
		number = at && !end[1] && *value <= (UINT64_MAX >> shift);
		*value <<= shift;
	} else if (*end) {
		number = false;
	}
	if (number && *value >= min && *value <= max)
		return 0;
	return complain(complaint,
		"--%s: expected a whole number from %" PRIu64 " to %" PRIu64 "%s, found \"%.40s\"",
		what, min, max, binary ? " (k, M or G may follow)" : "", text);
}

int names_decimal(const char *text, const char *what, double min, double max, double *value,
	struct complaint *complaint)
{
	char *end;
	*value = strtod(text, &end);
	if (*text && !*end && strspn(text, "0123456789.eE+-") == strlen(text) && isfinite(*value) &&
		*value >= min && *value <= max)
		return 0;
	return complain(complaint, "--%s: expected a number from %g to %g, found \"%.40s\"", what,
		min, max, text);
}
