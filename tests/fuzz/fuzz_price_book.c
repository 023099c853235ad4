/*
 * fuzz_price_book.c - a price book alone.
 */
#include "scenarios/scenario.h"
#include "support_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct scenario_options options = {.data_dir =
						     CONDUCTOR_SOURCE_DATA};
	struct error_text error = {""};
	struct price_book book;

	if (!scenario_load_book(fuzz_file(data, size, ".json"), &options, &book,
				&error)) {
		fuzz_check_refusal(&error);
		return 0;
	}
	FUZZ_HOLDS(book.price_count > 0 && book.price_count <= BOOK_PRICES_MAX);
	for (uint32_t i = 0; i < book.price_count; i++) {
		FUZZ_HOLDS(book.prices[i].active_gb_hour_nano_eur >= 0);
		FUZZ_HOLDS(book.prices[i].sleep_gb_month_nano_eur >= 0);
		FUZZ_HOLDS(i == 0 || book.prices[i - 1].valid_from_us <
					 book.prices[i].valid_from_us);
	}
	return 0;
}
