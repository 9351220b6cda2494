import { join, relative, sep } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { defineConfig, type Plugin } from 'rolldown';

const source = join(import.meta.dirname, 'src');
const parts = 'cli/parts';

/** A module that reads files beside itself finds them from wherever its code comes to lie. */
const placeOfModule: Plugin = {
  name: 'place-of-module',
  transform: {
    filter: { id: /\.tsx?$/, code: 'import.meta.url' },
    handler(code, id) {
      const place = relative(parts, relative(source, id)).replaceAll(sep, '/');
      const moved = code
        .replaceAll('import.meta.url', `new URL('${place}', import.meta.url)`)
        .replaceAll("'./thread.ts'", "'./thread.js'");
      return { code: moved, map: null };
    },
  },
};

/** A thread begins with a file of its own, which stands where its source did. */
const thread = 'server/outside-thread/thread';

const words = 'words';

/**
 * Writes letters beyond ASCII as their numbers: one of them makes Node.js keep the text of a whole file in two bytes a
 * letter. They stand in texts and patterns only, where `\u2026` is what it names.
 */
const oneByteALetter: Plugin = {
  name: 'one-byte-a-letter',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type !== 'chunk' || part.name === words) continue;
      const map = bundle[`${part.fileName}.map`];
      // What only hands on names has none.
      if (map?.type === 'asset') map.source = moved(String(map.source), part.code);
      part.code = part.code.replaceAll(beyondAscii, escaped);
    }
  },
};

const beyondAscii = /(\\*)([\u0080-\uffff])/g;

/** A backslash that stood before the letter alone meant nothing. */
function escaped(_: string, slashes: string, letter: string): string {
  const number = letter.charCodeAt(0).toString(16).padStart(4, '0');
  return `${slashes.slice(slashes.length % 2)}\\u${number}`;
}

/** A source map (ECMA-426) for the same code with its letters as numbers: what stands behind one moves to the right. */
function moved(text: string, code: string): string {
  const map = JSON.parse(text) as { mappings: string };
  const lines = code.split('\n');
  const mappings = decode(map.mappings);
  for (const [at, segments] of mappings.entries()) {
    const letters = [...(lines[at] ?? '').matchAll(beyondAscii)];
    let passed = 0;
    let growth = 0;
    for (const segment of segments) {
      for (let letter = letters[passed]; letter !== undefined; letter = letters[passed]) {
        const [whole, slashes = '', one = ''] = letter;
        if (letter.index + whole.length > segment[0]) break;
        growth += escaped(whole, slashes, one).length - whole.length;
        passed += 1;
      }
      segment[0] += growth;
    }
  }
  return JSON.stringify({ ...map, mappings: encode(mappings) });
}

// The server and the command line. A few files instead of 1,400 modules start sooner and take less memory
// (docs/measurements.md, "Memory"). NODE_OPTIONS=--enable-source-maps shows the lines of src/ in a trace.
export default defineConfig({
  input: { 'cli/main': 'src/cli/main.ts', [thread]: `src/${thread}.ts` },
  platform: 'node',
  // What has parts of its own kind on disk, and what is read only where it is used.
  external: [/^node:/, 'better-sqlite3', '@node-rs/argon2', 'pg'],
  plugins: [placeOfModule, oneByteALetter],
  onLog(level, log) {
    if (level === 'warn') throw new Error(log.message);
  },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: `${parts}/[name]-[hash].js`,
    sourcemap: true,
    // An error in the log is told by the name of its class.
    minify: {
      compress: true,
      codegen: true,
      mangle: { keepNames: { class: true, function: false } },
    },
    // What is full of such letters takes less in two bytes a letter than as numbers.
    codeSplitting: { groups: [{ name: words, test: /src.locales.ar|iconv-lite.encodings/ }] },
  },
});
