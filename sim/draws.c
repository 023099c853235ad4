#include "sim/draws.h"

#include <math.h>

void draws_stream(struct draws *draws, enum random_purpose purpose,
		  uint64_t entity, uint64_t index, struct random_stream *out)
{
	const struct random_key key = {
	    .seed = draws->seed,
	    .replication = draws->replication,
	    .purpose = (uint32_t)purpose,
	    .entity = entity,
	    .index = index,
	};

	draws->purposes |= UINT32_C(1) << purpose;
	random_open(out, &key);
}

int64_t draws_us(struct draws *draws, const struct law *law,
		 enum random_purpose purpose, uint64_t entity, uint64_t index)
{
	struct random_stream stream;
	double seconds;

	if (law->kind == LAW_FIXED) {
		seconds = law->a + law->shift;
		if (!(seconds < LAW_LARGEST))
			seconds = LAW_LARGEST;
		return (int64_t)llround(seconds * 1e6);
	}
	draws_stream(draws, purpose, entity, index, &stream);
	seconds = law_draw(law, &stream);
	return seconds <= 0 ? 0 : (int64_t)llround(seconds * 1e6);
}

int64_t draws_world_us(struct draws *draws, const struct law *law,
		       enum random_purpose purpose, uint32_t world,
		       uint64_t index)
{
	uint64_t entity = law->kind == LAW_FIXED
			      ? 0 /* not needed, and far away */
			      : draws_world_entity(draws, world);

	return draws_us(draws, law, purpose, entity, index);
}
