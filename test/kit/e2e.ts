import { type BrowserContext, test as base, expect } from '@playwright/test';
import { type Demo, startDemo } from './demo.ts';

/** What a page did that none should: messages of the browser, and requests that leave the origin. */
export interface Watch {
  /** The browser reports every answer of 400 and above; this one is meant. */
  expectStatus(status: number): void;
}

interface Host {
  demoOf(file: string): Promise<Demo>;
}

interface Fixtures {
  /** One for each test file: what a file does to it, no other file sees. */
  readonly demo: Demo;
  readonly watch: Watch;
}

/** Playwright's test with a running demo; the base address is the demo's, and no page may misbehave unseen. */
export const test = base.extend<Fixtures, { readonly host: Host }>({
  host: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from the pattern.
    async ({}, use) => {
      let running: { readonly file: string; readonly demo: Demo } | null = null;
      await use({
        async demoOf(file) {
          if (running?.file === file) return running.demo;
          await running?.demo.stop();
          running = null;
          running = { file, demo: await startDemo() };
          return running.demo;
        },
      });
      await (running as { readonly demo: Demo } | null)?.demo.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  demo: async ({ host }, use, { file }) => {
    await use(await host.demoOf(file));
  },
  baseURL: async ({ demo }, use) => {
    await use(demo.url);
  },
  watch: [
    async ({ context, baseURL }, use) => {
      const { faults, expected } = watchContext(context, new URL(baseURL ?? '').origin);
      await use({ expectStatus: (status) => expected.add(status) });
      expect(faults()).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Collects what no page may do, of every page of a context. */
export function watchContext(
  context: BrowserContext,
  origin: string,
): { readonly faults: () => string[]; readonly expected: Set<number> } {
  const said: string[] = [];
  const expected = new Set<number>();
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      said.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => said.push(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol))
      said.push(`left the origin: ${url.href}`);
  });
  const isExpected = (fault: string): boolean => {
    const status = /the server responded with a status of (\d+)/.exec(fault)?.[1];
    return status !== undefined && expected.has(Number(status));
  };
  return { faults: () => said.filter((fault) => !isExpected(fault)), expected };
}
