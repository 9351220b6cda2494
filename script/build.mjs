// Builds dist/: the server and portal (rolldown), the browser modules (tsc), the console (vite), the assets.
// Each part is skipped while the content of its inputs is what it was at its last good build.
//   node script/build.mjs            build what is stale
//   node script/build.mjs --check    say what is stale, exit 1 if anything is
//   node script/build.mjs server …   only these parts
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const assetPattern = /\.(css|svg|txt|json|png|ico|webp|woff2|bin|gz|sql)$/;
const testPattern = /\.test\.tsx?$/;
const enhance = join('src', 'portal', 'enhance');

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

const isEnhance = (file) => file.startsWith(enhance + sep);
const isCode = (file) => /\.tsx?$/.test(file) && !testPattern.test(file);
const isAsset = (file) => assetPattern.test(file) && !file.endsWith('tsconfig.json');
const source = filesUnder('src');
const always = ['package-lock.json', 'tsconfig.base.json', 'script/build.mjs'];

const parts = {
  server: {
    inputs: [
      ...always,
      'rolldown.config.ts',
      ...source.filter((file) => isCode(file) && !isEnhance(file)),
    ],
    outputs: ['dist/cli/main.js'],
    run: () => {
      removeOldCode((file) => !isEnhance(file));
      return quietTool('rolldown/bin/cli.mjs', '--config', 'rolldown.config.ts');
    },
  },
  enhance: {
    inputs: [
      ...always,
      join(enhance, 'tsconfig.json'),
      ...source.filter((file) => isCode(file) && isEnhance(file)),
    ],
    outputs: [],
    run: () => {
      removeOldCode(isEnhance);
      if (!source.some((file) => isCode(file) && isEnhance(file))) return true;
      return tool('typescript/bin/tsc', '-p', enhance);
    },
  },
  assets: {
    inputs: [...always, ...source.filter(isAsset)],
    outputs: [],
    run: () => {
      for (const file of source.filter(isAsset)) {
        const target = join('dist', relative('src', file));
        mkdirSync(dirname(target), { recursive: true });
        copyFileSync(file, target);
      }
      return true;
    },
  },
  console: {
    inputs: [
      ...always,
      'vite.config.ts',
      ...filesUnder('console').filter((file) => !testPattern.test(file)),
      // The contract's shapes are made of the domain's.
      ...['contract', 'domain'].flatMap((part) => filesUnder(join('src', part)).filter(isCode)),
    ],
    outputs: existsSync('console/index.html') ? ['dist/console/index.html'] : [],
    run: () =>
      existsSync('console/index.html')
        ? tool('vite/bin/vite.js', 'build', '--logLevel', 'warn')
        : true,
  },
};

// A source file that is gone must not live on in dist/.
function removeOldCode(belongs) {
  for (const file of filesUnder('dist')) {
    if (file.startsWith(join('dist', 'console') + sep) || !/\.js(\.map)?$/.test(file)) continue;
    if (belongs(join('src', relative('dist', file)))) rmSync(file);
  }
}

const tool = (path, ...args) => run('inherit', path, args);

// What it made is told on standard output, what went wrong on standard error.
const quietTool = (path, ...args) => run('ignore', path, args);

function run(stdout, path, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join('node_modules', path), ...args], {
      stdio: ['ignore', stdout, 'inherit'],
    });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    if (!existsSync(file)) continue;
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const stampOf = (name) => join('dist', `.build-${name}.json`);

function isFresh(name, part, inputs) {
  if (!existsSync(stampOf(name)) || !part.outputs.every((file) => existsSync(file))) return false;
  return JSON.parse(readFileSync(stampOf(name), 'utf8')).inputs === inputs;
}

async function build(name, part, inputs) {
  const startedAt = performance.now();
  rmSync(stampOf(name), { force: true });
  const built = await part.run();
  if (built) writeFileSync(stampOf(name), `${JSON.stringify({ inputs })}\n`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.error(`build: ${name} ${built ? 'built' : 'FAILED'} in ${seconds} s`);
  return built;
}

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `build: no such part: ${unknown.join(', ')}; parts: ${Object.keys(parts).join(', ')}`,
  );
  process.exit(2);
}
const stale = Object.entries(parts)
  .filter(([name]) => wanted.length === 0 || wanted.includes(name))
  .map(([name, part]) => ({ name, part, inputs: digest(part.inputs) }))
  .filter(({ name, part, inputs }) => !isFresh(name, part, inputs));

if (process.argv.includes('--check')) {
  if (stale.length > 0) console.error(`build: stale: ${stale.map(({ name }) => name).join(', ')}`);
  process.exit(stale.length === 0 ? 0 : 1);
}
mkdirSync('dist', { recursive: true });
const results = await Promise.all(stale.map(({ name, part, inputs }) => build(name, part, inputs)));
process.exit(results.every(Boolean) ? 0 : 1);
