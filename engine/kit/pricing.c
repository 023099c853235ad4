#include "engine/kit/pricing.h"

#include "engine/kit/arithmetic.h"

#define SECONDS_PER_BILLED_MONTH INT64_C(2592000) /* 30 days */
#define MIB_MINUTES_PER_GB_HOUR (INT64_C(60) * MIB_PER_GIB)

int64_t pricing_first_minute_us(int64_t run_start_us, int64_t active_us)
{
	return run_start_us +
	       pricing_run_minutes(run_start_us, active_us) * US_PER_MINUTE;
}

int64_t pricing_run_minutes(int64_t start_us, int64_t end_us)
{
	if (end_us <= start_us)
		return 0;
	return (end_us - start_us + US_PER_MINUTE - 1) / US_PER_MINUTE;
}

/* When does price i stop being valid? */
static int64_t valid_until_us(const struct price_book *book, uint32_t i)
{
	return i + 1 < book->price_count ? book->prices[i + 1].valid_from_us
					 : TIME_NEVER_US;
}

int64_t pricing_run_nano_eur(const struct price_book *book, uint32_t ram_mib,
			     int64_t start_us, int64_t end_us)
{
	int64_t minutes = pricing_run_minutes(start_us, end_us);
	int64_t counted = 0;
	wide sum = 0;

	for (uint32_t i = 0; i < book->price_count && counted < minutes; i++) {
		/* minutes that begin before this price ends */
		int64_t begun = pricing_run_minutes(
		    start_us, min_i64(end_us, valid_until_us(book, i)));

		sum += (wide)(begun - counted) *
		       book->prices[i].active_gb_hour_nano_eur;
		counted = begun;
	}
	return divide_half_even(sum * ram_mib, MIB_MINUTES_PER_GB_HOUR);
}

int64_t pricing_sleep_seconds(int64_t start_us, int64_t end_us)
{
	return end_us <= start_us ? 0 : (end_us - start_us) / US_PER_SECOND;
}

int64_t pricing_sleep_nano_eur(const struct price_book *book, uint32_t disk_mib,
			       int64_t start_us, int64_t end_us)
{
	return divide_half_even(
	    (wide)pricing_sleep_seconds(start_us, end_us) * disk_mib *
		pricing_list(book, start_us)->sleep_gb_month_nano_eur,
	    MIB_PER_GIB * SECONDS_PER_BILLED_MONTH);
}

const struct book_price *pricing_list(const struct price_book *book,
				      int64_t at_us)
{
	uint32_t i = 0;

	while (valid_until_us(book, i) <= at_us)
		i++;
	return &book->prices[i];
}

int64_t pricing_next_change_us(const struct price_book *book, int64_t at_us)
{
	return valid_until_us(
	    book, (uint32_t)(pricing_list(book, at_us) - book->prices));
}

int64_t pricing_minute_nano_eur(uint32_t ram_mib,
				int64_t active_gb_hour_nano_eur)
{
	return (int64_t)(((wide)ram_mib * active_gb_hour_nano_eur +
			  MIB_MINUTES_PER_GB_HOUR - 1) /
			 MIB_MINUTES_PER_GB_HOUR);
}

bool pricing_minute_is_whole(uint32_t ram_mib, int64_t active_gb_hour_nano_eur)
{
	return (wide)ram_mib * active_gb_hour_nano_eur %
		   MIB_MINUTES_PER_GB_HOUR ==
	       0;
}

int64_t pricing_job_gb_hour_nano_eur(const struct price_book *book,
				     int64_t at_us)
{
	return divide_half_even(
	    (wide)pricing_list(book, at_us)->active_gb_hour_nano_eur *
		(PPM - book->job_discount_ppm),
	    PPM);
}

struct price_split pricing_split(const struct price_book *book,
				 int64_t gross_nano_eur)
{
	struct price_split split;
	int64_t before_fees;

	before_fees =
	    divide_half_even((wide)gross_nano_eur * PPM, PPM + book->vat_ppm);
	split.vat_nano_eur = gross_nano_eur - before_fees;
	split.fees_nano_eur =
	    divide_half_even((wide)before_fees * book->payment_fees_ppm, PPM);
	split.net_nano_eur = before_fees - split.fees_nano_eur;
	return split;
}

const struct provider_price *config_price_at(const struct node_type *type,
					     int64_t at_us)
{
	const struct provider_price *price = &type->prices[0];

	for (uint32_t i = 1; i < type->price_count; i++)
		if (type->prices[i].valid_from_us <= at_us)
			price = &type->prices[i];
	return price;
}

const struct provider_price *pricing_vintage(const struct engine_config *config,
					     uint32_t type, int64_t at_us)
{
	return config_price_at(&config->node_types[type],
			       config->prices_at_us != TIME_NEVER_US
				   ? config->prices_at_us
				   : at_us);
}

int64_t pricing_hour_nano_eur(int64_t hour_nano_eur, int64_t month_cap_nano_eur,
			      int64_t month_paid_nano_eur)
{
	if (month_cap_nano_eur == 0)
		return hour_nano_eur;
	return max_i64(0, min_i64(hour_nano_eur,
				  month_cap_nano_eur - month_paid_nano_eur));
}

int64_t pricing_rent_nano_eur(int64_t month_nano_eur, int64_t elapsed_us)
{
	return divide_half_even((wide)month_nano_eur * elapsed_us,
				RENT_MONTH_US);
}
