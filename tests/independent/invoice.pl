#!/usr/bin/perl
# invoice.pl - what a fleet costs, from the text of docs/figures.md alone: the
# twin that the engine's rents are checked with.
#
#     perl invoice.pl FLEETS.txt
#
# The head of fleets.txt explains the table.  For every `read` a line:
#     FLEET INSTANT dedicated cloud storage network other hours
# costs since `from` in nano-euro, net; hours = started hours of cloud nodes.
#
# By the hour: hour k of a node begins at its creation + k x 3600 s and is paid
# if the node still exists then (running or not); never more in a UTC calendar
# month than the cap; prices are those of the list valid at the creation, before
# the first list those of the first.  Its IPv4 address likewise, at the price of
# its kind.  The setup fee is paid at the creation.  A node that is gone before
# its minimum stay pays, when it goes, the hours that are left of it.  Dedicated
# nodes, their addresses, storage and the rest: a 730th of the month an hour.
# Setup fees are spread over setup_months of 730 h and are then paid off.
# Sums of monthly rents, and of setup fees, round half to even, once.
use strict;
use warnings;
use Math::BigInt;
use Time::Local qw(timegm);

my $hour_us = 3_600_000_000;
my $month_us = 730 * $hour_us; # of a rent

sub instant { # 2026-11-08T10:00:00.000001Z
	my ($year, $month, $day, $hour, $minute, $second, $part) = $_[0] =~
	    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?Z$/
	    or die "invoice.pl: $_[0]: no instant\n";
	return timegm($second, $minute, $hour, $day, $month - 1, $year) * 1_000_000
	    + substr(($part // '') . '000000', 0, 6);
}

sub nano { # 12.49
	my ($euros, $part) = $_[0] =~ /^(\d+)(?:\.(\d{1,9}))?$/
	    or die "invoice.pl: $_[0]: no money\n";
	return $euros * 1_000_000_000 + substr(($part // '') . '000000000', 0, 9);
}

sub vintage { # of the lists [from, hour, month, setup], oldest first
	my ($lists, $at) = @_;
	my ($found) = grep { $_->[0] <= $at } reverse @$lists;
	return $found // $lists->[0];
}

sub month_of {
	my @t = gmtime int($_[0] / 1_000_000);
	return $t[5] * 12 + $t[4];
}

# Started hours in [created, end), at least so many, and what they cost.
sub started {
	my ($created, $end, $least, $price, $cap) = @_;
	my ($hours, $cost, %paid) = (0, 0);
	for (my $begin = $created; $begin < $end || $hours < $least; $begin += $hour_us) {
		my $month = month_of($begin);
		my $due = $price;
		my $left = $cap - ($paid{$month} // 0);
		$due = $left if $cap > 0 && $due > $left;
		$paid{$month} += $due;
		$cost += $due;
		$hours++;
	}
	return ($hours, $cost);
}

sub share { # sum x part / whole, half to even
	my ($sum, $part, $whole) = map { Math::BigInt->new($_) } @_;
	my ($quotient, $rest) = $sum->bmul($part)->bdiv($whole);
	my $order = ($rest * 2)->bcmp($whole);
	return ($order > 0 || ($order == 0 && $quotient->is_odd) ? $quotient + 1 : $quotient)->numify;
}

sub read_at {
	my ($fleet, $text) = @_;
	my $at = instant($text);
	my $from = $fleet->{from};
	my ($dedicated, $cloud, $network, $other, $hours) = (0, 0, 0, 0, 0);
	my ($rents, $addresses, $setups) = (0, 0, 0);
	for my $type (@{ $fleet->{dedicated} }) {
		my $list = vintage($fleet->{lists}{$type}, $fleet->{prices_at} // $from);
		$rents += $list->[2];
		$addresses += $fleet->{ipv4}[0];
		$setups += $list->[3];
	}
	for my $node (@{ $fleet->{nodes} }) {
		my ($type, $created, $destroyed) = @$node;
		my $end = defined $destroyed && $destroyed < $at ? $destroyed : $at;
		my $list = vintage($fleet->{lists}{$type}, $fleet->{prices_at} // $created);
		my $stay = $fleet->{whole}{$type};
		my $least = defined $stay && defined $destroyed && $destroyed < $at ? $stay : 0;
		my ($count, $cost) = started($created, $end, $least, $list->[1], $list->[2]);
		my (undef, $address) =
		    started($created, $end, $least, @{ $fleet->{ipv4} }[defined $stay ? (3, 0) : (1, 2)]);
		$hours += $count;
		$cloud += $cost + ($created < $at ? $list->[3] : 0);
		$network += $address;
	}
	my $elapsed = $at - $from;
	my $spread = $fleet->{setup_months} * $month_us;
	$dedicated = share($rents, $elapsed, $month_us);
	$network += share($addresses, $elapsed, $month_us);
	$other = share($fleet->{other}, $elapsed, $month_us)
	    + share($setups, $elapsed < $spread ? $elapsed : $spread, $spread);
	my $storage = share($fleet->{storage}, $elapsed, $month_us);
	print "$fleet->{name} $text $dedicated $cloud $storage $network $other $hours\n";
}

my ($file) = @ARGV;
my $fleet;
open my $table, '<', $file or die "invoice.pl: $file: $!\n";
while (<$table>) {
	s/#.*//;
	my ($word, @rest) = split or next;
	if ($word eq 'fleet') {
		$fleet = { name => $rest[0], ipv4 => [0, 0, 0, 0], storage => 0, other => 0,
			setup_months => 24 };
	} elsif ($word eq 'list') {
		push @{ $fleet->{lists}{ $rest[0] } },
		    [instant($rest[1]), map { nano($_) } @rest[2 .. 4]];
	} elsif ($word eq 'dedicated') {
		push @{ $fleet->{dedicated} }, ($rest[0]) x $rest[1];
	} elsif ($word eq 'node') {
		push @{ $fleet->{nodes} },
		    [$rest[0], instant($rest[1]), $rest[2] eq '-' ? undef : instant($rest[2])];
	} elsif ($word eq 'ipv4') {
		$fleet->{ipv4} = [map { nano($_) } @rest, $#rest < 3 ? '0' : ()];
	} elsif ($word eq 'whole') {
		$fleet->{whole}{ $rest[0] } = $rest[1];
	} elsif ($word eq 'from' || $word eq 'prices_at') {
		$fleet->{$word} = instant($rest[0]);
	} elsif ($word eq 'storage' || $word eq 'other') {
		$fleet->{$word} = nano($rest[0]);
	} elsif ($word eq 'setup_months') {
		$fleet->{$word} = $rest[0];
	} elsif ($word eq 'read') {
		read_at($fleet, $rest[0]);
	} elsif ($word ne 'off') {
		die "invoice.pl: $file:$.: $word: unknown word\n";
	}
}
