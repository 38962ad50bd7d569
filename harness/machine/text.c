#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "records/machine_record.h"
#include "text.h"

int machine_read(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return -errno;
	size_t length = 0;
	ssize_t n = 0;
	while (length < size - 1 && (n = read(fd, text + length, size - 1 - length)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		length += (size_t)n;
	}
	int error = n < 0 ? -errno : 0;
	close(fd);
	text[length] = '\0';
	return error ? error : (int)length;
}

bool machine_field(const char *text, const char *key, char *value, size_t size)
{
	size_t n = strlen(key);
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		const char *after = line + n;
		if (strncmp(line, key, n) != 0 || after[strspn(after, " \t")] != ':')
			continue;
		after += strspn(after, " \t:");
		snprintf(value, size, "%.*s", (int)strcspn(after, "\n"), after);
		machine_printable(value);
		return true;
	}
	return false;
}

static bool first_line(const char *path, char *line, size_t size)
{
	if (machine_read(path, line, size) < 0)
		return false;
	line[strcspn(line, "\n")] = '\0';
	machine_printable(line);
	return true;
}

json_t *machine_line(const char *path)
{
	char line[512];
	return first_line(path, line, sizeof line) ? json_string(line) : json_null();
}

static bool number(const char *path, long long *value)
{
	char line[64], *end;
	if (!first_line(path, line, sizeof line))
		return false;
	errno = 0;
	*value = strtoll(line, &end, 10);
	return !errno && end != line && !*end;
}

json_t *machine_number(const char *path)
{
	long long value;
	return number(path, &value) ? json_integer(value) : json_null();
}

json_t *machine_switch(const char *path)
{
	long long value;
	return number(path, &value) ? json_boolean(value != 0) : json_null();
}

/* Tells whether the list "a, b" holds a line. */
static bool listed(const char *list, const char *line)
{
	size_t n = strlen(line);
	for (const char *at = list; (at = strstr(at, line)); at += n)
		if ((at == list || at[-1] == ' ') && (!at[n] || at[n] == ','))
			return true;
	return false;
}

json_t *machine_lines(const char *pattern)
{
	glob_t found;
	char list[512] = "", line[128];
	if (glob(pattern, 0, NULL, &found) != 0)
		return json_null();
	for (size_t i = 0; i < found.gl_pathc; i++) {
		size_t n = strlen(list);
		if (!first_line(found.gl_pathv[i], line, sizeof line) || !*line ||
			listed(list, line))
			continue;
		snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "", line);
	}
	globfree(&found);
	return *list ? json_string(list) : json_null();
}

json_t *machine_facts(const struct machine_fact *facts)
{
	json_t *all = json_object();
	for (; facts->name && all; facts++)
		if (json_object_set_new(all, facts->name, facts->read(facts->from)) < 0) {
			json_decref(all);
			all = NULL;
		}
	return all;
}
