import { join, relative, sep } from 'node:path';
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
      const moved = code.replaceAll('import.meta.url', `new URL('${place}', import.meta.url)`);
      return { code: moved, map: null };
    },
  },
};

// The server and the command line. A few files instead of 1,400 modules start sooner and take less memory
// (docs/measurements.md, "Memory"). NODE_OPTIONS=--enable-source-maps shows the lines of src/ in a trace.
export default defineConfig({
  input: { main: 'src/cli/main.ts' },
  platform: 'node',
  // What has parts of its own kind on disk, and what is read only where it is used.
  external: [/^node:/, 'better-sqlite3', '@node-rs/argon2', 'pg'],
  plugins: [placeOfModule],
  onLog(level, log) {
    if (level === 'warn') throw new Error(log.message);
  },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: 'cli/[name].js',
    chunkFileNames: `${parts}/[name]-[hash].js`,
    sourcemap: true,
    // An error in the log is told by the name of its class.
    minify: {
      compress: true,
      codegen: true,
      mangle: { keepNames: { class: true, function: false } },
    },
    // What holds letters of many scripts: V8 keeps such a file in two bytes a letter.
    codeSplitting: { groups: [{ name: 'words', test: /src.locales|iconv-lite.encodings/ }] },
  },
});
