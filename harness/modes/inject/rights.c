#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "raw.h"
#include "rights.h"

enum { TEXT_SIZE = 512 };

/* A line is "start-end rwxp ...", in hexadecimal digits. */
struct reader {
	long fd, length, at;
	char text[TEXT_SIZE];
};

/* Returns the next character, or -1 at the end. */
static int next(struct reader *reader)
{
	if (reader->at >= reader->length) {
		reader->at = 0;
		reader->length = raw(SYS_read, reader->fd, reader->text, (long)TEXT_SIZE);
		if (reader->length <= 0)
			return -1;
	}
	return reader->text[reader->at++];
}

/* Reads a number. Returns the character behind it. */
static int number(struct reader *reader, uintptr_t *value)
{
	int c = next(reader);
	for (*value = 0; (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); c = next(reader))
		*value = *value * 16 + (uintptr_t)(c <= '9' ? c - '0' : c - 'a' + 10);
	return c;
}

static int rights(struct reader *reader)
{
	int result = next(reader) == 'r' ? PROT_READ : 0;
	result |= next(reader) == 'w' ? PROT_WRITE : 0;
	result |= next(reader) == 'x' ? PROT_EXEC : 0;
	return result | (next(reader) == 's' ? RIGHTS_SHARED : 0);
}

static int find(struct reader *reader, uintptr_t address)
{
	uintptr_t start, end;
	while (number(reader, &start) == '-' && number(reader, &end) == ' ') {
		int found = rights(reader);
		if (address >= start && address < end)
			return found;
		for (int c = 0; c != '\n' && c != -1;)
			c = next(reader);
	}
	return -1;
}

int rights_of(uintptr_t address)
{
	struct reader reader = { 0 };
	reader.fd =
		raw(SYS_openat, (long)AT_FDCWD, "/proc/self/maps", (long)(O_RDONLY | O_CLOEXEC));
	if (reader.fd < 0)
		return -1;
	int found = find(&reader, address);
	raw(SYS_close, reader.fd);
	return found;
}

static long mask(const void *new, void *old)
{
	enum { NONE = -1 }; /* the kernel reads a mask before it looks at what to do with it */
	return raw(SYS_rt_sigprocmask, new ? (long)NONE : 0L, new, old, (long)sizeof(uint64_t));
}

bool rights_readable(const void *bytes, size_t size)
{
	const void *last = (const char *)bytes + size - sizeof(uint64_t);
	return bytes && mask(bytes, NULL) != -EFAULT &&
	       (last == bytes || mask(last, NULL) != -EFAULT);
}

bool rights_writable(void *bytes, size_t size)
{
	void *last = (char *)bytes + size - sizeof(uint64_t);
	return mask(NULL, bytes) == 0 && (last == bytes || mask(NULL, last) == 0);
}
