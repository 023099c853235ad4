#include "sim/record_counts.h"

#include "sim/simulation.h"

static void rolled_back(struct figures *f, const struct notice *notice)
{
	f->worlds_lost += notice->rolled_back.all_lost;
	f->worlds_rescued += !notice->rolled_back.all_lost;
	f->play_minutes_lost +=
	    (double)notice->rolled_back.play_us / US_PER_MINUTE;
}

static void second_copy(const struct simulation *sim,
			const struct notice *notice)
{
	double gb = (double)notice->second_copy.size_mib / MIB_PER_GIB;
	struct figures *f = sim->figures;

	switch (notice->second_copy.event) {
	case COPY_MADE:
		f->copies_made++;
		f->copies_gb += gb;
		break;
	case COPY_REFRESHED:
		f->copies_refreshed++;
		f->copies_gb += gb * sim->scenario->world.link.changed_share;
		break;
	case COPY_USED:
		f->copies_used++;
		break;
	}
}

static void counts_notice(void *self, const struct notice *notice)
{
	const struct simulation *sim = self;
	struct figures *f = sim->figures;

	if (!sim->in_window)
		return;
	switch ((enum notice_kind)notice->kind) {
	case NOTICE_WORLD_ACTIVE:
		f->events++;
		break;
	case NOTICE_RUN_ENDED:
		f->events++;
		f->interrupted += notice->reason == REASON_NODE_LOST ||
				  notice->reason == REASON_CRASH;
		break;
	case NOTICE_WORLD_ARCHIVED:
		f->events++;
		f->archived++;
		break;
	case NOTICE_SLEEP_TIMER_CANCELLED:
		f->sleep_timers_cancelled++;
		break;
	case NOTICE_WORLD_ROLLED_BACK:
		rolled_back(f, notice);
		break;
	case NOTICE_WORLDS_LOST:
		f->lost_sleepers += notice->worlds_lost.slept;
		break;
	case NOTICE_WORLD_STATE:
		f->recalled += notice->world_state.state == WORLD_STARTING &&
			       notice->reason == REASON_HOME;
		break;
	case NOTICE_SECOND_COPY:
		second_copy(sim, notice);
		break;
	case NOTICE_GUARD:
		f->guard_holds += notice->guard.holds;
		break;
	default: /* not asked for */
		break;
	}
}

/* The ticks of the rule are events too. */
static void count_ticks(void *self)
{
	const struct simulation *sim = self;
	int64_t tick_us = sim->config.policy.tick_us;

	sim->figures->events +=
	    (uint64_t)((sim->to_us - sim->begin_us) / tick_us -
		       (sim->from_us - sim->begin_us) / tick_us);
}

void record_counts_open(struct simulation *sim)
{
	/* who listens to every state of every world pays for it, so only for
	 * what can be called back (a tenth of a week's instructions) */
	uint64_t states = sim->config.policy.recall_moves
			      ? UINT64_C(1) << NOTICE_WORLD_STATE
			      : 0;

	observers_add(&sim->observers,
		      &(struct observer){
			  .self = sim,
			  .mask = UINT64_C(1) << NOTICE_WORLD_ACTIVE |
				  UINT64_C(1) << NOTICE_RUN_ENDED |
				  UINT64_C(1) << NOTICE_WORLD_ARCHIVED |
				  UINT64_C(1) << NOTICE_SLEEP_TIMER_CANCELLED |
				  UINT64_C(1) << NOTICE_WORLD_ROLLED_BACK |
				  UINT64_C(1) << NOTICE_WORLDS_LOST |
				  UINT64_C(1) << NOTICE_SECOND_COPY |
				  UINT64_C(1) << NOTICE_GUARD | states,
			  .notice = counts_notice,
			  .finish = count_ticks,
		      });
}
