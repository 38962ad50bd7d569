# The short form of each proof that computes, with limits that chance alone does not reach; `make check-statistics` is the
# long one.
load ../limits

setup() {
	B=${BUILD:-build}
	export B
}

@test "intervals on simulated campaigns hold the truth in 94 to 98.5 %" {
	"$B/tests/statistics/coverage" --repetitions 1000 --seed 3
}

@test "two campaigns without a difference have none named in 95 lists of 100; of 5 % in a tenth of the rows, 80 % are found" {
	"$B/tests/statistics/lists" --lists 40 --seed 3 --first
}

@test "a table without a difference has none named; of 5 % in a tenth of the rows, 70 % are found" {
	"$B/tests/statistics/verdicts" --tables 2 --seed 3 --first
}
