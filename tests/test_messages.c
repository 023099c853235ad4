/*
 * Every field of an input survives its canonical form, and every field of a
 * command is a part of its own; every kind has a name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "engine/engine.h"

/* Numbers that use the first and the last bit of their field. */
#define U32(n) (UINT32_C(0x80000000) + (n))
#define U64(n) (UINT64_C(0x8000000000000000) + (n))
#define I64(n) (-INT64_C(0x7000000000000000) - (n))

static const struct input examples[] = {
    {.kind = INPUT_WAKE},
    {.kind = INPUT_WORLD_REGISTERED,
     .world = {{U32(1)}, {U32(2)}, U32(3), U32(4), U32(5), U32(6), U32(7), 1}},
    {.kind = INPUT_WORLD_CHANGED,
     .world = {{U32(8)},
	       {U32(9)},
	       U32(10),
	       U32(11),
	       U32(12),
	       U32(13),
	       U32(14),
	       U32(15)}},
    {.kind = INPUT_WORLD_DELETED, .world_deleted = {{U32(1)}}},
    {.kind = INPUT_START_REQUESTED, .request = {{U32(1)}, U32(2)}},
    {.kind = INPUT_STOP_REQUESTED, .request = {{U32(3)}, U32(4)}},
    {.kind = INPUT_PLAYERS_CHANGED, .players_changed = {{U32(1)}, U32(2)}},
    {.kind = INPUT_COMMAND_FINISHED,
     .command_finished = {{U64(1)}, OUTCOME_UNKNOWN, U64(2), U32(3)}},
    {.kind = INPUT_NODE_HEARTBEAT, .heartbeat = {{U32(1)}, I64(2), U32(3)}},
    {.kind = INPUT_NODE_GONE, .node_gone = {{U32(1)}}},
    {.kind = INPUT_CONTAINER_EXITED,
     .container_exited = {{U32(1)}, {U32(2)}, U32(3), -4}},
    {.kind = INPUT_ACCOUNT_CREDITED, .account_credited = {{U32(1)}, I64(2)}},
    {.kind = INPUT_OPERATOR_RELEASED, .operator_released = {U32(1)}},
    {.kind = INPUT_RESUMED, .resumed = {I64(1)}},
    {.kind = INPUT_ACCOUNT_OPENED,
     .account_opened = {{U32(1)}, {U32(2)}, U32(3)}},
    {.kind = INPUT_DEDICATED_ADDED,
     .dedicated_added = {1, 2, U64(3), I64(4), I64(5)}},
    {.kind = INPUT_DEDICATED_REMOVED, .dedicated_removed = {{U32(1)}}},
    {.kind = INPUT_SETTING_CHANGED, .setting_changed = {U32(1), I64(2)}},
    {.kind = INPUT_SETTINGS_COMPLETE, .settings_complete = {U32(1), U64(2)}},
    {.kind = INPUT_INVENTORY_WORLD,
     .inventory_world = {{U32(1)}, {U32(2)}, U32(3)}},
    {.kind = INPUT_INVENTORY_COMPLETE,
     .inventory_complete = {{U32(1)}, U32(2), U64(3)}},
    {.kind = INPUT_WORLD_FOUND,
     .world_found = {{U32(1)}, {U32(2)}, I64(3), {U32(4)}}},
};

static void every_field_of_an_input_survives(void **state)
{
	bool seen[INPUT_KIND_COUNT] = {0};

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
		uint64_t words[INPUT_WORDS], other[INPUT_WORDS];
		struct input input, back;

		/* also between the fields: what is compared is all of it */
		memset(&input, 0, sizeof input);
		input = examples[i];
		input.seq = U64(77);
		input.at_us = I64(78);
		input_pack(&input, words);
		if (!input_unpack(words, &back) ||
		    memcmp(&back, &input, sizeof back) != 0)
			fail_msg("%s", input_kind_name(input.kind));
		input.seq++;
		input_pack(&input, other);
		assert_memory_not_equal(words, other, sizeof words);
		seen[input.kind] = true;
	}
	for (int kind = 1; kind < INPUT_KIND_COUNT; kind++)
		if (!seen[kind])
			fail_msg("no example of %s",
				 input_kind_name((enum input_kind)kind));
}

/* A bit of any field changes a bit of the form, and not the same one. */
static void every_bit_of_a_command_counts(void **state)
{
	const struct command none = {0};
	uint64_t of_none[COMMAND_WORDS], taken[COMMAND_WORDS] = {0};

	(void)state;
	command_pack(&none, of_none);
	for (size_t bit = 0; bit < 8 * sizeof none; bit++) {
		struct command command = none;
		uint64_t words[COMMAND_WORDS];
		int changed = 0;

		((uint8_t *)&command)[bit / 8] = (uint8_t)(1u << bit % 8);
		command_pack(&command, words);
		for (int i = 0; i < COMMAND_WORDS; i++) {
			uint64_t change = words[i] ^ of_none[i];

			changed += __builtin_popcountll(change);
			assert_true((taken[i] & change) == 0);
			taken[i] |= change;
		}
		assert_int_equal(changed, 1);
	}
}

/* Each a word of its own, and none for what does not exist. */
#define NAMED(function, type, count)                                           \
	do {                                                                   \
		for (int a = 0; a < (count); a++) {                            \
			assert_non_null(function((type)a));                    \
			for (int b = 1; b < a; b++)                            \
				assert_string_not_equal(function((type)a),     \
							function((type)b));    \
		}                                                              \
		assert_string_equal(function((type)(count)), "?");             \
	} while (0)

static void every_kind_has_a_name(void **state)
{
	(void)state;
	NAMED(input_kind_name, enum input_kind, INPUT_KIND_COUNT);
	NAMED(outcome_name, enum outcome, OUTCOME_COUNT);
	NAMED(command_kind_name, enum command_kind, COMMAND_KIND_COUNT);
	NAMED(reason_name, enum reason, REASON_COUNT);
	NAMED(notice_kind_name, enum notice_kind, NOTICE_KIND_COUNT);
	NAMED(start_path_name, enum start_path, PATH_COUNT);
	NAMED(rule_name, enum rule, RULE_COUNT);
	NAMED(objection_name, enum objection, OBJECTION_COUNT);
	NAMED(world_state_name, enum world_state, WORLD_STATE_COUNT);
	NAMED(node_state_name, enum node_state, NODE_STATE_COUNT);
	NAMED(bill_kind_name, enum bill_kind, BILL_KIND_COUNT);
	NAMED(ledger_account_name, enum ledger_account, LEDGER_ACCOUNT_COUNT);
}

/* The VAT within a gross amount: g - g / 1.19, in whole nano-euros. */
static void vat_is_contained_in_gross(void **state)
{
	const struct price_book book = {.price_count = 1, .vat_ppm = 190000};

	(void)state;
	assert_int_equal(quote_vat_nano_eur(&book, 0), 0);
	assert_int_equal(quote_vat_nano_eur(&book, 119), 19);
	assert_int_equal(quote_vat_nano_eur(&book, 1190000000), 190000000);
	assert_int_equal(quote_vat_nano_eur(&book, 161817129), 25836348);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_of_an_input_survives),
	    cmocka_unit_test(every_bit_of_a_command_counts),
	    cmocka_unit_test(every_kind_has_a_name),
	    cmocka_unit_test(vat_is_contained_in_gross),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
