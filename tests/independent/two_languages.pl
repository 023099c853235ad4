#!/usr/bin/perl
# two_languages.pl ENGLISH GERMAN [WORDS]... - two pages, or two tables, of the
# same run: no English in the German one, and the same numbers in both.  WORDS
# are regular expressions of what may stand in both: words of the scenario's
# author, names of keys.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my ($english, $german, @shared) = @ARGV;
my @wrong;

sub slurp {
	open my $file, '<', $_[0] or die "$_[0]: $!\n";
	local $/;
	return scalar <$file>;
}

# What a program reads in every language: names of keys, JSON, files, days.
my @technical = (qr/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$/, qr/^(?:[AB] )?[\[{]/,
	qr/^[\w.\/-]+\.(?:json|csv)(?::\d+)?$/, qr/^--\w/, qr/^(?:Cloud|RAM), GB$/);

# What a reader sees, piece by piece: [words, 1: of a program, 2: of a table of
# keys and values]
sub pieces {
	my ($text) = @_;
	return map { [$_, 0] } split /\n|\s{2,}/, $text unless $text =~ /^<!DOC/;
	my ($code, $keys, @out) = (0, 0);
	$text =~ s/<style>.*?<\/style>//s;
	$text =~ s/<path\b[^>]*>|<use\b[^>]*>//g;
	while ($text =~ /(<[^>]*>)|([^<]+)/g) {
		my ($tag, $words) = ($1, $2);
		if (defined $tag) {
			$code = 1 if $tag =~ /^<(?:code|pre|a href="[^#])/;
			$code = 0 if $tag =~ /^<\/(?:code|pre|a)>/;
			$keys = 2 if $tag =~ /^<div class="words"/;
			$keys = 0 if $tag eq '</table>';
			push @out, [$1, 0]
				while $tag =~ /(?:aria-label|title)="([^"]*)"/g;
			next;
		}
		push @out, [$words, $code || $keys];
	}
	for my $piece (@out) {
		$piece->[0] =~ s/&nbsp;/ /g;
		$piece->[0] =~ s/&#39;/'/g;
		$piece->[0] =~ s/&quot;/"/g;
		$piece->[0] =~ s/^\s+|\s+$//g;
	}
	return grep { $_->[0] ne '' } @out;
}

# Numbers as they are in English, sorted: a translation may move them.
sub numbers {
	my ($text, $is_german) = @_;
	my @found;
	if ($is_german) {
		$text =~ s/\b(\d\d)\.(\d\d)\.(\d{4})\b/$3-$2-$1/g;
		$text =~ s/\b(\d\d)\.(\d\d)\.(?!\d)/$2-$1/g;
	}
	push @found, $1 while $text =~ s/(\d{4}-\d\d-\d\d)//;
	my $number = $is_german
		? qr/\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?/
		: qr/\d+(?:\.\d+)?/;
	while ($text =~ /($number)/g) {
		my $value = $1;
		$value =~ tr/.,/_./ if $is_german;
		$value =~ s/_//g;
		push @found, $value;
	}
	return join ' ', sort @found;
}

sub may_be_shared {
	my ($text) = @_;
	for my $pattern (@technical, @shared) {
		return 1 if $text =~ /$pattern/;
	}
	return 0;
}

sub compare_pages {
	my ($en, $de) = @_;
	push @wrong, @$en . " pieces of text in English, " . @$de . " in German"
		if @$en != @$de;
	for my $i (0 .. ($#$en < $#$de ? $#$en : $#$de)) {
		my ($a, $code) = @{$en->[$i]};
		my ($b) = @{$de->[$i]};
		next if may_be_shared($a);
		next if $code && $a eq $b;
		# a version is no number
		s/Version [\d.]+$// for $a, $b;
		push @wrong, "numbers differ: $a | $b"
			if numbers($a, 0) ne numbers($b, 1);
	}
}

my @en = pieces(slurp($english));
my @de = pieces(slurp($german));
if (slurp($english) =~ /^<!DOC/) {
	compare_pages(\@en, \@de);
} else {
	my ($a, $b) = map { join "\n", grep { !may_be_shared($_) }
		split /\n/, slurp($_) } $english, $german;
	push @wrong, "numbers differ:\n" . numbers($a, 0) . "\n" . numbers($b, 1)
		if numbers($a, 0) ne numbers($b, 1);
}
# no sentence of two words stands in both
my %english = map { $_->[0] => 1 } grep { !$_->[1] } @en;
# a value of a key is the same everywhere, the title among them
my %values = map { $_->[0] => 1 } grep { $_->[1] == 2 } @en;
my %told;
for my $piece (@de) {
	my ($text, $code) = @$piece;
	next if $code == 2 && $values{$text};
	next if $code == 1 || !$english{$text} || may_be_shared($text);
	push @wrong, "English in the German one: $text"
		if $text =~ /[a-z]{2,}\W+[a-z]{2,}/i && !$told{$text}++;
}
print "$_\n" for @wrong;
exit(@wrong ? 1 : 0);
