#include "owner.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "page/page.h"

/* Sends all pieces, though a pipe takes less at a time. Returns false if nobody reads any more. */
static bool send(int fd, struct iovec *pieces, size_t n)
{
	while (n) {
		ssize_t sent = writev(fd, pieces, (int)n);
		if (sent < 0)
			return false;
		for (; n && (size_t)sent >= pieces->iov_len; pieces++, n--)
			sent -= (ssize_t)pieces->iov_len;
		if (n) {
			pieces->iov_base = (unsigned char *)pieces->iov_base + sent;
			pieces->iov_len -= (size_t)sent;
		}
	}
	return true;
}

static void serve(const struct page *page, int request, int answer)
{
	const struct arena *arena = &page->owner.arena;
	struct iovec pieces[PIECES_MAX];
	size_t bytes = arena->extent.bytes / arena->extent.pieces;
	uint64_t at;
	do {
		if (read(request, &at, sizeof at) != sizeof at)
			return;
		for (size_t i = 0; i < arena->extent.pieces; i++)
			pieces[i] = (struct iovec){ arena->start + at + i * arena->stride, bytes };
		if (arena->layout.text)
			pieces->iov_len = strlen(pieces->iov_base) + 1;
	} while (send(answer, pieces, arena->extent.pieces));
}

enum { READ_END, WRITE_END };

/* Stops, so that the mode can open the other ends; then sends what the mode asks for. */
static int stand_and_serve(struct page *page)
{
	int request[2], answer[2];
	if (pipe2(request, O_CLOEXEC) < 0 || pipe2(answer, O_CLOEXEC) < 0)
		return -1;
	signal(SIGPIPE, SIG_IGN);
	page->owner.ask_fd = request[WRITE_END];
	page->owner.reply_fd = answer[READ_END];
	raise(SIGSTOP);
	close(request[WRITE_END]);
	close(answer[READ_END]);
	serve(page, request[READ_END], answer[WRITE_END]);
	return 0;
}

/* Stops, ready for the mode. */
static int stand(void)
{
	return raise(SIGSTOP);
}

int owner_run(struct page *page, const struct layout *layout)
{
	int error = arena_map(&page->owner.arena, layout, page->job.size, page->job.scratch);
	if (error == -ENOTSUP) {
		page_fail(page, 0, ARENA_LACKS_HUGE, ARENA_HUGE_REMEDY);
		return -1;
	}
	if (error) {
		errno = -error;
		return -1;
	}
	if ((page->owner.sends ? stand_and_serve(page) : stand()) < 0)
		return -1;
	if (page->owner.written_seed && !arena_holds(&page->owner.arena, page->owner.written_seed))
		page_fail(page, 0, "the owner does not find the bytes that were written", NULL);
	return 0;
}
