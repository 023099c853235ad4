#include "engine/kit/calendar.h"

#include "engine/kit/arithmetic.h"

#define SECONDS_PER_DAY 86400

static int64_t floor_div(int64_t n, int64_t d)
{
	int64_t quotient = n / d;

	return n % d < 0 ? quotient - 1 : quotient;
}

int64_t calendar_day(int64_t at_us)
{
	return floor_div(at_us, US_PER_DAY);
}

int64_t calendar_next_day_us(int64_t at_us)
{
	return (calendar_day(at_us) + 1) * US_PER_DAY;
}

int32_t calendar_month(int64_t at_us)
{
	int64_t z = calendar_day(at_us) + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 +
			       day_of_era / 36524 - day_of_era / 146096) /
			      365;
	int64_t day_of_year =
	    day_of_era -
	    (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153; /* March is 0 */
	int64_t month = shifted < 10 ? shifted + 2 : shifted - 10;
	int64_t year = year_of_era + era * 400 + (month <= 1);

	return (int32_t)((year - 1970) * 12 + month);
}

int64_t calendar_month_begin_us(int32_t month)
{
	int64_t year = 1970 + floor_div(month, 12);
	int64_t in_year = month - floor_div(month, 12) * 12; /* January is 0 */
	int64_t shifted_year = in_year <= 1 ? year - 1 : year;
	int64_t era = floor_div(shifted_year, 400);
	int64_t year_of_era = shifted_year - era * 400;
	int64_t shifted = in_year > 1 ? in_year - 2 : in_year + 10;
	int64_t day_of_year = (153 * shifted + 2) / 5;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 -
			     year_of_era / 100 + day_of_year;

	return (era * 146097 + day_of_era - 719468) * US_PER_DAY;
}

static int32_t offset_at(const struct engine_config *config, int64_t at_us)
{
	int32_t offset_s = 0;

	for (uint32_t i = 0; i < config->clock_offset_count; i++) {
		if (i > 0 && config->clock[i].from_us > at_us)
			break;
		offset_s = config->clock[i].offset_s;
	}
	return offset_s;
}

int32_t calendar_local_second(const struct engine_config *config, int64_t at_us)
{
	int64_t local_s =
	    floor_div(at_us, US_PER_SECOND) + offset_at(config, at_us);

	return (int32_t)(local_s -
			 floor_div(local_s, SECONDS_PER_DAY) * SECONDS_PER_DAY);
}

bool calendar_is_night(const struct engine_config *config, int64_t at_us)
{
	uint32_t hour = (uint32_t)calendar_local_second(config, at_us) / 3600;
	uint32_t from = config->night_from_hour;
	uint32_t until = config->night_until_hour;

	if (from <= until)
		return hour >= from && hour < until;
	return hour >= from || hour < until;
}

int64_t calendar_next_night_edge_us(const struct engine_config *config,
				    int64_t at_us)
{
	int64_t second = calendar_local_second(config, at_us);
	int64_t begin_us = floor_div(at_us, US_PER_SECOND) * US_PER_SECOND;
	int64_t edge_us = TIME_NEVER_US;
	const uint32_t hours[2] = {config->night_from_hour,
				   config->night_until_hour};

	for (int i = 0; i < 2; i++) {
		int64_t ahead = (int64_t)hours[i] * 3600 - second;

		if (ahead <= 0)
			ahead += SECONDS_PER_DAY;
		edge_us = min_i64(edge_us, begin_us + ahead * US_PER_SECOND);
	}
	for (uint32_t i = 1; i < config->clock_offset_count; i++)
		if (config->clock[i].from_us > at_us)
			edge_us = min_i64(edge_us, config->clock[i].from_us);
	return edge_us;
}
