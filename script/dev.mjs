// Watches src/ and console/, rebuilds the stale parts and restarts the demo server.
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

let server;
let pending = false;
let busy = false;

function run(...args) {
  return spawn(process.execPath, args, { stdio: 'inherit' });
}

function ended(child) {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', resolve));
}

async function refresh() {
  if (busy) {
    pending = true;
    return;
  }
  busy = true;
  do {
    pending = false;
    await delay(80);
    const build = run('script/build.mjs');
    await ended(build);
    if (build.exitCode === 0) {
      if (server !== undefined) {
        server.kill('SIGTERM');
        await ended(server);
      }
      server = run('--enable-source-maps', 'dist/cli/main.js', 'demo', ...process.argv.slice(2));
    }
  } while (pending);
  busy = false;
}

for (const folder of ['src', 'console']) {
  if (existsSync(folder)) watch(folder, { recursive: true }, () => void refresh());
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    if (server !== undefined) {
      server.kill(signal);
      await ended(server);
    }
    process.exit(0);
  });
}
await refresh();
