#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "json_file.h"

enum { LARGEST = 1 << 20 };

static int parse(FILE *file, json_t **object, struct complaint *finding)
{
	json_error_t error;
	*object = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
	if (!*object) {
		complain(finding, "line %d: %s", error.line, error.text);
		return -EBADMSG;
	}
	if (json_is_object(*object))
		return 0;
	json_decref(*object);
	*object = NULL;
	complain(finding, "expected a JSON object, found another value");
	return -EBADMSG;
}

int json_file_read(int directory, const char *name, json_t **object, struct complaint *finding)
{
	struct stat info;
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	int error = file && fstat(fd, &info) == 0 ? 0 : -errno;
	*object = NULL;
	if (error == -ELOOP || (!error && !S_ISREG(info.st_mode))) {
		error = -EINVAL;
		complain(finding, "expected a regular file");
	} else if (error) {
		complain(finding, "%s", strerror(-error));
	} else if (info.st_size > LARGEST) {
		error = -EFBIG;
		complain(finding, "expected at most %d bytes, found more", LARGEST);
	} else {
		error = parse(file, object, finding);
	}
	if (file)
		fclose(file);
	return error;
}
