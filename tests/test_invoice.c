/*
 * The engine's rents against an independent invoice.
 *
 * Runs each fleet of independent/fleets.txt through the engine's border, as the
 * provider would see it (an order answered is a server created, a server gone
 * is billed no longer), and compares every figure of every reading with
 * independent/invoice.pl, which knows the definitions and not the program.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/engine.h"
#include "engine/questions.h"
#include "support_engine.h"

#define FLEETS TEST_DIR "/independent/fleets.txt"
#define DRAWN 24 /* fleets by dice, besides those made by hand */
#define SCRIPT TEST_DIR "/independent/invoice.pl"
#define EVENTS_MAX 128
#define READINGS_MAX 512
#define WORDS_MAX 6
#define FIGURES 6

static const char *const figure_names[FIGURES] = {
    "dedicated", "cloud", "storage", "network", "other", "hours"};

/* At one instant in this order: what is read lies before. */
enum event_kind { EVENT_READ = 0, EVENT_GONE, EVENT_CREATED };

struct event {
	int64_t at_us;
	enum event_kind kind;
	uint32_t node; /* of the fleet, from 1 */
	char text[40]; /* of the instant */
};

struct cloud_node {
	bool silent;		/* from silent_us on */
	int64_t silent_us;	/* TIME_NEVER_US: it never came up */
	struct node_id node_id; /* the engine's number */
};

struct fleet {
	char name[64];
	struct engine_config config;
	char type_names[NODE_TYPES_MAX][16];
	struct event events[EVENTS_MAX];
	uint32_t event_count;
	struct cloud_node nodes[EVENTS_MAX];
	uint32_t node_count;
};

struct reading {
	char name[64], instant[40];
	int64_t figures[FIGURES];
};

struct readings {
	struct reading engine[READINGS_MAX], script[READINGS_MAX];
	uint32_t engine_count, script_count;
};

/* --- the table ------------------------------------------------------------ */

/* The digits after a point, as a number of `places` digits. */
static int64_t fraction(const char *text, int places)
{
	const char *point = strchr(text, '.');
	int64_t value = 0;

	for (int i = 0; i < places; i++) {
		bool digit = point && point[1] >= '0' && point[1] <= '9';

		value = value * 10 + (digit ? *++point - '0' : 0);
	}
	return value;
}

static int64_t instant_us(const char *text)
{
	struct tm tm = {0};

	assert_non_null(strptime(text, "%Y-%m-%dT%H:%M:%S", &tm));
	return (int64_t)timegm(&tm) * US_PER_SECOND + fraction(text, 6);
}

static int64_t nano_eur(const char *text)
{
	return strtoll(text, NULL, 10) * NANO_EUR_PER_EUR + fraction(text, 9);
}

#define NODES_AT_ONCE 24

static struct engine_config bare_config(void)
{
	/* Berlin, whose months are not the provider's */
	static const struct clock_offset berlin[] = {
	    {0, 3600},
	    {INT64_C(1774746000) * US_PER_SECOND, 7200},
	    {INT64_C(1792890000) * US_PER_SECOND, 3600},
	    {INT64_C(1806195600) * US_PER_SECOND, 7200},
	};
	struct engine_config config = bench_config(1);

	config.limits.nodes_max = 64;
	config.node_type_count = 0;
	memset(config.dedicated_count, 0, sizeof config.dedicated_count);
	memset(&config.standing, 0, sizeof config.standing);
	config.standing.setup_months = 24;
	config.policy.reserve_mib = UINT32_MAX; /* orders whatever it may */
	config.policy.cloud_max = 0;
	config.guards.destroys_per_hour = 0; /* the file says when they go */
	config.policy.orders_per_tick_max = 1;
	config.policy.cool_down_us = 0;
	config.policy.offer_count = 0;
	config.machinery.answer_timeout_us = 4000 * US_PER_DAY;
	config.clock_offset_count = sizeof berlin / sizeof *berlin;
	memcpy(config.clock, berlin, sizeof berlin);
	return config;
}

static uint32_t type_named(struct fleet *fleet, const char *name)
{
	struct engine_config *config = &fleet->config;
	uint32_t type = 0;

	while (type < config->node_type_count &&
	       strcmp(fleet->type_names[type], name) != 0)
		type++;
	if (type == config->node_type_count) {
		config->node_type_count++;
		config->node_types[type] = (struct node_type){
		    .ram_mib = 32768, .cpu_milli = 8000, .disk_mib = 240000};
		(void)snprintf(fleet->type_names[type], 16, "%s", name);
	}
	return type;
}

static void add_list(struct fleet *fleet, char *const *words)
{
	struct node_type *type =
	    &fleet->config.node_types[type_named(fleet, words[1])];

	type->prices[type->price_count++] = (struct provider_price){
	    .valid_from_us = instant_us(words[2]),
	    .hour_nano_eur = nano_eur(words[3]),
	    .month_nano_eur = nano_eur(words[4]),
	    .setup_nano_eur = nano_eur(words[5]),
	};
}

static void add_event(struct fleet *fleet, enum event_kind kind, uint32_t node,
		      const char *text)
{
	struct event *event = &fleet->events[fleet->event_count++];

	assert_true(fleet->event_count <= EVENTS_MAX);
	*event = (struct event){
	    .at_us = instant_us(text), .kind = kind, .node = node};
	(void)snprintf(event->text, sizeof event->text, "%s", text);
}

static void add_node(struct fleet *fleet, char *const *words)
{
	struct policy *policy = &fleet->config.policy;
	uint32_t node = ++fleet->node_count;

	policy->offer_count = 1;
	policy->offers[0] =
	    (struct offer){(uint16_t)type_named(fleet, words[1]), 0};
	add_event(fleet, EVENT_CREATED, node, words[2]);
	if (strcmp(words[3], "-") != 0)
		add_event(fleet, EVENT_GONE, node, words[3]);
}

static void add_costs(struct fleet *fleet, char *const *words)
{
	struct standing_costs *standing = &fleet->config.standing;

	if (!strcmp(words[0], "storage")) {
		standing->storage_month_nano_eur = nano_eur(words[1]);
	} else if (!strcmp(words[0], "other")) {
		standing->other_month_nano_eur = nano_eur(words[1]);
	} else if (!strcmp(words[0], "setup_months")) {
		standing->setup_months = (uint32_t)atoi(words[1]);
	} else if (!strcmp(words[0], "ipv4")) {
		standing->ipv4_month_nano_eur = nano_eur(words[1]);
		standing->ipv4_hour_nano_eur = nano_eur(words[2]);
		standing->ipv4_cloud_month_nano_eur = nano_eur(words[3]);
		standing->ipv4_dedicated_hour_nano_eur = nano_eur(words[4]);
	} else {
		fail_msg("%s: unknown word", words[0]);
	}
}

static void add_line(struct fleet *fleet, char *const *words)
{
	uint32_t number;

	if (!strcmp(words[0], "from")) {
		fleet->config.begin_us = instant_us(words[1]);
	} else if (!strcmp(words[0], "prices_at")) {
		fleet->config.prices_at_us = instant_us(words[1]);
	} else if (!strcmp(words[0], "list")) {
		add_list(fleet, words);
	} else if (!strcmp(words[0], "dedicated")) {
		number = type_named(fleet, words[1]);
		fleet->config.node_types[number].dedicated = true;
		fleet->config.dedicated_count[number] =
		    (uint32_t)atoi(words[2]);
	} else if (!strcmp(words[0], "whole")) {
		number = type_named(fleet, words[1]);
		fleet->config.node_types[number].dedicated = true;
		fleet->config.node_types[number].min_stay_us =
		    atoi(words[2]) * US_PER_HOUR;
	} else if (!strcmp(words[0], "node")) {
		add_node(fleet, words);
	} else if (!strcmp(words[0], "off")) {
		number = (uint32_t)atoi(words[1]) - 1;
		fleet->nodes[number].silent = true;
		fleet->nodes[number].silent_us = strcmp(words[2], "boot")
						     ? instant_us(words[2])
						     : TIME_NEVER_US;
	} else if (!strcmp(words[0], "read")) {
		add_event(fleet, EVENT_READ, 0, words[1]);
	} else {
		add_costs(fleet, words);
	}
}

/* --- the engine ----------------------------------------------------------- */

static int compare_events(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	if (a->at_us != b->at_us)
		return a->at_us < b->at_us ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

/* A server is created now, by an order of now: at other times none may be
 * ordered. */
static void create_node(struct bench *bench, struct cloud_node *node)
{
	struct command order;

	bench_set(bench, SETTING_CLOUD_MAX, NODES_AT_ONCE);
	order = bench_first(bench, COMMAND_ORDER_NODE);
	assert_true(order.issued_at_us == bench->now_us);
	node->node_id = order.node;
	bench_set(bench, SETTING_CLOUD_MAX, 0);
	bench_answer_first(bench, COMMAND_ORDER_NODE, OUTCOME_DONE);
	if (node->silent && node->silent_us == TIME_NEVER_US)
		return;
	(void)bench_feed(
	    bench,
	    (struct input){.kind = INPUT_NODE_HEARTBEAT,
			   .heartbeat = {.node = node->node_id,
					 .next_by_us = node->silent
							   ? node->silent_us
							   : TIME_NEVER_US}});
}

/* The engine's wish to destroy a node that it gave up for dead. */
static uint32_t find_destroy(const struct bench *bench, struct node_id node)
{
	uint32_t i = 0;

	while (i < bench->command_count &&
	       (bench->commands[i].kind != COMMAND_DESTROY_NODE ||
		bench->commands[i].node.value != node.value))
		i++;
	return i;
}

/* All servers that go at this instant, in one round; returns how many. */
static uint32_t remove_nodes(struct bench *bench, const struct fleet *fleet,
			     uint32_t first)
{
	struct input inputs[EVENTS_MAX];
	uint32_t count = 0;

	for (uint32_t i = first; i < fleet->event_count; i++) {
		const struct event *event = &fleet->events[i];
		struct node_id node;
		uint32_t destroy;

		if (event->kind != EVENT_GONE ||
		    event->at_us != fleet->events[first].at_us)
			break;
		node = fleet->nodes[event->node - 1].node_id;
		destroy = find_destroy(bench, node);
		inputs[count] = (struct input){.kind = INPUT_NODE_GONE,
					       .node_gone = {node}};
		if (destroy < bench->command_count)
			inputs[count] = (struct input){
			    .kind = INPUT_COMMAND_FINISHED,
			    .command_finished = {bench->commands[destroy].id,
						 OUTCOME_DONE, 0, 0}};
		count++;
	}
	assert_true(drive(bench->engine, &bench->ports, bench->now_us, inputs,
			  count, bench->scratch) == DRIVE_OK);
	return count;
}

static void read_books(const struct bench *bench, const struct fleet *fleet,
		       const struct event *event, struct reading *reading)
{
	struct books books;

	engine_read_books(bench->engine, event->at_us, &books);
	*reading = (struct reading){
	    .figures = {books.dedicated_nano_eur, books.cloud_nano_eur,
			books.storage_nano_eur, books.network_nano_eur,
			books.other_nano_eur, books.cloud_hours_billed}};
	(void)snprintf(reading->name, sizeof reading->name, "%s", fleet->name);
	(void)snprintf(reading->instant, sizeof reading->instant, "%s",
		       event->text);
}

static void run_fleet(struct fleet *fleet, struct readings *readings)
{
	struct bench bench;

	qsort(fleet->events, fleet->event_count, sizeof *fleet->events,
	      compare_events);
	bench_open(&bench, &fleet->config);
	bench.answered_at_once = UINT64_C(1) << COMMAND_FENCE_NODE |
				 UINT64_C(1) << COMMAND_RAISE_ALERT;
	for (uint32_t i = 0; i < fleet->event_count; i++) {
		const struct event *event = &fleet->events[i];

		/* what falls due at an instant comes after what happens */
		bench_until(&bench, event->at_us - 1);
		if (event->kind == EVENT_READ) {
			assert_true(readings->engine_count < READINGS_MAX);
			read_books(&bench, fleet, event,
				   &readings->engine[readings->engine_count++]);
			continue;
		}
		bench.now_us = event->at_us;
		if (event->kind == EVENT_CREATED)
			create_node(&bench, &fleet->nodes[event->node - 1]);
		else
			i += remove_nodes(&bench, fleet, i) - 1;
	}
	bench_close(&bench);
}

static void run_fleets(const char *path, struct readings *readings)
{
	static struct fleet fleet;
	FILE *table = fopen(path, "r");
	char none[] = "";
	char line[256];

	assert_non_null(table);
	fleet.event_count = 0;
	while (fgets(line, sizeof line, table) != NULL) {
		char *words[WORDS_MAX];
		char *rest = line;
		int count = 0;

		line[strcspn(line, "#\n")] = '\0';
		for (int i = 0; i < WORDS_MAX; i++) {
			char *word = strtok_r(rest, " \t", &rest);

			words[i] = word != NULL ? word : none;
			count += word != NULL;
		}
		if (count == 0)
			continue;
		if (strcmp(words[0], "fleet") != 0) {
			add_line(&fleet, words);
			continue;
		}
		if (fleet.event_count > 0)
			run_fleet(&fleet, readings);
		fleet = (struct fleet){.config = bare_config()};
		(void)snprintf(fleet.name, sizeof fleet.name, "%s", words[1]);
	}
	run_fleet(&fleet, readings);
	assert_int_equal(fclose(table), 0);
}

/* --- the script ----------------------------------------------------------- */

static void run_script(const char *path, struct readings *readings)
{
	char line[512];
	FILE *pipe;

	(void)snprintf(line, sizeof line, "perl '%s' '%s'", SCRIPT, path);
	pipe = popen(line, "r");

	assert_non_null(pipe);
	while (fgets(line, sizeof line, pipe) != NULL) {
		struct reading *r = &readings->script[readings->script_count++];
		int64_t *f = r->figures;

		assert_true(readings->script_count <= READINGS_MAX);
		assert_int_equal(sscanf(line,
					"%63s %39s %" SCNd64 " %" SCNd64
					" %" SCNd64 " %" SCNd64 " %" SCNd64
					" %" SCNd64,
					r->name, r->instant, &f[0], &f[1],
					&f[2], &f[3], &f[4], &f[5]),
				 2 + FIGURES);
	}
	assert_int_equal(pclose(pipe), 0);
}

/* --- fleets by dice ------------------------------------------------------- */

static uint64_t dice_state = 20261130;

static uint32_t dice(uint32_t sides)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 7;
	dice_state ^= dice_state << 17;
	return (uint32_t)(dice_state >> 33) % sides;
}

/* An instant of the last days of November, in seconds, as the table has it. */
static const char *written(int64_t second, char text[40])
{
	time_t at = (time_t)(INT64_C(1795910400) + second);
	struct tm tm;

	(void)gmtime_r(&at, &tm);
	(void)strftime(text, 40, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return text;
}

/* Machines by the hour with fees, caps that bind and stays that are longer than
 * many of their lives, around the turn of a month. */
static void draw_fleet(FILE *file, uint32_t number)
{
	char text[40], until[40];
	int64_t at_s = 600;

	(void)fprintf(file, "fleet drawn-%u\nfrom %s\n", number,
		      written(0, text));
	(void)fprintf(file, "list M 2026-01-01T00:00:00Z 0.%03u %u.5 %u.25\n",
		      1 + dice(900), dice(2) * dice(30), dice(2) * dice(60));
	(void)fprintf(file, "list M %s 0.%03u 0 %u\n",
		      written(3600 * dice(60), text), 1 + dice(900), dice(9));
	(void)fprintf(file, "ipv4 0.%02u 0.0008 0.01 0.00%u\n", dice(60),
		      dice(99));
	if (dice(4) != 0)
		(void)fprintf(file, "whole M %u\n", dice(30));
	if (dice(2))
		(void)fprintf(file, "setup_months %u\n", 1 + dice(24));
	for (uint32_t nodes = 1 + dice(8); nodes > 0; nodes--) {
		int64_t life_s = dice(2) ? dice(9000) : 3600 * dice(40);

		at_s += 60 + dice(20000);
		(void)fprintf(
		    file, "node M %s %s\n", written(at_s, text),
		    dice(5) == 0 ? "-" : written(at_s + 60 + life_s, until));
	}
	for (uint32_t reads = 4; reads > 0; reads--)
		(void)fprintf(
		    file, "read %s\n",
		    written(at_s + (4 - reads) * 90000 + dice(90000), text));
}

static void draw_fleets(char *path)
{
	int descriptor = mkstemp(path);
	FILE *file;

	assert_true(descriptor >= 0);
	file = fdopen(descriptor, "w");
	assert_non_null(file);
	for (uint32_t number = 1; number <= DRAWN; number++)
		draw_fleet(file, number);
	assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
	char drawn[] = "/tmp/test_invoice.XXXXXX";
	struct readings *readings = calloc(1, sizeof *readings);

	*state = readings;
	if (readings == NULL)
		return -1;
	run_fleets(FLEETS, readings);
	run_script(FLEETS, readings);
	draw_fleets(drawn);
	run_fleets(drawn, readings);
	run_script(drawn, readings);
	return unlink(drawn);
}

static int tear_down(void **state)
{
	free(*state);
	return 0;
}

/* --- the comparison ------------------------------------------------------- */

static void engine_and_oracle_read_the_same_table(void **state)
{
	const struct readings *readings = *state;

	assert_true(readings->script_count >= 60);
	assert_int_equal(readings->engine_count, readings->script_count);
	for (uint32_t i = 0; i < readings->engine_count; i++) {
		assert_string_equal(readings->engine[i].name,
				    readings->script[i].name);
		assert_string_equal(readings->engine[i].instant,
				    readings->script[i].instant);
	}
}

static void compare(const struct readings *readings, int figure)
{
	uint32_t wrong = 0;

	for (uint32_t i = 0; i < readings->engine_count; i++) {
		const struct reading *engine = &readings->engine[i];
		const struct reading *script = &readings->script[i];

		if (engine->figures[figure] == script->figures[figure])
			continue;
		wrong++;
		print_error("%s at %s, %s: the engine says %" PRId64
			    ", the definition %" PRId64 "\n",
			    engine->name, engine->instant, figure_names[figure],
			    engine->figures[figure], script->figures[figure]);
	}
	assert_int_equal(wrong, 0);
}

static void started_hours_of_cloud_nodes_are_billed_in_full(void **state)
{
	compare(*state, 5);
}

static void
cloud_hours_follow_the_list_of_their_order_and_the_monthly_cap(void **state)
{
	compare(*state, 1);
}

static void dedicated_rent_is_billed_by_its_hours(void **state)
{
	compare(*state, 0);
}

static void storage_rent_is_billed_to_the_end(void **state)
{
	compare(*state, 2);
}

static void addresses_are_billed_on_dedicated_and_cloud_nodes(void **state)
{
	compare(*state, 3);
}

static void setup_fees_and_other_costs_add_up(void **state)
{
	compare(*state, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(engine_and_oracle_read_the_same_table),
	    cmocka_unit_test(started_hours_of_cloud_nodes_are_billed_in_full),
	    cmocka_unit_test(
		cloud_hours_follow_the_list_of_their_order_and_the_monthly_cap),
	    cmocka_unit_test(dedicated_rent_is_billed_by_its_hours),
	    cmocka_unit_test(storage_rent_is_billed_to_the_end),
	    cmocka_unit_test(addresses_are_billed_on_dedicated_and_cloud_nodes),
	    cmocka_unit_test(setup_fees_and_other_costs_add_up),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
