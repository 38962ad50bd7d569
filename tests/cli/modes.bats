# Every mode that works here, where one campaign of all workloads (run.bats) does not show enough: of trees it has one
# operation, and of page faults no count.
load ../helpers

OPS=$((2 * ROUNDS))

@test "fan: every mode counts exactly" { measured fan --size 4 --ops "$OPS"; }

# bats test_tags=long
@test "tree: every mode counts exactly" { measured tree --size 3 --ops "$OPS"; }

# bats test_tags=long
@test "fault: every mode counts exactly, and each operation has its page fault" {
	measured fault
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{tracee_faults} ne "" && $r{tracee_faults} < $r{counted_ops}')" -eq 0 ]
}
