/* What a value says to people. */
#include <inttypes.h>
#include <math.h>

#include "grid.h"
#include "report/text.h"

static struct text in_decimals(const struct grid_column *column, struct estimate number)
{
	struct text text;
	int decimals = column->decimals;
	if (!decimals)
		snprintf(text.s, sizeof text.s, "%g", number.value);
	else if (isnan(number.lo) || isnan(number.hi))
		snprintf(text.s, sizeof text.s, "%.*f", decimals, number.value);
	else
		snprintf(text.s, sizeof text.s, "%.*f (%.*f to %.*f)", decimals, number.value,
			decimals, number.lo, decimals, number.hi);
	return text;
}

static struct text number_words(const struct grid_column *column, struct estimate number)
{
	switch (column->kind) {
	case GRID_NS:
		return text_ns_interval(number);
	case GRID_RATIO:
		return text_ratio_interval(number);
	case GRID_PERCENT:
		return text_percent(number.value);
	case GRID_RATE:
		return text_rate(number.value);
	case GRID_BYTES:
		return text_bytes(number.value);
	default:
		return in_decimals(column, number);
	}
}

const char *grid_words(
	const struct grid_column *column, const struct value *value, struct text *room)
{
	if (value->text && (*value->text || column->kind >= GRID_COUNT))
		return value->text;
	if (column->kind == GRID_YES && value->count != ABSENT)
		return value->count ? "yes" : "no";
	if (column->kind == GRID_COUNT && value->count != ABSENT)
		snprintf(room->s, sizeof room->s, "%" PRId64, value->count);
	else if (column->kind > GRID_COUNT && isfinite(value->number.value))
		*room = number_words(column, value->number);
	else
		return column->absent;
	return room->s;
}
