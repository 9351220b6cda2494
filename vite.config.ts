import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** What a browser fetches before the first page is there, compressed. */
const firstLoadBytes = 360_000;

/** Fails the build when the scripts of any one page, with all they import, are over the budget. */
function firstLoadBudget(budget: number): Plugin {
  return {
    name: 'first-load-budget',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const imported = (file: string): string[] => {
        const chunk = chunks.find((one) => one.fileName === file);
        return chunk === undefined ? [] : [file, ...chunk.imports.flatMap(imported)];
      };
      const packed = new Map(
        chunks.map((chunk) => [chunk.fileName, gzipSync(chunk.code).byteLength]),
      );
      const entries = chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName);
      const texts = chunks.find((chunk) => chunk.facadeModuleId?.endsWith('/locales/en/index.ts'));
      const always = [...entries, ...(texts === undefined ? [] : [texts.fileName])];
      for (const page of chunks.filter((chunk) => chunk.isDynamicEntry)) {
        const files = new Set([...always, page.fileName].flatMap(imported));
        const bytes = [...files].reduce((sum, file) => sum + (packed.get(file) ?? 0), 0);
        if (bytes > budget) this.error(`${page.fileName}: ${bytes} bytes, over ${budget}`);
      }
    },
  };
}

export default defineConfig({
  root: 'console',
  base: '/admin/',
  plugins: [react(), firstLoadBudget(firstLoadBytes)],
  // The server puts a fresh nonce in place of this word every time it serves index.html.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    sourcemap: false,
    // A picture in a data: URL would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 650,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page needs comes in two files that stay in the browser's cache from one
          // release to the next; each page adds its own. The framework's file also switches off zod's
          // making of code from text, before any schema is made.
          groups: [
            {
              name: 'framework',
              test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack|zod)\/|console\/api\/validation/,
            },
            {
              name: 'fluent',
              test: /node_modules\/(@fluentui|@griffel|@floating-ui|@swc|tabster|keyborg|stylis|rtl-css-js)\//,
            },
            { name: 'shared', test: /(console|src)\//, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': `http://127.0.0.1:${process.env['POSTERN_PORT'] ?? '7300'}` },
  },
});
