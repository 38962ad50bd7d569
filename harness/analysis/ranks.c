#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "compare.h"
#include "ranks.h"

enum { VOTES_MIN = 6 };

/* The differences of both sides, and the votes that they belong to. */
struct pool {
	double *x, *vote, *members;
	size_t *of, *order;
	size_t n, votes;
};

static int pool_new(struct pool *pool, size_t n)
{
	*pool = (struct pool){
		.x = calloc(3 * (n + 1), sizeof *pool->x),
		.of = calloc(2 * (n + 1), sizeof *pool->of),
	};
	if (!pool->x || !pool->of)
		return -ENOMEM;
	pool->vote = pool->x + n + 1;
	pool->members = pool->vote + n + 1;
	pool->order = pool->of + n + 1;
	return 0;
}

static void pool_free(struct pool *pool)
{
	free(pool->x);
	free(pool->of);
}

/* Adds a side of so many votes. Returns that number. */
static size_t pool_add(struct pool *pool, const struct sample *sample, size_t joined)
{
	size_t votes = sample->blocks / joined;
	for (size_t i = 0; i < sample->blocks * sample->per; i++, pool->n++) {
		size_t vote = i / (sample->per * joined);
		/* the last one takes the rest */
		pool->of[pool->n] = pool->votes + (vote < votes ? vote : votes - 1);
		pool->x[pool->n] = sample->x[i];
	}
	pool->votes += votes;
	return votes;
}

/* Returns the normal score of a rank (van der Waerden): the quantile that is due to it. */
static double score(double rank, size_t n)
{
	return gsl_cdf_ugaussian_Pinv(rank / (double)(n + 1));
}

/* Makes each vote the mean score of its members; equal values share their mean rank. */
static void pool_score(struct pool *pool)
{
	gsl_sort_index(pool->order, pool->x, 1, pool->n);
	for (size_t from = 0, to; from < pool->n; from = to) {
		double x = pool->x[pool->order[from]];
		for (to = from; to < pool->n && pool->x[pool->order[to]] <= x; to++)
			;
		for (size_t i = from; i < to; i++) {
			size_t vote = pool->of[pool->order[i]];
			pool->vote[vote] += score((double)(from + to + 1) / 2, pool->n);
			pool->members[vote]++;
		}
	}
	for (size_t i = 0; i < pool->votes; i++)
		pool->vote[i] /= pool->members[i];
}

int ranks_differ(const struct sample *a, const struct sample *b, double *p)
{
	struct pool pool = { .n = 0 };
	size_t joined_a, joined_b;
	*p = (double)NAN;
	int error = estimate_cluster(a, &joined_a);
	if (!error)
		error = estimate_cluster(b, &joined_b);
	if (error || a->blocks / joined_a < VOTES_MIN || b->blocks / joined_b < VOTES_MIN)
		return error;
	error = pool_new(&pool, a->blocks * a->per + b->blocks * b->per);
	if (!error) {
		size_t n_a = pool_add(&pool, a, joined_a), n_b = pool_add(&pool, b, joined_b);
		pool_score(&pool);
		compare_boots((struct boots){ pool.vote, n_a },
			(struct boots){ pool.vote + n_a, n_b }, 0.95, p);
	}
	pool_free(&pool);
	return error;
}
