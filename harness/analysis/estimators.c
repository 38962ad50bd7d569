#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "estimators.h"

static const struct estimate NONE = { (double)NAN, (double)NAN, (double)NAN };

/* Returns the probability that the median lies in x_(k)..x_(n+1-k). */
static double coverage(size_t k, size_t n)
{
	return 1 - 2 * gsl_cdf_binomial_P((unsigned)(k - 1), 0.5, (unsigned)n);
}

size_t estimate_sign_rank(size_t n, double confidence)
{
	if (n > UINT_MAX || !(confidence > 0 && confidence < 1)) /* the limits of GSL */
		return 0;
	double half = gsl_cdf_ugaussian_Pinv((1 + confidence) / 2) * sqrt((double)n) / 2;
	double guess = (double)n / 2 - half; /* a guess near the answer; exact from here on */
	size_t k = guess > 0 ? (size_t)guess : 0;
	while (k < n / 2 && coverage(k + 1, n) >= confidence)
		k++;
	while (k > 0 && !(coverage(k, n) >= confidence))
		k--;
	return k;
}

/* One observation each: neighbouring blocks, joined. lo and hi are the two middle differences of
 * the cluster, equal if their number is odd. A cluster speaks against all values below lo and above
 * hi. */
struct clusters {
	double *lo, *hi;
	size_t n;
};

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void sort(double *x, size_t n)
{
	qsort(x, n, sizeof *x, ascending);
}

/* Joins neighbours into clusters of `size` blocks; `room` holds the differences of one cluster. */
static void join(
	const struct sample *sample, size_t blocks, double *room, struct clusters *clusters)
{
	size_t size = blocks * sample->per;
	clusters->n = sample->blocks / blocks;
	for (size_t i = 0; i < clusters->n; i++) {
		/* the last cluster takes the rest */
		size_t m = i + 1 < clusters->n ? size : sample->blocks * sample->per - i * size;
		memcpy(room, sample->x + i * size, m * sizeof *room);
		if (m > 1)
			sort(room, m);
		clusters->lo[i] = room[(m - 1) / 2];
		clusters->hi[i] = room[m / 2];
	}
}

static int sign_of(const struct clusters *clusters, size_t i, double value)
{
	return (clusters->lo[i] > value) - (clusters->hi[i] < value);
}

static bool correlates(const struct clusters *clusters, double value)
{
	double products = 0, signs = 0;
	for (size_t i = 0; i < clusters->n; i++) {
		int sign = sign_of(clusters, i, value);
		signs += sign * sign;
		if (i > 0)
			products += sign * sign_of(clusters, i - 1, value);
	}
	return products * sqrt((double)clusters->n) > 2 * signs;
}

/* Returns how many of n sorted values are below x, or at most x. */
static size_t below(const double *sorted, size_t n, double x, bool or_equal)
{
	size_t from = 0;
	while (n > 0) {
		size_t half = n / 2;
		bool right = or_equal ? sorted[from + half] <= x : sorted[from + half] < x;
		from += right ? half + 1 : 0;
		n = right ? n - half - 1 : half;
	}
	return from;
}

/* Tells whether the sign test allows a value just above x, given how many clusters lie on either
 * side. */
static bool allowed(const struct clusters *sorted, double x, double confidence)
{
	size_t under = below(sorted->hi, sorted->n, x, true);
	size_t over = sorted->n - below(sorted->lo, sorted->n, x, true);
	return under >= estimate_sign_rank(under + over, confidence);
}

/* Returns the smallest candidate that is allowed. All larger ones are allowed too, as the rank
 * grows by at most one for each cluster counted. */
static double least_allowed(
	const struct clusters *sorted, const double *candidates, double confidence)
{
	size_t from = 0;
	for (size_t n = sorted->n; n > 0;) {
		size_t half = n / 2;
		bool yes = allowed(sorted, candidates[from + half], confidence);
		from += yes ? 0 : half + 1;
		n = yes ? half : n - half - 1;
	}
	return from < sorted->n ? candidates[from] : INFINITY;
}

static double lower_end(const struct clusters *sorted, double confidence)
{
	return fmin(least_allowed(sorted, sorted->lo, confidence),
		least_allowed(sorted, sorted->hi, confidence));
}

enum { EXACT_MAX = 64, RANKS_MAX = EXACT_MAX * (EXACT_MAX + 1) / 2 };

size_t estimate_signed_rank(size_t n, double confidence)
{
	double all = (double)n * (double)(n + 1) / 2, chance = (1 - confidence) / 2;
	if (n > EXACT_MAX) {
		double deviation = sqrt(all * (2 * (double)n + 1) / 12);
		return (size_t)(all / 2 + gsl_cdf_ugaussian_Pinv(chance) * deviation + 0.5);
	}
	double of_sum[RANKS_MAX + 1] = { 1 }; /* the chance of each sum; each turn adds a rank */
	for (size_t rank = 1; rank <= n; rank++)
		for (size_t s = rank * (rank + 1) / 2 + 1; s-- > 0;)
			of_sum[s] = (of_sum[s] + (s >= rank ? of_sum[s - rank] : 0)) / 2;
	size_t k = 0;
	for (double tail = of_sum[0]; tail <= chance && k < RANKS_MAX; tail += of_sum[++k])
		;
	return k;
}

/* Returns how many means of two values (or of one with itself) are at most x. */
static size_t means_below(const double *sorted, size_t n, double x)
{
	size_t count = 0, end = n;
	for (size_t i = 0; i < end; i++) {
		while (end > i && sorted[i] / 2 + sorted[end - 1] / 2 > x)
			end--;
		count += end - i;
	}
	return count;
}

/* Returns the k-th of these means, counted from 1, by bisection: they are too many to list. */
static double mean_of_rank(const double *sorted, size_t n, size_t k)
{
	double lo = sorted[0], hi = sorted[n - 1];
	for (double middle = lo / 2 + hi / 2; middle > lo && middle < hi;
		middle = lo / 2 + hi / 2) {
		if (means_below(sorted, n, middle) < k)
			lo = middle;
		else
			hi = middle;
	}
	return means_below(sorted, n, lo) >= k ? lo : hi;
}

/* Returns the lower end by the signed-rank test; -infinity if there are too few for this
 * confidence. */
static double lower_end_of_joined(const struct clusters *sorted, double confidence)
{
	size_t k = estimate_signed_rank(sorted->n, confidence);
	return k ? mean_of_rank(sorted->lo, sorted->n, k) : -INFINITY;
}

static void negate_backwards(const double *from, double *to, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = -from[n - 1 - i];
}

/* Memory for a copy of the sample and its clusters, twice. */
struct work {
	double *copy;
	struct clusters clusters, mirrored;
};

static int work_new(const struct sample *sample, struct work *work)
{
	size_t n = sample->blocks * sample->per, m = sample->blocks;
	work->copy = malloc((n + 4 * m + 1) * sizeof *work->copy);
	if (!work->copy)
		return -ENOMEM;
	work->clusters = (struct clusters){ work->copy + n, work->copy + n + m, 0 };
	work->mirrored = (struct clusters){ work->copy + n + 2 * m, work->copy + n + 3 * m, 0 };
	return 0;
}

/* Mirrors the clusters: the lower end of the mirrored ones is the upper end. */
static void mirror(struct work *work)
{
	work->mirrored.n = work->clusters.n;
	negate_backwards(work->clusters.lo, work->mirrored.hi, work->clusters.n);
	negate_backwards(work->clusters.hi, work->mirrored.lo, work->clusters.n);
}

/* Reduces each cluster to one value: the middle of lo and hi. */
static void average(struct clusters *clusters)
{
	for (size_t i = 0; i < clusters->n; i++)
		clusters->lo[i] = clusters->hi[i] = clusters->lo[i] / 2 + clusters->hi[i] / 2;
}

static double pooled_median(const struct sample *sample, double *room)
{
	size_t n = sample->blocks * sample->per;
	memcpy(room, sample->x, n * sizeof *room);
	return gsl_stats_median(room, 1, n);
}

/* Joins neighbours until they are independent. Returns how many blocks make a cluster. */
static size_t join_dependent(const struct sample *sample, double value, struct work *work)
{
	size_t blocks = 1;
	join(sample, blocks, work->copy, &work->clusters);
	while (work->clusters.n >= 2 && correlates(&work->clusters, value)) {
		blocks *= 2;
		join(sample, blocks, work->copy, &work->clusters);
	}
	return blocks;
}

int estimate_cluster(const struct sample *sample, size_t *blocks)
{
	struct work work;
	*blocks = 1;
	if (sample->blocks == 0)
		return 0;
	if (work_new(sample, &work) < 0)
		return -ENOMEM;
	*blocks = join_dependent(sample, pooled_median(sample, work.copy), &work);
	free(work.copy);
	return 0;
}

int estimate_median(
	const struct sample *sample, size_t n, const double *confidence, struct estimate *estimates)
{
	struct work work;
	for (size_t i = 0; i < n; i++)
		estimates[i] = NONE;
	if (sample->blocks == 0)
		return 0;
	if (work_new(sample, &work) < 0)
		return -ENOMEM;
	double value = pooled_median(sample, work.copy);
	double (*end)(const struct clusters *, double) = lower_end;
	if (join_dependent(sample, value, &work) > 1) {
		end = lower_end_of_joined;
		average(&work.clusters);
	}
	sort(work.clusters.lo, work.clusters.n);
	sort(work.clusters.hi, work.clusters.n);
	mirror(&work);
	for (size_t i = 0; i < n; i++) {
		estimates[i].value = value;
		if (estimate_sign_rank(work.clusters.n, confidence[i]) == 0)
			continue;
		/* the interval of joined blocks may miss the median of all differences by a
		 * little */
		estimates[i].lo = fmin(end(&work.clusters, confidence[i]), value);
		estimates[i].hi = fmax(-end(&work.mirrored, confidence[i]), value);
	}
	free(work.copy);
	return 0;
}

struct estimate estimate_exp(struct estimate log)
{
	return (struct estimate){ exp(log.value), exp(log.lo), exp(log.hi) };
}

struct estimate estimate_range(double *x, size_t n, double confidence)
{
	size_t k = estimate_sign_rank(n, confidence);
	size_t from = k > 0 ? k - 1 : 0;
	gsl_sort(x, 1, n);
	return (struct estimate){ gsl_stats_median_from_sorted_data(x, 1, n), x[from],
		x[n - 1 - from] };
}

struct estimate estimate_plus(struct estimate a, double times, struct estimate b)
{
	double value = a.value + times * b.value;
	double below = times * (b.value - (times < 0 ? b.hi : b.lo));
	double above = times * ((times < 0 ? b.lo : b.hi) - b.value);
	return (struct estimate){ value, value - hypot(a.value - a.lo, below),
		value + hypot(a.hi - a.value, above) };
}

double estimate_half_width(struct estimate ratio)
{
	double half = (ratio.hi - ratio.lo) / 2 / fabs(ratio.value);
	return isfinite(half) ? half : INFINITY;
}

double estimate_smallest_detectable(struct estimate at_95)
{
	double alpha = gsl_cdf_ugaussian_Pinv(0.975), power = gsl_cdf_ugaussian_Pinv(0.90);
	return (at_95.hi - at_95.lo) / 2 * (alpha + power) / alpha;
}

bool estimate_is_within(struct estimate ratio, double margin)
{
	return ratio.lo >= 1 - margin && ratio.hi <= 1 + margin;
}

const char *estimate_verdict(struct estimate ratio, double margin)
{
	if (isnan(ratio.lo) || isnan(ratio.hi))
		return "";
	/* first: a difference can be certain and yet too small to matter */
	if (estimate_is_within(ratio, margin))
		return "equivalent";
	if (ratio.lo > 1)
		return "slower";
	if (ratio.hi < 1)
		return "faster";
	return "inconclusive";
}

double estimate_joint(double confidence, size_t k)
{
	return estimate_selected(confidence, 1, k ? k : 1);
}

double estimate_selected(double confidence, size_t n, size_t k)
{
	return 1 - (1 - confidence) * (k ? (double)n / (double)k : 1);
}
