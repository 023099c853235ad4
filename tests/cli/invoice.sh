#!/bin/sh
# invoice.sh CONDUCTOR SOURCE - invoices of a night with a change of prices at
# 20:30 and another at 22:00:00.5, and of a thousand sessions of one second.
#
# What each world played must be what tests/independent/money.pl says, to the
# nano-euro; lines, statements and the revenue of the run must add up, also
# where runs cross both edges of the window.
set -eu
conductor=$1
here=$2/tests
money=${MONEY:-$here/independent/money.pl}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"

# draw.pl COUNT SEED seconds|hours > sessions.csv: worlds of few owners
cat >draw.pl <<'PERL'
use strict;
use warnings;
my ($count, $seed, $kind) = @ARGV;
sub draw { # 0 ... n - 1; a generator of our own: perl's differs between builds
	my ($n) = @_;
	$seed = ($seed * 1103515245 + 12345) & 0x7fffffff;
	return ($seed >> 8) % $n;
}
my @ram = (512, 1000, 1024, 1500, 2048, 3333, 4096, 8192, 10007);
my $start = 1788523200; # 2026-09-04T12:00:00Z
print "world,start,stop,ram_mb,disk_mb,owner\n";
for my $world (1 .. $count) {
	my $at = $start + draw(3600 * 4);
	my $ram = $ram[draw(scalar @ram)];
	my $disk = 1 + draw(9000);
	for (1 .. 12) {
		my $length = $kind eq 'seconds' ? 1 : 1 + draw(3 * 3600);
		printf "w%04d,%d.%06d,%d.%06d,%d,%d,%s\n", $world, $at, 0,
		    $at + $length - ($length > 1), $length > 1 ? draw(1000000) : 0,
		    $ram, $disk, 'owner ' . $world % 37;
		$at += $length + draw(5400);
	}
}
PERL

scenario() { # NAME KEYS...
	cat <<JSON
{
	"name": "$1",
	"clock": "Europe/Berlin",
	"window": { "from": "2026-09-04T18:00:30+02:00",
		"to": "2026-09-05T01:00:00.25+02:00", "warm_up": "5h" },
	"workload": { "sessions": "$1.csv" },
	"fleet": { "dedicated": [ { "type": "HUGE", "count": 40 } ] },
	"catalogue": {
		"name": "one machine without limits", "locations": ["here"],
		"types": { "HUGE": {
			"kind": "dedicated", "ram": "2047GB", "cpu_milli": 1000000,
			"disk": "1000000GB",
			"prices": [ { "valid_from": "2020-01-01", "month": "100 EUR" } ]
		} }
	},
	"prices": {
		"name": "dearer at night", "vat": "19%", "payment_fees": "4%",
		"bill_from": "active",
		"lists": [
			{ "valid_from": "2020-01-01", "active_gb_hour": "0.02 EUR",
				"sleep_gb_month": "0.10 EUR" },
			{ "valid_from": "2026-09-04T20:30:00+02:00",
				"active_gb_hour": "0.033333333 EUR", "sleep_gb_month": "0.07 EUR" },
			{ "valid_from": "2026-09-04T22:00:00.5+02:00",
				"active_gb_hour": "0.011 EUR", "sleep_gb_month": "0.2 EUR" }
		]
	},
	"policy": { "reactive": { "rule": "none" } },
	"world": {
		"vm_boot": "0s", "container_start": "0s", "container_stop": "0s",
		"restore": "0s", "archive": "0s",
		"stock": { "sold_out": "0%" }, "node_reserve_ram": "0GB",
		"ram_overhead": "0GB", "cpu_oversubscribe": "off"
	},
	"demand": { "patience": "never", "retry": 0, "when_late": "keep-stop" }$2
}
JSON
}

# What was played, by world, out of all invoices.
cat >played.pl <<'PERL'
use strict;
use warnings;
my (%minutes, %amount);
my $conductor = shift;
my $run = shift;
open my $list, '-|', $conductor, 'invoice', $run, '--csv', 'plain' or die;
my @customers = map { /^(owner [^,]*),/ ? $1 : () } <$list>;
for my $customer (@customers) {
	open my $lines, '-|', $conductor, 'invoice', $run, $customer, '--csv', 'plain' or die;
	while (<$lines>) {
		/^([^,]*),run,\d+,(-?\d+),minutes,\d+,([^,]*),[0-9.]+,(-?\d+)\.(\d{9})$/
		    or next;
		$minutes{$1} += $2;
		$amount{$1} += "$4$5";
	}
}
printf "world %s %d %d\n", $_, $minutes{$_}, $amount{$_} for sort keys %minutes;
PERL

# try NAME KEYS: run, compare every world, look at the control sum
try() {
	scenario "$1" "$2" >"$1.json"
	"$conductor" sim "$1.json" --out "$1.run" --no-static --no-advice >"$1.log" 2>&1 || {
		cat "$1.log"
		exit 1
	}
	perl "$money" "$1.csv" 2026-09-04T18:00:30+02:00 \
		2026-09-05T01:00:00.25+02:00 2026-09-04T13:00:30+02:00 \
		0.02,2026-09-04T20:30:00+02:00=0.033333333,2026-09-04T22:00:00.5+02:00=0.011 \
		active 0 worlds | grep '^world' >"$1.expected"
	perl played.pl "$conductor" "$1.run" >"$1.found"
	if ! diff "$1.expected" "$1.found" >"$1.diff"; then
		echo "$1: money.pl (<) and the invoices (>) differ"
		head -5 "$1.diff"
		exit 1
	fi
	"$conductor" invoice "$1.run" --json >"$1.sums"
	grep -q '"difference_eur":.*"0.000000000"' "$1.sums"
	"$conductor" invoice "$1.run" >"$1.list"
	if ! awk 'length > 80 { exit 1 }' "$1.list"; then
		echo "the list is wider than 80 columns"
		exit 1
	fi
	"$conductor" invoice "$1.run" --lang de | grep -q '^Kontrollsumme, EUR '
	echo "$1: $(wc -l <"$1.found") worlds, $(grep -c '^owner' "$1.list") customers"
}

perl draw.pl 300 5 hours >hours.csv
try hours ''
perl draw.pl 300 6 seconds >seconds.csv
try seconds ''
# A second is never free: each session in the window pays a minute.
sessions=$(awk -F, 'NR > 1 && $2 >= 1788537630 && $2 < 1788562800.25' \
	seconds.csv | wc -l)
minutes=$(awk '{ n += $3 } END { print n }' seconds.found)
if [ "$sessions" -ne "$minutes" ]; then
	echo "$sessions sessions of a second paid $minutes minutes"
	exit 1
fi
# With money for all in advance nothing else changes.
cp hours.csv rich.csv
try rich ', "accounts": { "prepaid": true, "opening_balance": "1000 EUR",
	"unpaid_worlds": "off", "unpaid_ram": "2047GB" }'
cmp hours.found rich.found

# A quote over the change at 20:30: half an hour at each price, 4 GB.
"$conductor" quote hours.json 4GB --at 2026-09-04T20:00:00+02:00 --json >quote
grep -q '"hour_eur":.*"0.106666666"' quote
grep -q '"minute_eur":.*"0.001333333"' quote
# ... and a world of its own sessions, by name.
"$conductor" quote hours.json w0001 | grep -q '^World w0001: '

# Unknown customers, and a run without invoices.
unknown=$("$conductor" invoice hours.run nobody 2>&1 >output) && exit 1
test ! -s output
expected="conductor: hours.run: no customer \"nobody\" was billed or had a \
balance; \`conductor invoice hours.run\` lists them"
if [ "$unknown" != "$expected" ]; then
	printf '%s\nis not\n%s\n' "$unknown" "$expected"
	exit 1
fi
