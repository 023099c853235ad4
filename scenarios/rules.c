#include "rules.h"

#include <stdio.h>
#include <string.h>

#include "schema.h"

#define NAME_MAX_BYTES 64
#define SPAN_MAX_US (INT64_C(3660) * US_PER_DAY)

struct rule {
	const char *key; /* where the error points */
	bool broken;
	const char *what, *right;
};

/* The item of a dotted key, or the innermost object around it. */
static const cJSON *item_near(const cJSON *root, const char *dotted)
{
	char path[128];
	const cJSON *item;

	(void)snprintf(path, sizeof path, "%s", dotted);
	while ((item = schema_find(root, path)) == NULL) {
		char *dot = strrchr(path, '.');

		if (!dot)
			return root;
		*dot = '\0';
	}
	return item;
}

static bool apply(const struct document *document, const struct rule *rules,
		  size_t count, struct error_text *error)
{
	for (size_t i = 0; i < count; i++) {
		const struct rule *r = &rules[i];

		if (r->broken)
			return error_set(
			    error, "%s: %s: %s; %s",
			    json_place(&document->sources,
				       item_near(document->root, r->key))
				.text,
			    r->key, r->what, r->right);
	}
	return true;
}
#define APPLY(rules)                                                           \
	apply(document, rules, sizeof(rules) / sizeof *(rules), error)

static bool is_given(const struct document *document, const char *key)
{
	return schema_find(document->root, key) != NULL;
}

/* The name becomes a directory: no folders, nothing hidden, no surprises. */
static bool is_plain_name(const char *name)
{
	size_t plain = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789._-");

	return name[0] != '\0' && name[0] != '.' && name[plain] == '\0' &&
	       plain <= NAME_MAX_BYTES;
}

static bool check_name(const struct document *document,
		       const struct scenario *s, struct error_text *error)
{
	const struct rule rules[] = {
	    {"name", !is_plain_name(s->name), "cannot name a directory",
	     "write letters, digits, '.', '_' and '-', at most 64, and no '.' "
	     "first"},
	};

	return APPLY(rules);
}

static bool check_time(const struct document *document,
		       const struct scenario *s, struct error_text *error)
{
	const struct policy *p = &s->engine.policy;
	const struct rule rules[] = {
	    {"window.to", s->to_us <= s->from_us, "is not after window.from",
	     "write a later instant"},
	    {"window.to", s->to_us - s->from_us > SPAN_MAX_US,
	     "is more than ten years after window.from", "check the years"},
	    {"policy.reactive.release_until",
	     p->release_until_us <= p->release_from_us,
	     "is not after policy.reactive.release_from",
	     "write a later minute"},
	    {"policy.destroy_until", p->destroy_until_us <= p->destroy_from_us,
	     "is not after policy.destroy_from", "write a later minute"},
	    {"policy.reactive.high", p->high_ppm <= p->low_ppm,
	     "is not above policy.reactive.low",
	     "otherwise a node would be ordered and drained at once"},
	};

	return APPLY(rules);
}

static bool check_workload(const struct document *document,
			   const struct scenario *s, struct error_text *error)
{
	bool sessions = is_given(document, "workload.sessions");
	bool counts = is_given(document, "workload.counts");
	bool generate = is_given(document, "workload.generate");
	const struct counts_plan *c = &s->workload.counts;
	const struct rule rules[] = {
	    {"workload", !sessions && !counts && !generate, "has no demand",
	     "give \"sessions\": \"file.csv\", \"counts\": { \"file\": "
	     "... } or \"generate\": \"model.json\""},
	    {"workload.generate", generate && (sessions || counts),
	     "cannot be combined with another demand", "keep one of them"},
	    {"workload.resample", generate && s->workload.resample_worlds,
	     "does not apply to a model",
	     "each replication draws its worlds anew"},
	    {"workload.first_seen",
	     generate && s->workload.first_seen_new &&
		 is_given(document, "workload.first_seen"),
	     "\"new\" does not apply to a model",
	     "it knows which worlds are new"},
	    {"workload.counts", sessions && counts,
	     "cannot be combined with workload.sessions", "keep one of them"},
	    {"workload.resample", counts && s->workload.resample_worlds,
	     "does not apply to counts", "each replication draws them anew"},
	    {"workload.counts.peak_to",
	     counts && c->peak_to_us <= c->peak_from_us,
	     "is not after workload.counts.peak_from", "write a later instant"},
	    {"workload.counts.peak_worlds",
	     counts && c->peak_worlds >
			   (double)c->worlds_living + (double)c->worlds_dormant,
	     "exceeds the number of worlds",
	     "raise workload.counts.worlds.living"},
	    {"workload.first_seen",
	     counts && s->workload.first_seen_new &&
		 is_given(document, "workload.first_seen"),
	     "\"new\" does not apply to counts",
	     "worlds drawn from counts have data"},
	};

	return APPLY(rules);
}

static bool check_machinery(const struct document *document,
			    const struct scenario *s, struct error_text *error)
{
	const struct machinery *m = &s->engine.machinery;
	const struct policy *p = &s->engine.policy;
	const struct transfer_model *t = &s->world.transfers;
	const cJSON *restore = schema_find(document->root, "world.restore");
	const cJSON *archive = schema_find(document->root, "world.archive");
	const struct rule rules[] = {
	    {"world.archive", archive && !cJSON_Compare(restore, archive, 1),
	     "differs from world.restore",
	     "they share one box: give both the same value"},
	    {"world.restore.connections_kept",
	     !t->unlimited &&
		 m->boxes[0].connections_for_restores >= t->connections,
	     "leaves no connection for uploads",
	     "keep fewer than world.restore.connections"},
	    {"policy.second_copies.budget",
	     p->second_copies.on && m->link_copies != 0 &&
		 p->second_copies.budget > m->link_copies,
	     "is above world.link.copies", "write less, or a larger link"},
	    {"guards.spend_per_month",
	     s->engine.guards.spend_per_month_nano_eur <
		     s->engine.guards.spend_per_day_nano_eur &&
		 s->engine.guards.spend_per_day_nano_eur != AMOUNT_OFF,
	     "is below guards.spend_per_day", "write a larger sum"},
	};

	return APPLY(rules);
}

static bool check_accounts(const struct document *document,
			   const struct scenario *s, struct error_text *error)
{
	const int64_t *warnings = s->engine.prepaid.warnings_us;
	const struct rule rules[] = {
	    {"accounts.warn_second", warnings[1] >= warnings[0],
	     "is not shorter than accounts.warn_first",
	     "write a shorter duration"},
	    {"accounts.warn_last", warnings[2] >= warnings[1],
	     "is not shorter than accounts.warn_second",
	     "write a shorter duration"},
	};

	return APPLY(rules);
}

/* Does a plan fit any empty machine of the fleet? */
static bool fits_somewhere(const struct scenario *s, uint32_t ram_mib)
{
	uint64_t need_mib =
	    (uint64_t)ram_mib + s->engine.machinery.ram_overhead_mib;

	for (uint32_t i = 0; i < s->engine.node_type_count; i++)
		if (need_mib <= config_sellable_mib(&s->engine, i))
			return true;
	return false;
}

static bool check_mix(const struct document *document, const struct scenario *s,
		      const char *key, const struct ram_share *mix,
		      uint32_t count, struct error_text *error)
{
	const cJSON *list = schema_find(document->root, key);
	uint64_t sum_ppm = 0;

	for (uint32_t i = 0; i < count; i++) {
		sum_ppm += mix[i].share_ppm;
		if (mix[i].share_ppm > 0 && !fits_somewhere(s, mix[i].ram_mib))
			return error_set(
			    error,
			    "%s: %s.%u.ram: fits no machine of the fleet; "
			    "write less, or add a larger machine",
			    json_place(&document->sources,
				       cJSON_GetArrayItem(list, (int)i))
				.text,
			    key, i);
	}
	if (list != NULL && sum_ppm != (uint64_t)PPM)
		return error_set(error,
				 "%s: %s: the shares sum to %.4f %%; they must "
				 "sum to 100 %%",
				 json_place(&document->sources, list).text, key,
				 (double)sum_ppm / 1e4);
	return true;
}

/* A reserve is counted in a plan that fits a machine. */
static bool check_reserve(const struct document *document,
			  const struct scenario *s, struct error_text *error)
{
	const struct plan_size *plan = &s->engine.policy.reserve_plan;
	const struct rule rules[] = {
	    {"policy.reactive.reserve_plan",
	     s->engine.policy.reserve_worlds != 0 &&
		 !fits_somewhere(s, plan->ram_mib),
	     "fits no machine of the fleet",
	     "write less, or add a larger machine"},
	};

	return APPLY(rules);
}

static bool check_sizes(const struct document *document,
			const struct scenario *s, struct error_text *error)
{
	const struct workload *w = &s->workload;

	for (uint32_t i = 0; i < s->engine.node_type_count; i++)
		if (config_sellable_mib(&s->engine, i) == 0)
			return error_set(
			    error,
			    "%s: world.node_reserve_ram: leaves nothing of "
			    "a %s; write less than its %u MB",
			    json_place(&document->sources,
				       item_near(document->root,
						 "world.node_reserve_ram"))
				.text,
			    s->node_type_names[i],
			    s->engine.node_types[i].ram_mib);
	return check_mix(document, s, "workload.counts.ram_mix",
			 w->counts.ram_mix, w->counts.ram_mix_count, error) &&
	       check_mix(document, s, "workload.generate.ram_mix",
			 w->generate.ram_mix, w->generate.ram_mix_count,
			 error) &&
	       check_reserve(document, s, error);
}

bool rules_check(const struct document *document,
		 const struct scenario *scenario, struct error_text *error)
{
	return check_name(document, scenario, error) &&
	       check_time(document, scenario, error) &&
	       check_workload(document, scenario, error) &&
	       check_machinery(document, scenario, error) &&
	       check_accounts(document, scenario, error) &&
	       check_sizes(document, scenario, error);
}
