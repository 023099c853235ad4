#include <stdlib.h>

#include "log_stays.h"
#include "traces/base/times.h"

/* A date that can be read in two ways is the one that is this near to what is
 * known already. */
#define NEAR_DAYS 3

/* The only one of the days that is near to another; false: none, or two. */
static bool only_near_day(const struct log_stamp *stamp, int64_t to,
			  int64_t *day)
{
	int found = 0;

	for (int i = 0; i < stamp->day_count && to >= 0; i++)
		if (llabs(stamp->days[i] - to) <= NEAR_DAYS) {
			*day = stamp->days[i];
			found++;
		}
	return found == 1;
}

/* The day that is so in an order; false: none. */
static bool day_in_order(const struct log_stamp *stamp, enum date_order order,
			 int64_t *day)
{
	for (int i = 0; i < stamp->day_count; i++)
		if (stamp->orders[i] & DATE_ORDER_BIT(order)) {
			*day = stamp->days[i];
			return true;
		}
	return false;
}

static enum date_order order_of_day(const struct log_stamp *stamp, int64_t day)
{
	for (int i = 0; i < stamp->day_count; i++)
		if (stamp->days[i] == day)
			return date_order_of_bits(stamp->orders[i]);
	return ORDER_NONE;
}

/* 8 November or 11 August? */
static bool order_tells(struct log_days *d, const struct log_stamp *stamp,
			int64_t *day)
{
	if (stamp->order != ORDER_EITHER) {
		*day = stamp->days[0];
		/* a log does not change its order: such a date is damaged */
		if (d->order != ORDER_NONE && d->order != stamp->order)
			return false;
		d->order = stamp->order;
		return true;
	}
	if (d->order != ORDER_NONE)
		return day_in_order(stamp, d->order, day);
	if (!only_near_day(stamp, d->day, day))
		return false;
	d->order = order_of_day(stamp, *day);
	return true;
}

static unsigned month_of(int64_t day)
{
	int64_t year;
	unsigned month, of_month;

	civil_from_days(day, &year, &month, &of_month);
	return month;
}

/* A name of two months is the same one as long as it does not change, and
 * another one when it does. */
static bool name_tells(const struct log_days *d, const struct log_stamp *stamp,
		       int64_t *day)
{
	struct log_stamp left = {.day_count = 0};

	for (int i = 0; i < stamp->day_count; i++) {
		bool same = d->month_name == stamp->month_name;
		bool is_last =
		    month_of(stamp->days[i]) == month_of(d->day_of_name);

		if (d->month_name == 0 || same == is_last)
			left.days[left.day_count++] = stamp->days[i];
	}
	*day = left.days[0];
	return (left.day_count == 1 && d->month_name == stamp->month_name) ||
	       only_near_day(&left, d->day, day);
}

/* The year in which it is nearest to what is known. */
static bool year_tells(const struct log_days *d, const struct log_stamp *stamp,
		       int64_t *day)
{
	int64_t year, any_year, best = INT64_MAX;
	unsigned month, of_month;

	if (d->day < 0 || stamp->day_count != 1)
		return false;
	civil_from_days(d->day, &year, &month, &of_month);
	civil_from_days(stamp->days[0], &any_year, &month, &of_month);
	for (int64_t y = year - 1; y <= year + 1; y++) {
		int64_t guess;

		if (!date_is_real(y, month, of_month))
			continue;
		guess = days_from_civil(y, month, of_month);
		if (llabs(guess - d->day) < best) {
			best = llabs(guess - d->day);
			*day = guess;
		}
	}
	return best != INT64_MAX;
}

bool log_day_of(struct log_days *d, const struct log_stamp *stamp, int64_t *day)
{
	if (stamp->yearless)
		return year_tells(d, stamp, day);
	if (stamp->order != ORDER_NONE)
		return order_tells(d, stamp, day);
	*day = stamp->days[0];
	if (stamp->day_count > 1 && !name_tells(d, stamp, day))
		return false;
	if (stamp->month_name != 0) {
		d->month_name = stamp->month_name;
		d->day_of_name = *day;
	}
	return true;
}
