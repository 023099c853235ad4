#include "store_block.h"

#define US_PER_S INT64_C(1000000)
#define INSTANT_MAX_US (INT64_C(253402300800) * US_PER_S) /* the year 10000 */

static unsigned char *put_packed_number(unsigned char *at, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		*at++ = (unsigned char)(value | 0x80);
	*at++ = (unsigned char)value;
	return at;
}

static uint64_t zigzag(int64_t value)
{
	return ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t unzigzag(uint64_t value)
{
	return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

static bool is_whole_seconds(const struct session *s)
{
	return s->start_us % US_PER_S == 0 &&
	       (s->stop_us == TRACE_STILL_RUNNING_US ||
		s->stop_us % US_PER_S == 0);
}

/* `unit_us` is a constant where this is inlined: dividing by one is cheap. */
static inline unsigned char *put_sessions(unsigned char *at,
					  const struct session *sessions,
					  size_t count, int64_t unit_us)
{
	int64_t world = 0, last = 0;

	for (size_t i = 0; i < count; i++) {
		const struct session *s = &sessions[i];
		int64_t start = s->start_us / unit_us;

		at = put_packed_number(at, zigzag((int64_t)s->world - world));
		at = put_packed_number(at, zigzag(start - last));
		at = put_packed_number(
		    at,
		    s->stop_us == TRACE_STILL_RUNNING_US
			? 0
			: (uint64_t)((s->stop_us - s->start_us) / unit_us) + 1);
		at = put_packed_number(at, s->players);
		world = s->world;
		last = start;
	}
	return at;
}

size_t store_block_encode(const struct session *sessions, size_t count,
			  unsigned char *out)
{
	unsigned char *at = out;
	bool whole = true;

	for (size_t i = 0; i < count && whole; i++)
		whole = is_whole_seconds(&sessions[i]);
	*at++ = whole;
	at = whole ? put_sessions(at, sessions, count, US_PER_S)
		   : put_sessions(at, sessions, count, 1);
	return (size_t)(at - out);
}

struct bytes {
	const unsigned char *at, *end;
};

static bool take_number(struct bytes *b, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; b->at < b->end && shift < 64; shift += 7) {
		*value |= (uint64_t)(*b->at & 0x7f) << shift;
		if (*b->at++ < 0x80)
			return true;
	}
	return false;
}

bool store_block_decode(const unsigned char *bytes, size_t size, size_t count,
			uint32_t world_count, struct session *out)
{
	struct bytes b = {bytes, bytes + size};
	uint64_t unit, world_step, start_step, length, players;
	int64_t unit_us, world = 0, start = 0, start_max;

	if (!take_number(&b, &unit) || unit > 1)
		return false;
	unit_us = unit == 1 ? US_PER_S : 1;
	start_max = INSTANT_MAX_US / unit_us;
	for (size_t i = 0; i < count; i++) {
		if (!take_number(&b, &world_step) ||
		    !take_number(&b, &start_step) ||
		    !take_number(&b, &length) || !take_number(&b, &players) ||
		    world_step > 2 * (uint64_t)UINT32_MAX ||
		    start_step > 2 * (uint64_t)start_max ||
		    length > (uint64_t)start_max || players > UINT32_MAX)
			return false;
		world += unzigzag(world_step);
		start += unzigzag(start_step);
		if (world < 0 || world >= world_count || start < 0 ||
		    start > start_max)
			return false;
		out[i] = (struct session){
		    .start_us = start * unit_us,
		    .stop_us = length == 0
				   ? TRACE_STILL_RUNNING_US
				   : (start + (int64_t)length - 1) * unit_us,
		    .world = (uint32_t)world,
		    .players = (uint32_t)players,
		};
	}
	return b.at == b.end;
}
