// Type checks every project: server, tests, console, portal modules.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const projects = ['.', 'test', 'console', 'src/portal/enhance'];

function hasCode(project) {
  if (project === '.') return true;
  return (
    existsSync(project) &&
    readdirSync(project, { recursive: true }).some((name) => /\.tsx?$/.test(name))
  );
}

function check(project) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project],
      { stdio: 'inherit' },
    );
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

const results = await Promise.all(projects.filter(hasCode).map(check));
process.exit(results.every(Boolean) ? 0 : 1);
