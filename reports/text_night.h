/*
 * text_night.h - words of section 2, the night as a picture.
 */
#ifndef REPORTS_TEXT_NIGHT_H
#define REPORTS_TEXT_NIGHT_H

#define TEXT_NIGHT(X)                                                          \
	X(T_NIGHT_HEADING, "2. The night as a picture")                        \
	X(T_PERIOD_HEADING, "2. The period as a picture")                      \
	X(T_NIGHT_SENTENCE, "Demand peaks at {1} GB at {2}, when {3} GB "      \
			    "stand ready; nodes rented by the hour hold at "   \
			    "most {4} GB.")                                    \
	X(T_NIGHT_QUESTION, "Was there enough RAM when the players came, and " \
			    "how much stood empty?")                           \
	X(T_NIGHT_NOTE, "RAM by hour of the local clock ({1}), {2}")           \
	X(T_NIGHT_AXIS, "GB of RAM")                                           \
	X(T_KEY_ASKED, "asked for")                                            \
	X(T_KEY_DEDICATED, "dedicated")                                        \
	X(T_KEY_CLOUD, "cloud")                                                \
	X(T_KEY_SPARE, "spare")                                                \
	X(T_KEY_DRAINING, "draining")                                          \
	X(T_KEY_BOOTING, "booting")                                            \
	X(T_KEY_ORDERED, "node ordered")                                       \
	X(T_KEY_READY, "node ready")                                           \
	X(T_KEY_DRAINED, "drain begins")                                       \
	X(T_KEY_DESTROYED, "node destroyed")                                   \
	X(T_KEY_UNSERVED, "start not served")                                  \
	X(T_NIGHT_FROM, "From (local clock)")                                  \
	X(T_NIGHT_ASKED, "Asked for, GB")                                      \
	X(T_NIGHT_DEDICATED, "Dedicated, GB")                                  \
	X(T_NIGHT_CLOUD, "Cloud, GB")                                          \
	X(T_NIGHT_SPARE, "Spare, GB")                                          \
	X(T_NIGHT_DRAINING, "Draining, GB")                                    \
	X(T_NIGHT_BOOTING, "Booting, GB")                                      \
	X(T_NIGHT_UNSERVED, "Not served")                                      \
	X(T_NIGHT_ASKED_ALL, "Asked for, all runs, GB")                        \
	X(T_NIGHT_CAPTION, "Means of one slot of {1} minutes each; not "       \
			   "served: starts of the hours since the last row; "  \
			   "{2}")                                              \
	X(T_NIGHT_MARKS, "Cloud nodes: {1} ordered, {2} ready, {3} drains "    \
			 "begun, {4} destroyed; {5} starts not served; {6}.")

#endif /* REPORTS_TEXT_NIGHT_H */
