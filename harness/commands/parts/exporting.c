#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/commands.h"
#include "exporting.h"
#include "output.h"

static const char PREFIX[] = "export-";
enum { NAME_SIZE = 32 };

void exporting_options(struct argp_option *options, int first)
{
	static char names[EXPORTS_MAX][NAME_SIZE];
	while (options->name || options->key)
		options++;
	for (int i = 0; i < EXPORTS_MAX && exports[i]; i++) {
		snprintf(names[i], NAME_SIZE, "%s%s", PREFIX, exports[i]->name);
		options[i] = (struct argp_option){
			.name = names[i],
			.key = first + i,
			.arg = "FILE",
			.flags = OPTION_HIDDEN,
		};
		options[i + 1] = (struct argp_option){ 0 };
	}
}

/* Returns 0 if the file can be written, or made in its directory, or an errno. */
static int obstacle(const char *path)
{
	struct stat file;
	if (stat(path, &file) == 0)
		return S_ISDIR(file.st_mode) ? EISDIR : access(path, W_OK) < 0 ? errno : 0;
	char *copy = errno == ENOENT ? strdup(path) : NULL;
	int error = copy && access(dirname(copy), W_OK) == 0 ? 0 : errno;
	free(copy);
	return error;
}

int exporting_check(const struct exporting *exporting, struct complaint *complaint)
{
	for (int i = 0; i < EXPORTS_MAX && exports[i]; i++) {
		int error = exporting->paths[i] ? obstacle(exporting->paths[i]) : 0;
		if (error)
			return complain(complaint,
				"--%s%s %.200s: %s: name a file that can be written", PREFIX,
				exports[i]->name, exporting->paths[i], strerror(error));
	}
	return 0;
}

const struct export *exporting_find(const char *format)
{
	for (int i = 0; exports[i]; i++)
		if (exports[i]->format && strcmp(exports[i]->format, format) == 0)
			return exports[i];
	return NULL;
}

/* Returns the place of the next one that has a format, or that of the list's end. */
static int next_format(int i)
{
	while (exports[i] && !exports[i]->format)
		i++;
	return i;
}

struct text exporting_formats(bool summaries)
{
	struct text list = { "" };
	for (int i = next_format(0), next; exports[i]; i = next) {
		size_t n = strlen(list.s), size = sizeof list.s - n;
		const struct export *e = exports[i];
		next = next_format(i + 1);
		const char *separator = !n ? "" : exports[next] ? ", " : " or ";
		if (summaries)
			snprintf(list.s + n, size, "%s%s (%s)", separator, e->format, e->summary);
		else
			snprintf(list.s + n, size, "%s%s", separator, e->format);
	}
	return list;
}

int exporting_print(const struct export *export, const struct exported *exported)
{
	if (export->write(exported, stdout) < 0)
		return command_fail(EXIT_FAILED, "no memory for --format %s", export->format);
	return EXIT_DONE;
}

static int write_one(const struct export *export, const char *path, const struct exported *exported)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	int error = out ? export->write(exported, out) : -ENOMEM;
	if (out && fclose(out) != 0)
		error = -ENOMEM;
	int status = error ? command_fail(EXIT_FAILED, "no memory for --%s%s", PREFIX, export->name)
			   : output_write(path, text, n);
	free(text);
	return status;
}

int exporting_write(const struct exporting *exporting, const struct exported *exported)
{
	int status = EXIT_DONE;
	for (int i = 0; i < EXPORTS_MAX && exports[i]; i++)
		if (exporting->paths[i] &&
			write_one(exports[i], exporting->paths[i], exported) != EXIT_DONE)
			status = EXIT_FAILED;
	return status;
}
