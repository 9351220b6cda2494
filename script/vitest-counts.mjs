// A vitest reporter that writes the counts script/test adds up, with the reason of every skip
// (vitest's own JSON reporter leaves the reasons out).
import { writeFileSync } from 'node:fs';

export default class CountsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };
    const fail = (what) => {
      counts.failed += 1;
      counts.failures.push(what);
    };
    for (const module of modules) {
      let failedTests = 0;
      for (const test of module.children.allTests()) {
        const title = `${module.relativeModuleId} > ${test.fullName}`;
        const result = test.result();
        if (result.state === 'passed') counts.passed += 1;
        else if (result.state === 'failed') {
          failedTests += 1;
          fail(`${title}: ${result.errors[0]?.message.split('\n')[0] ?? 'it does not say why'}`);
        } else {
          counts.skipped += 1;
          counts.skips.push(`${title}: ${result.note ?? 'no reason given'}`);
        }
      }
      // A file that cannot be loaded, or whose set-up fails, has no test of its own to fail.
      if (!module.ok() && failedTests === 0) {
        fail(
          `${module.relativeModuleId}: ${module.errors()[0]?.message ?? 'failed outside its tests'}`,
        );
      }
    }
    for (const error of unhandledErrors) fail(`outside any test: ${error.message}`);
    const file = process.env.POSTERN_TEST_COUNTS;
    if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
  }
}
