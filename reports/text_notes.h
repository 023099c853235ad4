/*
 * text_notes.h - words of sections 7 and 8: what was assumed, how to reproduce.
 */
#ifndef REPORTS_TEXT_NOTES_H
#define REPORTS_TEXT_NOTES_H

#define TEXT_NOTES(X)                                                          \
	X(T_ASSUMED_HEADING, "7. What was assumed")                            \
	X(T_ASSUMED_PRICES, "Prices of machines: those of {1}. {2}")           \
	X(T_ASSUMED_PRICES_ORDER, "Prices of machines: those of the day of "   \
				  "each order. {1}")                           \
	X(T_ASSUMED_WARM_UP, "Before the window, {1} hours were played "       \
			     "without being counted, so that it begins with "  \
			     "a fleet in use.")                                \
	X(T_ASSUMED_COUNTS,                                                    \
	  "Sessions were drawn from counts ({1} worlds per count). Their "     \
	  "lengths differ from the assumed law by at most {2} % "              \
	  "(Kolmogorov-Smirnov distance); {3} % were ended early because the " \
	  "count fell faster than they would have ended; the number of "       \
	  "running worlds is off by at most {4}. All in the first run.")       \
	X(T_SENSITIVE, "Which assumption would change the answer")             \
	X(T_SENSITIVE_WHAT, "Chosen by rule from this run: what governs its "  \
			    "largest delay and its largest idle cost, then "   \
			    "demand and prices, on which all money rests. "    \
			    "None of the changes was simulated here.")         \
	X(T_COLUMN_KEY, "Key")                                                 \
	X(T_COLUMN_VALUE, "Value")                                             \
	X(T_COLUMN_SOURCE, "Source")                                           \
	X(T_COLUMN_AS_OF, "As of")                                             \
	X(T_COLUMN_WHY, "Because")                                             \
	X(T_WHY_DELAY, "late starts waited: {1}")                              \
	X(T_WHY_IDLE, "idle cost: {1}")                                        \
	X(T_WHY_DEMAND, "revenue follows demand")                              \
	X(T_WHY_PRICES, "all money follows prices")                            \
	X(T_LEFT_OUT, "What the model leaves out")                             \
	X(T_LEFT_OUT_WHAT, "More of it in docs/model.md.")                     \
	X(T_LEFT_CPU, "CPU: RAM and disk limit a node; slower cores cost "     \
		      "nothing unless world.cpu_oversubscribe is set.")        \
	X(T_LEFT_PRICE, "Answer to the price: demand is the same at every "    \
			"price.")                                              \
	X(T_LEFT_COSTS, "Traffic, backups, support and staff, unless entered " \
			"as costs.other_per_month.")                           \
	X(T_LEFT_ARCHIVE, "Space in the archive: it has no limit, its rent "   \
			  "is fixed.")                                         \
	X(T_LEFT_FAILED, "Failed transfers and failed starts do not happen.")  \
	X(T_LEFT_DELIVERY, "Delivery time of dedicated machines: the base is " \
			   "fixed for the run.")                               \
	X(T_KEYS_SET, "{1} keys set by the scenario, its price list and "      \
		      "catalogue, or --set")                                   \
	X(T_KEYS_DEFAULT, "{1} keys left at their default")                    \
	X(T_KEYS_AS_OF, "As of: demand has the date of the window, prices "    \
			"and machines that of the price list; where there is " \
			"none, the file gives no date.")                       \
	X(T_SOURCE_DEFAULT, "default")                                         \
	X(T_REPRODUCE_HEADING, "8. Reproduce")                                 \
	X(T_FACT_SCENARIO, "Scenario")                                         \
	X(T_FACT_SEED, "Seed")                                                 \
	X(T_FACT_REPLICATIONS, "Replications")                                 \
	X(T_FACT_VERSION, "Version")                                           \
	X(T_FACT_DIGEST, "Digest")                                             \
	X(T_SAME_DIGEST, "The same command with the same version gives the "   \
			 "same digest.")                                       \
	X(T_BESIDE, "Beside this page:")                                       \
	X(T_FILE_SUMMARY, "every figure of this page, with its interval")      \
	X(T_FILE_SERIES, "the picture of section 2, slot by slot")             \
	X(T_FILE_LEDGER, "every posting")                                      \
	X(T_FILE_DB, "all of it as a SQLite database: kpi, starts, nodes, "    \
		     "customers, ledger")

#endif /* REPORTS_TEXT_NOTES_H */
