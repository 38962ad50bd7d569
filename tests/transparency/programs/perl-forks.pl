#!/usr/bin/perl
# Perl's forks, pipes to children, alarms and a handler of SIGCHLD that reaps.
# needs: perl
use strict;
use POSIX ":sys_wait_h";
use Time::HiRes "ualarm";
$| = 1;
my ($reaped, %codes) = (0);
$SIG{CHLD} = sub { while ((my $pid = waitpid -1, WNOHANG) > 0) { $reaped++; $codes{ $? >> 8 }++ } };
for my $i (1 .. 50) { fork // die or exit $i % 5 }
select undef, undef, undef, 0.01 while $reaped < 50;
print "$_: $codes{$_}\n" for sort keys %codes;
$SIG{CHLD} = "DEFAULT";
open my $in, "-|", "echo from a child; exit 3" or die;
print <$in>;
close $in;
print $? >> 8, "\n";
eval { local $SIG{ALRM} = sub { die "rang\n" }; ualarm 20_000; sleep 60 };
print $@;
pipe my $r, my $w or die;
unless (fork) { close $r; print $w "line $_\n" for 1 .. 3; exit }
close $w;
print <$r>;
kill KILL => $$;
