# How long anything may take, for all bats files. The limits are for hangs only: they hold on a machine that is ten
# times slower and has other work to do.
# shellcheck shell=bash disable=SC2034 # bats and the files read them

LIMIT=120 # seconds; of one program, or of one thing that is waited for

# How often what chance decides is tried, as a multiple of the fewest. In the long form (make check-long: ROUNDS=10) each
# test of every mode is also of every user, lists of inputs are whole, and tests run that are tagged as long: the same as
# another user, what takes long, and what other tests most likely find as well.
ROUNDS=${ROUNDS:-1}
is_long() { ((ROUNDS > 1)); }

# await COMMAND...: waits until it succeeds.
await() {
	local end=$((SECONDS + LIMIT))
	until "$@"; do
		((SECONDS < end)) || { echo "never came true: $*"; return 1; }
		read -rt 0.01 <> <(:) || true # a sleep that starts no program
	done
}

# Where a time has two bytes of µ, a pattern's . is both. The rest of a locale would only take each program longer.
unset LC_ALL LC_NUMERIC LC_TIME LC_COLLATE LC_MESSAGES LC_MONETARY
export LANG=C LC_CTYPE=C.UTF-8
