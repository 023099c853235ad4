#!/bin/sh
# exact_money.sh CONDUCTOR SOURCE - what players pay, to the nano-euro.
#
# Files of sessions, drawn with fixed seeds, run through conductor in a world
# with room for all and without delays, or where every start takes the same
# time; billed minutes and active gross must be those of
# tests/independent/money.pl, which knows the definitions and not the program.
set -eu
conductor=$1
here=$2/tests
money=${MONEY:-$here/independent/money.pl}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# draw.pl COUNT SEED LENGTHS GAPS COLUMNS FROM TO > sessions.csv
cat >"$place/draw.pl" <<'PERL'
use strict;
use warnings;
my ($count, $seed, $lengths, $gaps, $columns, $from, $to) = @ARGV;
# A generator of our own: perl's rand differs between builds.
sub draw { # 0 ... n - 1
	my ($n) = @_;
	$seed = ($seed * 1103515245 + 12345) & 0x7fffffff;
	my $high = $seed >> 7;
	$seed = ($seed * 1103515245 + 12345) & 0x7fffffff;
	return ($high * 16777216 + ($seed >> 7)) % $n;
}
my $minute = 60_000_000;
my %length = (
	mixed => sub { 1 + draw(4 * 60 * $minute) },
	short => sub { draw(4) ? 1 + draw($minute - 1) : 1 + draw(3) },
	edges => sub { (1 + draw(90)) * $minute + (0, 0, 1, -1, 1000, -1000)[draw(6)] },
	long => sub { 60 * $minute + draw(40 * 60 * $minute) },
);
my %gap = (
	wide => sub { draw(5 * 60 * $minute) },
	none => sub { draw(5) ? 0 : draw(10 * $minute) },
	apart => sub { 10 * $minute + draw(3 * 60 * $minute) },
	tiny => sub { (0, 1, 1_000, 999_999, 1_000_000, 7_654_321)[draw(6)] },
);
my @ram = (64, 100, 512, 1000, 1023, 1024, 1025, 1500, 2048, 2500, 3000, 3333,
	4096, 5000, 6144, 7777, 8192, 10007, 12288, 16384, 20000, 32760, 65536);

sub instant { # in one of the forms that are allowed, exact to the microsecond
	my ($us) = @_;
	my ($whole, $part) = (int($us / 1_000_000), $us % 1_000_000);
	my $fraction = $part ? sprintf('.%06d', $part) : draw(3) ? '' : '.000';
	$fraction =~ s/(\.\d+?)0+$/$1/ if draw(2);
	return $whole . $fraction if draw(2);
	my $offset = (0, 60, 120, -300, 330, 765)[draw(6)];
	my @t = gmtime($whole + $offset * 60);
	my $zone = $offset == 0 && draw(2) ? 'Z' : sprintf('%s%02d:%02d',
		$offset < 0 ? '-' : '+', int(abs($offset) / 60), abs($offset) % 60);
	return sprintf('%04d-%02d-%02dT%02d:%02d:%02d%s%s', $t[5] + 1900, $t[4] + 1,
		@t[3, 2, 1, 0], $fraction, $zone);
}

my (@lines, $world);
while (@lines < $count) {
	my $name = sprintf 'w%04d', ++$world;
	my $ram = $ram[draw(scalar @ram)];
	my $more = $columns ? sprintf(',%d,%d,%s', 500 + draw(4000), 1 + draw(9000),
		$ram <= 4096 ? 'small' : $ram <= 8192 ? 'medium' : 'large') : '';
	# A day early, so that sessions lie before and across the edge.
	my $at = ($from - 86400) * 1_000_000 + draw(86400 * 2) * 1_000_000;
	$at = $from * 1_000_000 + $minute * draw(3000) if $lengths eq 'edges';
	for my $number (1 .. 60) {
		my $stop = $at + $length{$lengths}->();
		my $open = $stop > $to * 1_000_000 && draw(2);
		push @lines, join(',', $name, instant($at),
			$open ? '' : instant($stop), $ram) . $more;
		$at = $stop + $gap{$gaps}->();
		last if $open || $at > ($to + 86400) * 1_000_000;
	}
}
for my $i (reverse 1 .. $#lines) { # any order is allowed
	my $j = draw($i + 1);
	@lines[$i, $j] = @lines[$j, $i];
}
print 'world,start,stop,ram_mb', $columns ? ',cpu_milli,disk_mb,tier' : '', "\n";
print "$_\n" for @lines;
PERL

cat >"$place/read.pl" <<'PERL'
use strict;
use warnings;
use JSON::PP;
use Math::BigFloat;
local $/;
my $summary = JSON::PP->new->allow_bignum->decode(<STDIN>);
my $gross = Math::BigFloat->new($summary->{revenue_eur}{active_gross});
printf "billed_minutes %s\nactive_gross_nano_eur %s\n",
	$summary->{usage}{billed_minutes}, $gross->bmul(1_000_000_000)->bstr;
PERL

scenario() { # NAME FROM TO WARM_UP BILL_FROM START_UP
	cat <<JSON
{
	"name": "exact-$1",
	"clock": "Europe/Berlin",
	"window": { "from": "$2", "to": "$3", "warm_up": "$4" },
	"workload": { "sessions": "$1.csv" },
	"fleet": { "dedicated": [ { "type": "HUGE", "count": 40 } ] },
	"catalogue": {
		"name": "one machine without limits",
		"locations": ["here"],
		"types": {
			"HUGE": {
				"kind": "dedicated", "ram": "2047GB", "cpu_milli": 1000000,
				"disk": "1000000GB",
				"prices": [ { "valid_from": "2020-01-01", "month": "100 EUR" } ]
			}
		}
	},
	"prices": {
		"name": "one price", "vat": "19%", "payment_fees": "4%",
		"bill_from": "$5",
		"lists": [ {
			"valid_from": "2020-01-01", "active_gb_hour": "0.02 EUR",
			"sleep_gb_month": "0.10 EUR"
		} ]
	},
	"policy": { "reactive": { "rule": "none" } },
	"guards": { "destroys_per_hour": "off", "stops_per_hour": "off" },
	"world": {
		"vm_boot": "0s", "container_start": "$6s", "container_stop": "0s",
		"restore": "0s", "archive": "0s",
		"stock": { "sold_out": "0%" },
		"failures": { "dedicated_per_month": "0%", "cloud_per_month": "0%" },
		"node_reserve_ram": "0GB", "ram_overhead": "0GB",
		"cpu_oversubscribe": "off"
	},
	"demand": { "patience": "never", "retry": 0, "when_late": "keep-stop" },
	"seed": 1, "replications": 1
}
JSON
}

failed=0
# try NAME COUNT SEED LENGTHS GAPS COLUMNS FROM TO WARM_UP_HOURS
#     [BILL_FROM [START_UP_SECONDS]]
try() {
	from=$(date -u -d "$7" +%s)
	to=$(date -u -d "$8" +%s)
	perl "$place/draw.pl" "$2" "$3" "$4" "$5" "$6" "$from" "$to" >"$place/$1.csv"
	bill_from=${10:-active}
	start_up=${11:-0}
	scenario "$1" "$7" "$8" "${9}h" "$bill_from" "$start_up" \
		>"$place/$1.json"
	perl "$money" "$place/$1.csv" "$7" "$8" "$((from - ${9} * 3600))" \
		0.02 "$bill_from" "$start_up" >"$place/$1.expected"
	"$conductor" sim "$place/$1.json" --sessions "$place/$1.csv" \
		--out "$place/$1" --no-static --no-advice >"$place/$1.log" 2>&1 || {
		cat "$place/$1.log"
		exit 1
	}
	perl "$place/read.pl" <"$place/$1/summary.json" >"$place/$1.found"
	if cmp -s "$place/$1.expected" "$place/$1.found"; then
		echo "$1: $(($(wc -l <"$place/$1.csv") - 1)) sessions," \
			"$(tr '\n' ' ' <"$place/$1.found")"
	else
		echo "$1: money.pl (-) and conductor (+) differ"
		diff -u "$place/$1.expected" "$place/$1.found" || true
		failed=1
	fi
}

# The clock is put back on 2026-10-25 and forward on 2026-03-29 in Berlin; a
# provider month ends on 2026-10-31; 2028 has a 29 February.
try mixed 4000 11 mixed wide 0 2026-09-04T12:00:00+02:00 2026-09-06T08:00:00+02:00 0
try short 4000 12 short tiny 1 2026-09-04T12:00:00Z 2026-09-06T08:00:00Z 0
try edges 4000 13 edges none 0 2026-03-28T22:00:00+01:00 2026-03-30T22:00:00+02:00 0
try back 4000 14 mixed none 1 2026-10-24T00:00:00+02:00 2026-10-27T00:00:00+01:00 0
try night 2500 15 long wide 0 2028-02-27T18:00:00+01:00 2028-03-02T06:00:00+01:00 0
try carry 4000 16 mixed tiny 0 2026-10-31T13:00:30+01:00 2026-11-02T13:00:00+01:00 1
# Start-up is not billed, wherever the run and its minutes start.
for start_up in 0 40 60 61 150; do
	for bill_from in active request; do
		try "$bill_from-$start_up" 1500 "2$start_up" mixed apart 0 \
			2026-10-31T13:00:30+01:00 2026-11-02T13:00:00+01:00 1 \
			"$bill_from" "$start_up"
	done
done
exit $failed
