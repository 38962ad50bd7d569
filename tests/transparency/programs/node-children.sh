#!/bin/sh
# Children of node: exec, spawn with pipes, fork with messages, and one that is killed.
# needs: node
cat >child.js <<'END'
process.on("message", (n) => { process.send(n * n); process.disconnect(); });
END
cat >main.js <<'END'
const { execSync, spawn, fork, spawnSync } = require("child_process");
console.log(execSync("echo from a shell").toString().trim());
console.log(spawnSync("sh", ["-c", "echo out; echo err >&2; exit 3"]).status);
const cat = spawn("cat");
let text = "";
cat.stdout.on("data", (data) => (text += data));
cat.on("close", (code) => {
	console.log(text.length, code);
	const child = fork("child.js");
	child.on("message", (n) => console.log(n));
	child.on("exit", () => {
		const killed = spawn("sleep", ["60"]);
		killed.on("exit", (code, signal) => { console.log(code, signal); process.exit(5); });
		killed.kill();
	});
	child.send(12);
});
cat.stdin.end("x".repeat(300000));
END
node main.js
echo $?
