#!/usr/bin/perl
# Perl's threads, which copy the whole interpreter, and their locks.
# needs: perl
use Config;
BEGIN { unless ($Config{useithreads}) { print "this perl has no threads\n"; exit 77 } }
use threads;
use threads::shared;
my $n : shared = 0;
my @threads = map { my $i = $_; threads->create(sub { for (1 .. 100) { lock $n; $n++ } $i * $i }) } 1 .. 10;
print $_->join, "\n" for @threads;
print "$n\n";
print threads->create(sub { `echo of a child in a thread` })->join;
