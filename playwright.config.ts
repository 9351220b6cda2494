import { defineConfig } from '@playwright/test';

const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // Once, on a machine that may be busy with other things; what needed it is named at the end of script/test.
  retries: 1,
  // Generous: a machine that is busy with other things makes no test fail.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['POSTERN_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    // Those look at every page in every size by themselves.
    { name: 'phone', use: phone, testIgnore: ['*-pages.spec.ts', 'method-matrix*.spec.ts'] },
    // The console is a program: it needs scripts.
    {
      name: 'nojs',
      use: { ...phone, javaScriptEnabled: false },
      testMatch: [
        'portal-reset.spec.ts',
        'security-info.spec.ts',
        'method-matrix.spec.ts',
        'unlock.spec.ts',
      ],
    },
  ],
});
