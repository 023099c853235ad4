#include "engine/config_codec.h"

#include "engine/kit/walk.h"

#define CONFIG_FORMAT 5

static void walk_node_type(struct walk *w, struct node_type *type)
{
	_Static_assert(sizeof(struct node_type) == 40 + 32 * PRICES_MAX,
		       "walk every field");
	walk_u32(w, &type->ram_mib);
	walk_u32(w, &type->cpu_milli);
	walk_u32(w, &type->disk_mib);
	walk_bool(w, &type->dedicated);
	walk_u32(w, &type->orders_per_day);
	walk_i64(w, &type->min_stay_us);
	walk_i64(w, &type->boot_timeout_us);
	walk_u32(w, &type->price_count);
	for (int i = 0; i < PRICES_MAX; i++) {
		walk_i64(w, &type->prices[i].valid_from_us);
		walk_i64(w, &type->prices[i].hour_nano_eur);
		walk_i64(w, &type->prices[i].month_nano_eur);
		walk_i64(w, &type->prices[i].setup_nano_eur);
	}
}

static void walk_policy(struct walk *w, struct policy *policy)
{
	uint8_t placement = (uint8_t)policy->placement;
	uint8_t scaling = (uint8_t)policy->scaling;

	_Static_assert(sizeof(struct policy) == 232, "walk every field");
	walk_u8(w, &placement);
	walk_u8(w, &scaling);
	policy->placement = (enum placement_rule)placement;
	policy->scaling = (enum scaling_rule)scaling;
	walk_bool(w, &policy->dedicated_first);
	walk_bool(w, &policy->recall_moves);
	walk_bool(w, &policy->direct_copy);
	walk_u32(w, &policy->return_room_mib);
	walk_bool(w, &policy->second_copies.on);
	walk_i64(w, &policy->second_copies.after_us);
	walk_u32(w, &policy->second_copies.budget);
	walk_u32(w, &policy->second_copies.min_free_disk_ppm);
	walk_i64(w, &policy->sleep_window_us);
	walk_u32(w, &policy->disk_pressure_ppm);
	walk_u32(w, &policy->uploads_max);
	walk_u32(w, &policy->queue_max);
	walk_i64(w, &policy->tick_us);
	walk_u32(w, &policy->high_ppm);
	walk_u32(w, &policy->low_ppm);
	walk_i64(w, &policy->low_for_us);
	walk_u32(w, &policy->reserve_mib);
	walk_u32(w, &policy->reserve_worlds);
	walk_u32(w, &policy->reserve_plan.ram_mib);
	walk_u32(w, &policy->reserve_plan.cpu_milli);
	walk_u32(w, &policy->reserve_plan.disk_mib);
	walk_i64(w, &policy->release_from_us);
	walk_i64(w, &policy->release_until_us);
	walk_i64(w, &policy->destroy_from_us);
	walk_i64(w, &policy->destroy_until_us);
	walk_u32(w, &policy->cloud_max);
	walk_u32(w, &policy->orders_per_tick_max);
	walk_i64(w, &policy->cool_down_us);
	walk_u32(w, &policy->offer_count);
	for (int i = 0; i < OFFERS_MAX; i++) {
		walk_u16(w, &policy->offers[i].type);
		walk_u16(w, &policy->offers[i].location);
	}
}

static void walk_guards(struct walk *w, struct guards *guards)
{
	_Static_assert(sizeof(struct guards) == 32, "walk every field");
	walk_u32(w, &guards->destroys_per_hour);
	walk_u32(w, &guards->destroys_share_ppm);
	walk_u32(w, &guards->stops_per_hour);
	walk_i64(w, &guards->spend_per_day_nano_eur);
	walk_i64(w, &guards->spend_per_month_nano_eur);
}

static void walk_machinery(struct walk *w, struct machinery *m)
{
	_Static_assert(sizeof(struct machinery) == 56 + 8 * BOXES_MAX,
		       "walk every field");
	walk_u32(w, &m->ram_overhead_mib);
	walk_u32(w, &m->node_reserve_mib);
	walk_u32(w, &m->node_reserve_ppm);
	walk_u32(w, &m->cpu_oversubscribe_ppm);
	walk_u32(w, &m->box_count);
	for (int i = 0; i < BOXES_MAX; i++) {
		walk_u32(w, &m->boxes[i].connections);
		walk_u32(w, &m->boxes[i].connections_for_restores);
	}
	walk_u32(w, &m->link_copies);
	walk_i64(w, &m->heartbeat_timeout_us);
	walk_i64(w, &m->boot_timeout_us);
	walk_i64(w, &m->answer_timeout_us);
	walk_i64(w, &m->lease_us);
}

static void walk_book(struct walk *w, struct price_book *book)
{
	_Static_assert(sizeof(struct price_book) == 32 + 24 * BOOK_PRICES_MAX,
		       "walk every field");
	walk_u32(w, &book->price_count);
	for (int i = 0; i < BOOK_PRICES_MAX; i++) {
		struct book_price *price = &book->prices[i];

		walk_i64(w, &price->valid_from_us);
		walk_i64(w, &price->active_gb_hour_nano_eur);
		walk_i64(w, &price->sleep_gb_month_nano_eur);
	}
	walk_u32(w, &book->vat_ppm);
	walk_u32(w, &book->payment_fees_ppm);
	walk_bool(w, &book->bill_from_request);
	walk_u32(w, &book->job_discount_ppm);
	walk_i64(w, &book->sleep_billed_us);
}

static void walk_prepaid(struct walk *w, struct prepaid *prepaid)
{
	_Static_assert(sizeof(struct prepaid) == 56 + 8 * WARNINGS_MAX,
		       "walk every field");
	walk_i64(w, &prepaid->starting_credit_nano_eur);
	walk_i64(w, &prepaid->credit_lasts_us);
	walk_u32(w, &prepaid->grants_per_day);
	walk_bool(w, &prepaid->grant_unverified);
	walk_u32(w, &prepaid->unpaid_worlds);
	walk_u32(w, &prepaid->unpaid_ram_mib);
	walk_u32(w, &prepaid->referral_ppm);
	walk_i64(w, &prepaid->referral_hold_us);
	walk_u32(w, &prepaid->first_minutes);
	walk_u32(w, &prepaid->warning_count);
	for (int i = 0; i < WARNINGS_MAX; i++)
		walk_i64(w, &prepaid->warnings_us[i]);
}

static void walk_standing(struct walk *w, struct standing_costs *standing)
{
	_Static_assert(sizeof(struct standing_costs) == 56, "walk every field");
	walk_i64(w, &standing->storage_month_nano_eur);
	walk_i64(w, &standing->other_month_nano_eur);
	walk_i64(w, &standing->ipv4_month_nano_eur);
	walk_i64(w, &standing->ipv4_dedicated_hour_nano_eur);
	walk_i64(w, &standing->ipv4_hour_nano_eur);
	walk_i64(w, &standing->ipv4_cloud_month_nano_eur);
	walk_u32(w, &standing->setup_months);
}

static void walk_config(struct walk *w, struct engine_config *config)
{
	walk_u32(w, &config->limits.worlds_max);
	walk_u32(w, &config->limits.accounts_max);
	walk_u32(w, &config->limits.nodes_max);
	walk_u32(w, &config->limits.commands_pending_max);
	walk_i64(w, &config->begin_us);
	walk_i64(w, &config->prices_at_us);
	walk_u32(w, &config->node_type_count);
	for (int i = 0; i < NODE_TYPES_MAX; i++) {
		walk_node_type(w, &config->node_types[i]);
		walk_u32(w, &config->dedicated_count[i]);
	}
	walk_policy(w, &config->policy);
	walk_guards(w, &config->guards);
	walk_machinery(w, &config->machinery);
	walk_book(w, &config->book);
	walk_prepaid(w, &config->prepaid);
	walk_standing(w, &config->standing);
	walk_u32(w, &config->clock_offset_count);
	for (int i = 0; i < CLOCK_OFFSETS_MAX; i++) {
		walk_i64(w, &config->clock[i].from_us);
		walk_i32(w, &config->clock[i].offset_s);
	}
	walk_u32(w, &config->night_from_hour);
	walk_u32(w, &config->night_until_hour);
}

size_t config_save_size_bytes(const struct engine_config *config)
{
	struct engine_config copy = *config;
	struct walk w = {.mode = WALK_MEASURE};

	walk_config(&w, &copy);
	return sizeof(uint32_t) + w.size_bytes + sizeof w.hash;
}

bool config_save(const struct engine_config *config, uint8_t *buffer,
		 size_t size_bytes)
{
	struct engine_config copy = *config;
	struct walk w = {
	    .mode = WALK_SAVE, .at = buffer, .end = buffer + size_bytes};
	uint32_t format = CONFIG_FORMAT;
	uint64_t hash;

	walk_u32(&w, &format);
	walk_config(&w, &copy);
	hash = w.hash;
	walk_u64(&w, &hash);
	return !w.failed;
}

bool config_load(const uint8_t *buffer, size_t size_bytes,
		 struct engine_config *out)
{
	union {
		const uint8_t *in;
		uint8_t *at; /* only read from */
	} u = {.in = buffer};
	struct walk w = {
	    .mode = WALK_LOAD, .at = u.at, .end = u.at + size_bytes};
	struct engine_config config = {0};
	uint32_t format = 0;
	uint64_t expected, hash = 0;

	walk_u32(&w, &format);
	if (w.failed || format != CONFIG_FORMAT)
		return false;
	walk_config(&w, &config);
	expected = w.hash;
	walk_u64(&w, &hash);
	if (w.failed || hash != expected || w.at != w.end)
		return false;
	*out = config;
	return true;
}

uint64_t config_digest(const struct engine_config *config)
{
	struct engine_config copy = *config;
	struct walk w = {.mode = WALK_DIGEST};

	walk_config(&w, &copy);
	return w.hash;
}
