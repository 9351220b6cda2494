import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameBelow } from '../kit/directories/distinguished-names.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { openLdapScenarios } from '../kit/directories/openldap-scenarios.ts';
import {
  openScenarioStage,
  type ScenarioStage,
  SECOND,
} from '../kit/directories/scenario-stage.ts';

let server: OpenLdapServer;
let stage: ScenarioStage;

beforeAll(async () => {
  server = await startOpenLdap();
  stage = await openScenarioStage(() =>
    Promise.resolve(openLdapScenarios(server, openLdapSettings(server))),
  );
}, 60_000);
afterAll(() => stage?.stop());

/** In groups that are nested deeper than anybody walks: whoever asks for them learns nothing. */
async function personOfUnreadableGroups(name: string) {
  const person = await stage.person(name);
  let member = nameBelow('uid', name, server.peopleDn);
  for (let depth = 0; depth < 70; depth += 1) {
    const cn = `${name} ${depth}`;
    const at = nameBelow('cn', cn, server.groupsDn);
    await server.admin.add(at, { objectClass: 'groupOfNames', cn, member });
    member = at;
  }
  return person;
}

describe('a reset where everybody is in scope and no group gives a role', () => {
  test('asks no directory for groups, and is made while they cannot be read', async () => {
    const person = await personOfUnreadableGroups('deep');
    const answer = await stage.reset(person, SECOND);
    expect(answer.body.state).toBe('done');
    expect(await stage.directory.signsIn('deep', SECOND)).toBe(true);
  });
});

describe('a reset where a group is left out', () => {
  // Somebody of that group would get past the rule while nobody can say so.
  test('is not made while the groups cannot be read, and keeps what was proved', async () => {
    const person = await personOfUnreadableGroups('left-out');
    const { items } = await stage.served.api.ok<{
      items: { directoryId: string; anchor: string }[];
    }>('GET', '/groups?query=left-out%200');
    const client = await stage.proved(person);
    const scope = {
      mode: 'all',
      includeGroups: [],
      excludeGroups: items.map(({ directoryId, anchor }) => ({ directoryId, anchor })),
    };
    expect(scope.excludeGroups).toHaveLength(1);
    await stage.withPolicy({ scope }, async () => {
      expect((await client.set(SECOND)).body.code).toBe('unavailable');
    });
    expect(await stage.directory.signsIn('left-out', SECOND)).toBe(false);
    expect((await client.set(SECOND)).body.state).toBe('done');
  });
});
