#!/bin/sh
# git from init to fsck: commits, a merge, a rebase, a repack, a clone.
# needs: git
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_DATE='1700000000 +0000' GIT_COMMITTER_DATE='1700000000 +0000'
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
git -c init.defaultBranch=main init -q a
cd a || exit
for i in 1 2 3; do seq $i 20 >file$i; git add .; git commit -qm "commit $i"; done
git checkout -qb side HEAD~1
echo side >side
git add side
git commit -qm side
git checkout -q main
git merge -q side -m merge
git checkout -q side
echo more >more
git add more
git commit -qm more
git rebase -q main
git log --oneline --graph
git repack -adq
git fsck --strict
git gc -q
cd ..
git clone -q a b
git -C b status --porcelain=v2 --branch
git -C b grep -n 7 | sort
rm -rf a b
