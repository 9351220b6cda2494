import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'console/**/*.test.{ts,tsx}',
            'bench/**/*.test.ts',
            'test/structure/**/*.test.ts',
            'test/kit/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', 'dist/**'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,attack,fault,contract}/**/*.test.{ts,tsx}'],
          globalSetup: ['test/kit/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Real servers on a shared machine: one more try, and a test that needs it twice has failed.
          retry: 1,
        },
      },
    ],
  },
});
