#include "sim/offered.h"

#include <stdlib.h>

#include "engine/kit/arithmetic.h"

struct end {
	int64_t at_us;
	uint32_t world;
};

static int by_time(const void *a, const void *b)
{
	const struct end *left = a, *right = b;

	return (left->at_us > right->at_us) - (left->at_us < right->at_us);
}

static void add_offered(struct offered *sum, const struct trace_world *world,
			uint32_t overhead_mib, int64_t sign)
{
	sum->ram_mib += sign * ((int64_t)world->ram_mib + overhead_mib);
	sum->cpu_milli += sign * world->cpu_milli;
	sum->disk_mib += sign * world->disk_mib;
}

static void keep_larger(struct offered *peak, const struct offered *sum)
{
	if (sum->ram_mib > peak->ram_mib)
		peak->ram_mib = sum->ram_mib;
	if (sum->cpu_milli > peak->cpu_milli)
		peak->cpu_milli = sum->cpu_milli;
	if (sum->disk_mib > peak->disk_mib)
		peak->disk_mib = sum->disk_mib;
}

bool offered_peak(const struct trace *trace, const struct scenario *scenario,
		  struct offered *out)
{
	uint32_t overhead_mib = scenario->engine.machinery.ram_overhead_mib;
	struct end *ends = calloc(trace->session_count + 1, sizeof *ends);
	struct offered now = {0};
	size_t count = 0, gone = 0;

	*out = (struct offered){0};
	if (ends == NULL)
		return false;
	for (size_t i = 0; i < trace->session_count; i++)
		if (trace->sessions[i].stop_us > scenario->from_us &&
		    trace->sessions[i].start_us < scenario->to_us)
			ends[count++] = (struct end){trace->sessions[i].stop_us,
						     trace->sessions[i].world};
	qsort(ends, count, sizeof *ends, by_time);
	for (size_t i = 0; i < trace->session_count; i++) {
		const struct session *session = &trace->sessions[i];

		if (session->stop_us <= scenario->from_us ||
		    session->start_us >= scenario->to_us)
			continue;
		/* who stops now makes room for who starts now */
		for (; gone < count && ends[gone].at_us <= session->start_us;
		     gone++)
			add_offered(&now, &trace->worlds[ends[gone].world],
				    overhead_mib, -1);
		add_offered(&now, &trace->worlds[session->world], overhead_mib,
			    1);
		keep_larger(out, &now);
	}
	free(ends);
	return true;
}

static uint64_t nodes_of(int64_t wanted, uint64_t each)
{
	return each == 0 ? 0 : ((uint64_t)wanted + each - 1) / each;
}

uint32_t offered_nodes(const struct scenario *scenario, uint16_t type,
		       const struct offered *peak)
{
	const struct node_type *machine = &scenario->engine.node_types[type];
	uint64_t cpu_milli = (uint64_t)machine->cpu_milli *
			     scenario->engine.machinery.cpu_oversubscribe_ppm /
			     PPM;
	uint64_t most = nodes_of(peak->ram_mib,
				 config_sellable_mib(&scenario->engine, type));
	uint64_t by_cpu = nodes_of(peak->cpu_milli, cpu_milli);
	uint64_t by_disk = nodes_of(peak->disk_mib, machine->disk_mib);

	most = by_cpu > most ? by_cpu : most;
	return (uint32_t)(by_disk > most ? by_disk : most);
}
