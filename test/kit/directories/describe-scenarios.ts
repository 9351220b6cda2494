import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Served } from '../served.ts';
import type { DirectoryActs, ScenarioDirectory } from './scenario-directory.ts';
import { openScenarioStage, type ScenarioStage } from './scenario-stage.ts';
import { appliesTo } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { readTestedTable } from './tested-directories.ts';

/**
 * Runs every scenario that docs/operate/tested-directories.md says is run on a directory, on a Postern of its own.
 * @param title of the column.
 */
export function describeScenarios(
  title: string,
  open: (served: Served) => Promise<ScenarioDirectory>,
): void {
  const table = readTestedTable();
  const runs = table.columns.get(title) ?? new Set<string>();

  describe(`on ${title}`, () => {
    let stage: ScenarioStage;
    beforeAll(async () => {
      stage = await openScenarioStage(open);
    }, 180_000);
    afterAll(() => stage.stop());

    test('the published table names every scenario, and those that are run here', () => {
      expect(table.titles).toEqual(scenarios.map((one) => one.title));
      const applicable = scenarios.filter((one) => appliesTo(one, stage.directory));
      expect([...runs]).toEqual(applicable.map((one) => one.title));
    });

    for (const scenario of scenarios.filter((one) => runs.has(one.title))) {
      test(scenario.title, () => scenario.run(stage, stage.directory.acts as DirectoryActs));
    }
  });
}
