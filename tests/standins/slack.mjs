// Runs Slack's local server for slack.py: every line on standard input is a seed to start again from, answered with
// one line when it holds; the end of the input ends the process, so that none is ever left behind.
import { createInterface } from "node:readline";
import { createEmulator } from "emulate";

let server;
const seed = {};
for await (const line of createInterface({ input: process.stdin })) {
  Object.assign(seed, JSON.parse(line));
  if (server) server.reset();
  else server = await createEmulator({ service: "slack", port: 0, seed: { slack: seed } });
  process.stdout.write(JSON.stringify({ url: server.url }) + "\n");
}
process.exit(0);
