#!/usr/bin/perl
# money.pl - billed minutes and active gross of a sessions file, from the text
# of docs/figures.md alone: the twin that conductor's figures are checked with.
#
#     perl money.pl SESSIONS.csv FROM TO [RUN_BEGIN [EUR_PER_GB_HOUR
#                   [active|request [START_UP_SECONDS]]]]
#
# Holds where room is for all and a start takes the same time each: the world
# is active START_UP_SECONDS (default 0) after its request.  A run starts when
# active (the default) or at the request.  Minute k begins at run start +
# k x 60 s and is billed if the world is active then and the run has not ended;
# a run costs minutes x ram_mb x price / (1024 x 60), rounded half to even,
# once.  Sessions are cut at RUN_BEGIN (default FROM) and TO; what a run cost
# before FROM is taken off as the difference of rounded running totals.
use strict;
use warnings;
use Math::BigInt;
use Time::Local qw(timegm);

# RFC 3339 or epoch seconds, to microseconds.
sub instant {
	my ($text) = @_;
	my ($whole, $fraction) = $text =~ /^(\d+)(?:\.(\d{1,6}))?$/;
	if (!defined $whole) {
		my ($year, $month, $day, $hour, $minute, $second, $part, $zone) =
		    $text =~ /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([Zz]|[+-]\d\d:\d\d)$/
		    or die "money.pl: $text: no instant\n";
		$whole = timegm($second, $minute, $hour, $day, $month - 1, $year);
		$whole -= ($1 eq '-' ? -1 : 1) * ($2 * 60 + $3) * 60
		    if $zone =~ /^([+-])(\d\d):(\d\d)$/;
		$fraction = $part;
	}
	return $whole * 1_000_000 + substr(($fraction // '') . '000000', 0, 6);
}

sub minutes { # of a run, begun in [active, end)
	my ($run, $active, $end) = @_;
	my $first = int(($active - $run + 59_999_999) / 60_000_000);
	my $after = int(($end - $run + 59_999_999) / 60_000_000);
	return $end <= $active ? 0 : $after - $first;
}

sub half_even {
	my ($over, $under) = @_;
	my ($quotient, $rest) = $over->copy->bdiv($under);
	my $order = ($rest * 2)->bcmp($under);
	return $order > 0 || ($order == 0 && $quotient->is_odd) ? $quotient + 1 : $quotient;
}

my ($file, $from, $to, $begin, $price, $bill_from, $start_up) = @ARGV;
$begin = instant($begin // $from);
($from, $to) = (instant($from), instant($to));
my ($euros, $cents) = split /\./, $price // '0.02';
my $price_nano = Math::BigInt->new($euros . substr(($cents // '') . '000000000', 0, 9));
my $under = Math::BigInt->new(1024 * 60);
my ($billed, $gross) = (0, Math::BigInt->new(0));

open my $csv, '<', $file or die "money.pl: $file: $!\n";
chomp(my $header = <$csv>);
my @names = split /,/, $header;
while (my $line = <$csv>) {
	chomp $line;
	my %session;
	@session{@names} = split /,/, $line, -1;
	my $start = instant($session{start});
	my $stop = $session{stop} eq '' ? $to : instant($session{stop});
	$start = $begin if $start < $begin;
	$stop = $to if $stop > $to;
	my $active = $start + ($start_up // 0) * 1_000_000;
	my $run = ($bill_from // 'active') eq 'request' ? $start : $active;
	my $before = minutes($run, $active, $stop < $from ? $stop : $from);
	my $all = minutes($run, $active, $stop);
	$billed += $all - $before;
	$gross += half_even($price_nano * $session{ram_mb} * $all, $under)
	    - half_even($price_nano * $session{ram_mb} * $before, $under);
}
print "billed_minutes $billed\nactive_gross_nano_eur $gross\n";
