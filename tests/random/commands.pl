# commands.pl - every command that is tried with something missing, with what
# samples.pl makes.  Some have nothing to say but what is wrong.
use strict;
use warnings;

sub commands_to_try {
	my @span = qw(--from 2024-11-01T06:00:00Z
		--to 2024-11-15T06:00:00Z);
	return (
		[qw(--version)], [qw(scenarios)], [qw(schema scenario)],
		[qw(schema --markdown)],
		[qw(check scenario.json sessions.csv.gz model.json)],
		[qw(sim scenario.json --json --jobs 1 --out o)],
		[qw(sim scenario.json --jobs 1 --no-advice --out o --journal o.db --why
			--csv excel --lang de)],
		[qw(sim scenario.json --jobs 2 --replications 2 --no-static --no-advice
			--out o)],
		[qw(sim generated.json --json --jobs 1 --no-static --out o)],
		[qw(sim counted.json --json --jobs 1 --no-static --out o)],
		[qw(sim scenario.json --json --jobs 1 --out o --no-static
			--sessions sessions.csv.gz --set prices.vat=7%
			--set fleet.dedicated.0.count=2)],
		[qw(compare scenario.json --jobs 1 --replications 2 --out o
			--with fleet.dedicated.0.count=2)],
		[qw(plan scenario.json --window --jobs 1 --most 20 --no-tornado
			--out o --over), 'fleet.dedicated.0.count=1,2'],
		[qw(sweep scenario.json --jobs 1 --out o.db),
			'--vary', 'fleet.dedicated.0.count=1,2',
			'--vary', 'policy.sleep_window=1h,2h'],
		# a run is replaced
		[qw(sim scenario.json --jobs 1 --no-static --out run --force)],
		[qw(traces import night.log --zone UTC --ram 4GB
			--date 2024-11-08 -o -)],
		(map { [qw(traces import), "logs.$_", qw(--zone UTC --ram 4GB
			-o o.csv.gz)] } qw(zip 7z tar.gz)),
		[qw(traces import servers --zone UTC --ram 4GB -o o.csv)],
		[qw(traces import players.csv --zone UTC --ram 4GB -o o.db)],
		[qw(traces import sessions.csv.gz -o o.csv)],
		[qw(traces import sessions.csv.zst -o o.csv)],
		[qw(<sessions.csv.gz traces import - -o o.csv)],
		[qw(traces import sessions.csv -o trace.db --force)],
		[qw(traces export trace.db -o -)],
		[qw(traces export trace.db -o o.csv.zst)],
		[qw(traces check sessions.csv)],
		[qw(traces info sessions.csv --plain)],
		[qw(traces info sessions.csv --plain --plot o.svg)],
		[qw(traces fit weeks.csv --seed 1 --plain --now 0 -o o.json)],
		[qw(traces generate model.json), @span, qw(-o o.csv)],
		[qw(report run)], [qw(report run --csv excel --lang de)],
		[qw(report run run2)], [qw(list run customers)],
		[qw(list run starts --csv plain)], [qw(invoice run)],
		[qw(invoice run --json)], [qw(invoice run w1 --csv excel)],
		[qw(why run w1)], [qw(why run w1 --json)], [qw(why run w11)],
		[qw(why night.db 1)], [qw(sim friday-nigth)], [qw(replay night.db)],
		[qw(replay night.db --verify)], [qw(quote friday-night 4GB)],
		[qw(quote friday-night 4GB --json)],
	);
}

1;
