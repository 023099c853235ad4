/*
 * text_money.h - words of section 4, money: waterfall, idle cost, tiers,
 * customers.
 */
#ifndef REPORTS_TEXT_MONEY_H
#define REPORTS_TEXT_MONEY_H

#define TEXT_MONEY(X)                                                          \
	X(T_MONEY_HEADING, "4. Money")                                         \
	X(T_MONEY_QUESTION, "Where does the gross revenue go?")                \
	X(T_MONEY_NOTE, "EUR, means of all replications")                      \
	X(T_MONEY_NOTE_ONE, "EUR, one run")                                    \
	X(T_MONEY_NOTE_MARGIN, "EUR, means of all replications; margin "       \
			       "{1} ({2})")                                    \
	X(T_MONEY_ALT, "Waterfall from gross revenue over VAT, fees and "      \
		       "costs to the margin; the table below holds the "       \
		       "numbers.")                                             \
	X(T_KEY_INCOME, "income and what is kept")                             \
	X(T_KEY_TAKEN, "tax, fees, storage, network, setup")                   \
	X(T_BEHIND_INTERVALS, "The figures behind this chart, with intervals") \
	X(T_BAR_ACTIVE, "active, gross")                                       \
	X(T_BAR_SLEEP, "sleep, gross")                                         \
	X(T_BAR_JOBS, "jobs, gross")                                           \
	X(T_BAR_CREDITS, "credits")                                            \
	X(T_BAR_VAT, "VAT")                                                    \
	X(T_BAR_FEES, "payment fees")                                          \
	X(T_BAR_NET, "net revenue")                                            \
	X(T_BAR_DEDICATED, "dedicated")                                        \
	X(T_BAR_CLOUD, "cloud")                                                \
	X(T_BAR_STORAGE, "storage")                                            \
	X(T_BAR_NETWORK, "network")                                            \
	X(T_BAR_OTHER, "other, setup")                                         \
	X(T_BAR_TOTAL, "all costs")                                            \
	X(T_BAR_MARGIN, "margin")                                              \
	X(T_BAR_PERCENT, "margin, share of net")                               \
	X(T_BAR_PLAYER_HOUR, "cost per player-hour")                           \
	X(T_BAR_GB_HOUR, "cost per GB-hour")                                   \
	X(T_IDLE_QUESTION, "What do we pay for that nobody uses?")             \
	X(T_IDLE_NOTE, "EUR by cause; whiskers: 95 % interval of the mean")    \
	X(T_IDLE_NOTE_ONE, "EUR by cause, one run")                            \
	X(T_IDLE_ALT, "Cost of RAM paid for and not used, by cause; the "      \
		      "table below holds the numbers.")                        \
	X(T_BAR_IDLE_NIGHT, "night")                                           \
	X(T_BAR_IDLE_SLACK, "slack by day")                                    \
	X(T_BAR_IDLE_RESERVE, "reserve in nodes")                              \
	X(T_BAR_IDLE_ROUNDING, "rest of hours")                                \
	X(T_BAR_IDLE_SPARE, "spare on purpose")                                \
	X(T_BAR_IDLE_BOOT, "boot")                                             \
	X(T_BAR_IDLE_FRAGMENTATION, "fragmentation")                           \
	X(T_IDLE_SENTENCE, "Of {1} EUR of cost, {2} EUR ({3} %) is for RAM "   \
			   "that no running world used.")                      \
	X(T_COLUMN_EUR, "EUR")                                                 \
	X(T_SOLD, "What was sold")                                             \
	X(T_SOLD_RUNNING, "running worlds")                                    \
	X(T_SOLD_BILLED, "billed")                                             \
	X(T_SOLD_SLEEPING, "sleeping worlds")                                  \
	X(T_SOLD_JOBS, "jobs")                                                 \
	X(T_SOLD_RAM, "RAM in use, mean")                                      \
	X(T_SOLD_PEAK, "RAM asked for, peak")                                  \
	X(T_TIER_QUESTION, "Which size of world earns?")                       \
	X(T_TIER_CAPTION, "Small: up to 4 GB; medium: up to 8 GB; large: "     \
			  "more. Cost goes to those who held the RAM, apart "  \
			  "for dedicated and cloud nodes. 95 % intervals in "  \
			  "brackets")                                          \
	X(T_TIER_SMALL, "small")                                               \
	X(T_TIER_MEDIUM, "medium")                                             \
	X(T_TIER_LARGE, "large")                                               \
	X(T_COLUMN_TIER, "Tier")                                               \
	X(T_COLUMN_UNSERVED, "Not served")                                     \
	X(T_COLUMN_WAIT_P95, "Wait p95, s")                                    \
	X(T_COLUMN_GB_HOURS, "GB-hours")                                       \
	X(T_COLUMN_NET, "Net revenue, EUR")                                    \
	X(T_COLUMN_COST, "Cost, EUR")                                          \
	X(T_COLUMN_COST_SHARE, "Share of cost")                                \
	X(T_COLUMN_MARGIN, "Margin, EUR")                                      \
	X(T_CUSTOMER_QUESTION, "Who earns us money, and who costs us?")        \
	X(T_CUSTOMER_NOTE, "Tenths of customers by what they earn us, EUR; "   \
			   "the number: margin")                               \
	X(T_CUSTOMER_ALT, "Net revenue and cost of each tenth of the "         \
			  "customers; the table below holds the numbers.")     \
	X(T_CUSTOMER_SENTENCE, "{1} of {2} customers cost more than they "     \
			       "pay, {3} EUR together{4}.")                    \
	X(T_CUSTOMER_TOP, "The tenth that earns us most brings {1} EUR of "    \
			  "{2} EUR of margin.")                                \
	X(T_CUSTOMER_WHO, "A customer is an owner of worlds; a world without " \
			  "owner is its own customer. Cost goes to those who " \
			  "held the RAM, apart for dedicated and cloud "       \
			  "nodes, storage to the size of the worlds.")         \
	X(T_KEY_REVENUE, "net revenue")                                        \
	X(T_KEY_COST, "cost")                                                  \
	X(T_DECILE_FIRST, "costs us most")                                     \
	X(T_DECILE_LAST, "earns us most")                                      \
	X(T_COLUMN_TENTH, "Tenth")                                             \
	X(T_COLUMN_CUSTOMERS, "Customers")                                     \
	X(T_LOSERS, "The customers that cost us most")                         \
	X(T_LOSERS_CAPTION, "The first ten by margin; {1}")                    \
	X(T_COLUMN_CUSTOMER, "Customer")                                       \
	X(T_COLUMN_HELD, "GB-hours held")                                      \
	X(T_COLUMN_ON_CLOUD, "of it on cloud nodes")                           \
	X(T_COLUMN_DISK, "Disk, GB")

#endif /* REPORTS_TEXT_MONEY_H */
