#!/bin/sh
# Threads of node that share memory, and code made at run time.
# needs: node
cat >main.js <<'END'
const { Worker, isMainThread, workerData } = require("worker_threads");
if (isMainThread) {
	const shared = new Int32Array(new SharedArrayBuffer(4));
	let left = 4;
	for (let i = 0; i < 4; i++)
		new Worker(__filename, { workerData: shared }).on("exit", () => {
			if (--left === 0) { console.log(shared[0]); throw new Error("at the end"); }
		});
} else {
	let hot = 0;
	for (let i = 0; i < 1e6; i++) hot = (hot * 31 + i) | 0;
	for (let i = 0; i < 1000; i++) Atomics.add(workerData, 0, 1);
	if (hot === 1) console.log("never");
}
END
node main.js 2>errors
echo $?
grep '^Error' errors
rm errors
