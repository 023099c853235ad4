#!/usr/bin/perl
# manual.pl CONDUCTOR - the manual page conductor(1), from what the program says
# of itself: its version, its commands and the --help of each.
use strict;
use warnings;

my ($conductor) = @ARGV;

sub said {
	my @words = @_;
	open my $out, '-|', $conductor, @words or die "$conductor: $!\n";
	local $/;
	my $text = <$out>;
	close $out or die "$conductor @words failed\n";
	return $text;
}

sub roff { # as it stands: no escapes, no requests, hyphens that can be copied
	my ($text) = @_;
	$text =~ s/\\/\\e/g;
	$text =~ s/-/\\-/g;
	$text =~ s/^(['.])/\\&$1/mg;
	return $text;
}

my ($version) = said('--version') =~ /(\S+)\s*$/;
my @commands = said('--help') =~ /^  (\w+) +(.*)$/mg;

print ".TH CONDUCTOR 1 \"\" \"conductor $version\" \"User Commands\"\n";
print ".SH NAME\nconductor \\- simulator and capacity planner for Minecraft hosting\n";
print ".SH SYNOPSIS\n.nf\n";
my $body = '';
while (my ($name, $purpose) = splice @commands, 0, 2) {
	my ($usage, $text) =
	    said($name, '--help') =~ /\AUsage: ([^\n]*)\n(.*)\z/s
	    or die "$name --help does not begin with Usage:\n";
	print roff($usage), "\n";
	$body .= ".SS \"" . roff("conductor $name: $purpose") . "\"\n.nf\n" . roff($text) . ".fi\n";
}
print "conductor \\-\\-version\n.fi\n";
print ".SH COMMANDS\n$body";
print <<'END';
.SH ENVIRONMENT
.TP
.B CONDUCTOR_DATA
The directory of the scenarios, prices and catalogues.  Default:
.I ../share/conductor
from where the program is.
.SH EXIT STATUS
0: done.  1: something is wrong with what was given, or a check failed; one line
says what.  2: the command line is not understood.  130: interrupted.
.SH SEE ALSO
.I docs/
beside this program's copyright: what every figure means, every format, the
model and its limits.
END
