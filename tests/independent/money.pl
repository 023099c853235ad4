#!/usr/bin/perl
# money.pl - billed minutes and active gross of a sessions file, from the text
# of docs/figures.md alone: the twin that conductor's figures are checked with.
#
#     perl money.pl SESSIONS.csv FROM TO [RUN_BEGIN [PRICES
#                   [active|request [START_UP_SECONDS [worlds]]]]]
#
# PRICES: EUR per GB-hour, and from other instants on: 0.02,INSTANT=0.03,...
# A minute has the price that is valid when it begins.  With `worlds` a line
# `world NAME MINUTES NANO_EUR` for each that has any, by name.
#
# Holds where room is for all and a start takes the same time each: the world
# is active START_UP_SECONDS (default 0) after its request.  A run starts when
# active (the default) or at the request.  Minute k begins at run start +
# k x 60 s and is billed if the world is active then and the run has not ended;
# a run costs the sum over its minutes of ram_mb x price / (1024 x 60), rounded
# half to even, once.  Sessions are cut at RUN_BEGIN (default FROM) and TO; what a run cost
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

sub nano {
	my ($euros, $cents) = split /\./, shift;
	return Math::BigInt->new($euros . substr(($cents // '') . '000000000', 0, 9));
}

my @prices; # [valid from, nano-euro], in order

# Sum over the minutes in [active, end) of their prices.
sub priced {
	my ($run, $active, $end) = @_;
	my $sum = Math::BigInt->new(0);
	for my $i (0 .. $#prices) {
		my $until = $i < $#prices ? $prices[$i + 1][0] : $end;
		my $since = $i > 0 ? $prices[$i][0] : $active;
		$since = $active if $since < $active;
		$until = $end if $until > $end;
		$sum += $prices[$i][1] * minutes($run, $since, $until);
	}
	return $sum;
}

my ($file, $from, $to, $begin, $price, $bill_from, $start_up, $worlds) = @ARGV;
$begin = instant($begin // $from);
($from, $to) = (instant($from), instant($to));
for my $list (split /,/, $price // '0.02') {
	my ($since, $amount) = $list =~ /^(.*)=(.*)$/;
	push @prices, [defined $since ? instant($since) : 0, nano($amount // $list)];
}
my $under = Math::BigInt->new(1024 * 60);
my ($billed, $gross, %of) = (0, Math::BigInt->new(0));

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
	my $edge = $stop < $from ? $stop : $from;
	my $count = minutes($run, $active, $stop) - minutes($run, $active, $edge);
	my $amount = half_even(priced($run, $active, $stop) * $session{ram_mb}, $under)
	    - half_even(priced($run, $active, $edge) * $session{ram_mb}, $under);
	$billed += $count;
	$gross += $amount;
	$of{$session{world}} //= [0, Math::BigInt->new(0)];
	$of{$session{world}}[0] += $count;
	$of{$session{world}}[1] += $amount;
}
if ($worlds) {
	$of{$_}[0] and print "world $_ $of{$_}[0] $of{$_}[1]\n" for sort keys %of;
}
print "billed_minutes $billed\nactive_gross_nano_eur $gross\n";
