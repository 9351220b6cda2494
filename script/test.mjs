// Runs every check and test suite in order, all of them even after a failure, and adds them up.
// A check counts as one; a suite counts its tests. No test at all in a suite that has files fails.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const reports = mkdtempSync(join(tmpdir(), 'postern-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];

function run(path, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path, ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        ...env,
        PATH: `${join(process.cwd(), 'node_modules/.bin')}:${process.env.PATH}`,
      },
    });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function hasFiles(folders, pattern) {
  return folders.some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((name) => pattern.test(name)),
  );
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function fail(what) {
  total.failed += 1;
  failures.push(what);
}

async function check(name, path, ...args) {
  console.log(`\n── ${name}`);
  if ((await run(path, args)) === 0) total.passed += 1;
  else fail(name);
}

/** Adds one suite's counts. A runner that died, or ran nothing, must never look like success. */
function addSuite(name, exitCode, counts) {
  if (counts === undefined)
    return fail(`${name}: the runner wrote no report (exit code ${exitCode})`);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  failures.push(...counts.failures);
  skips.push(...counts.skips);
  if (counts.passed + counts.failed === 0) fail(`${name}: no test ran`);
  else if (exitCode !== 0 && counts.failed === 0) fail(`${name}: exit code ${exitCode}`);
}

async function vitest(project) {
  console.log(`\n── tests: ${project}`);
  const file = join(reports, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default'];
  const exitCode = await run(
    'node_modules/vitest/vitest.mjs',
    [...args, '--reporter=./script/vitest-counts.mjs'],
    { POSTERN_TEST_COUNTS: file },
  );
  addSuite(project, exitCode, readReport(file));
}

async function playwright() {
  console.log('\n── tests: e2e');
  const file = join(reports, 'playwright.json');
  const exitCode = await run(
    'node_modules/@playwright/test/cli.js',
    ['test', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const report = readReport(file);
  if (report === undefined) return addSuite('e2e', exitCode, undefined);
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };
  const visit = (suite) => {
    for (const child of suite.suites ?? []) visit(child);
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const title = `${spec.file} > ${spec.title} [${test.projectName}]`;
        if (test.status === 'skipped') {
          counts.skipped += 1;
          const reason = test.annotations.find(
            (annotation) => annotation.type === 'skip',
          )?.description;
          counts.skips.push(`${title}: ${reason ?? 'no reason given'}`);
        } else if (test.status === 'expected') counts.passed += 1;
        else if (test.status === 'flaky') {
          counts.passed += 1;
          console.log(`passed at the second try: ${title}`);
        } else {
          counts.failed += 1;
          const [why = 'it does not say why'] = test.results.flatMap(({ errors }) =>
            errors.map(({ message }) => stripVTControlCharacters(message ?? '').split('\n')[0]),
          );
          counts.failures.push(`${title}: ${why}`);
        }
      }
    }
  };
  for (const suite of report.suites) visit(suite);
  for (const error of report.errors ?? []) {
    counts.failed += 1;
    counts.failures.push(`e2e: ${(error.message ?? '').split('\n')[0]}`);
  }
  addSuite('e2e', exitCode, counts);
}

const bin = (name) => join('node_modules', name);
const codePattern = /\.(test|spec)\.tsx?$/;

const parts = {
  lint: async () => {
    await check('format', bin('@biomejs/biome/bin/biome'), 'format', '.');
    await check('lint', bin('oxlint/bin/oxlint'));
    await check('types', 'script/typecheck.mjs');
    await check('dead code', bin('knip/bin/knip.js'));
  },
  unit: () => vitest('unit'),
  integration: async () => {
    if (hasFiles(['test/integration', 'test/attack', 'test/fault', 'test/contract'], codePattern))
      await vitest('integration');
  },
  e2e: async () => {
    if (hasFiles(['test/e2e'], codePattern)) await playwright();
  },
};

const wanted = process.argv.slice(2).filter((arg) => arg !== 'all');
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `test: no such part: ${unknown.join(', ')}; parts: ${Object.keys(parts).join(', ')}`,
  );
  process.exit(2);
}
const chosen = wanted.length === 0 ? Object.keys(parts) : wanted;
try {
  if (chosen.includes('lint')) await parts.lint();
  // The server tests and browser tests drive the built program.
  if (chosen.some((name) => name !== 'lint')) await check('build', 'script/build.mjs');
  for (const name of ['unit', 'integration', 'e2e']) if (chosen.includes(name)) await parts[name]();
} finally {
  rmSync(reports, { recursive: true, force: true });
}

console.log('');
for (const skip of skips) console.log(`skipped: ${skip}`);
for (const failure of failures) console.log(`FAILED: ${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
