/* Judges a run: first its counts against what is due, then its times. */
#ifndef TRACETAX_JUDGE_H
#define TRACETAX_JUDGE_H

#include "run.h"

/* How waiting for the tracer ended. */
enum ending { ENDED, TIMED_OUT, INTERRUPTED };

/* Fills the result of a run from its page and its ending. */
void judge_run(const struct order *order, const struct page *page, enum ending ending,
	int tracer_status, struct result *result);

/* Fills outcome and reason from a page on which somebody failed. */
void judge_failed_page(const struct page *page, struct result *result);

/* Fills outcome and reason. */
void judge_fail(struct result *result, enum outcome outcome, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
