# samples.pl - a file of each format, small and sound, for the scripts beside it.
use strict;
use warnings;
use File::Copy qw(copy);

sub spew {
	my ($dir, $name, $text) = @_;
	open my $file, '>', "$dir/$name" or die;
	print $file $text;
	close $file;
}

# Runs a command that must not fail.
sub run_sound {
	my ($dir, $limits, @command) = @_;
	my ($status, $said) = try($dir, $limits, 'out', @command);
	die "@command: $status: $said" if $status ne '0';
}

# One file of each format, small and sound, in a directory.
sub make_samples {
	my ($dir, $source, $conductor, $limits) = @_;
	my $rows = join '', map {
		sprintf "w%d,2024-11-08T%02d:%02d:00Z,2024-11-08T%02d:%02d:59Z,%d\n",
			$_ % 7, 17 + $_ / 7, $_, 17 + $_ / 7, 59 - $_ % 7,
			1024 << $_ % 7 % 4
	} 0 .. 34;
	spew($dir, 'sessions.csv', "world,start,stop,ram_mb\n$rows");
	spew($dir, 'counts.csv', "time,value\n" . join '', map {
		sprintf "2024-11-%02dT%02d:00:00Z,%d\n", 7 + $_ / 24, $_ % 24,
			100 + $_ * 37 % 90
	} 0 .. 71);
	spew($dir, 'scenario.json', <<'END');
{
	"name": "small",
	"window": { "from": "2024-11-08T17:00:00Z", "to": "2024-11-08T23:00:00Z",
		"warm_up": "0s" },
	"replications": 1,
	"workload": { "sessions": "sessions.csv" },
	"fleet": { "dedicated": [ { "type": "AX41", "count": 1 } ],
		"cloud": { "types": [ "CCX33@fsn1" ], "max": 3 } },
	"policy": { "sleep_window": "1h", "second_copies": "on" },
	"world": { "vm_boot": { "law": "lognormal", "median": "120s",
		"sigma": 0.4 } }
}
END
	spew($dir, 'night.log', join '', map {
		sprintf "[%02d:%02d:00] [Server thread/INFO]: P%d %s the game\n",
			17 + $_ / 20, $_ * 3 % 60, $_ % 5,
			$_ % 10 < 5 ? 'joined' : 'left'
	} 0 .. 99);
	copy("$source/scenarios/prices/blockclock.json", "$dir/prices.json");
	copy("$source/scenarios/catalogue/hetzner.json", "$dir/catalogue.json");
	run_sound($dir, $limits, $conductor, qw(sim scenario.json --out run --no-static --journal night.db));
	run_sound($dir, $limits, $conductor, qw(traces import sessions.csv -o trace.db));
	copy("$dir/run/run.db", "$dir/run.db");
	copy("$dir/run/summary.json", "$dir/summary.json");
	system("cd $dir && gzip -k sessions.csv && zstd -q -k sessions.csv") == 0
		or die;
}

# The same, and what only commands that go wrong in other ways are tried with.
sub make_more_samples {
	my ($dir, $source, $conductor, $limits) = @_;
	make_samples($dir, $source, $conductor, $limits);
	spew($dir, 'model.json', <<'END');
{ "worlds": { "living": 8 }, "ram_mix": [ { "ram": "2GB", "share": "100%" } ] }
END
	spew($dir, 'generated.json', <<'END');
{ "extends": "scenario.json", "name": "generated",
	"workload": { "generate": "model.json" } }
END
	spew($dir, 'counted.json', <<'END');
{ "extends": "scenario.json", "name": "counted",
	"workload": { "counts": { "file": "counts.csv", "peak_worlds": 5,
		"worlds": { "living": 20 },
		"ram_mix": [ { "ram": "2GB", "share": "100%" } ] } } }
END
	spew($dir, 'players.csv', "world,player,start,stop\n" . join '', map {
		sprintf "w%d,p%d,2024-11-08 %02d:00:00,2024-11-08 %02d:40:00\n",
			$_ % 3, $_ % 5, 8 + $_ / 4, 8 + $_ / 4
	} 0 .. 39);
	run_sound($dir, $limits, $conductor, qw(traces generate model.json
		--from 2026-03-02T06:00:00Z --to 2026-03-20T06:00:00Z -o weeks.csv));
	run_sound($dir, $limits, $conductor, qw(sim scenario.json --out run2
		--no-static --set fleet.dedicated.0.count=2));
	for my $server (qw(alpha bravo)) {
		system('mkdir', '-p', "$dir/servers/$server/logs") == 0 or die;
		copy("$dir/night.log",
			"$dir/servers/$server/logs/2024-11-08-1.log");
	}
	system("cd $dir && bsdtar -cf logs.7z --format 7zip servers && " .
		'bsdtar -cf logs.zip --format zip servers && ' .
		'bsdtar -czf logs.tar.gz servers') == 0 or die;
}

1;
