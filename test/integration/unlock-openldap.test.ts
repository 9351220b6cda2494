// Locked accounts, passwords that have run out and the directory's own rules, on a real OpenLDAP with ppolicy.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { openLdapScenarios } from '../kit/directories/openldap-scenarios.ts';
import { startOpenLdap } from '../kit/directories/openldap.ts';
import type { DirectoryActs, ScenarioPerson } from '../kit/directories/scenario-directory.ts';
import {
  FIRST,
  openScenarioStage,
  type ScenarioStage,
  SECOND,
} from '../kit/directories/scenario-stage.ts';
import { headingOf, PortalClient } from '../kit/portal-client.ts';
import { ResetClient } from '../kit/reset-client.ts';
import { codeIn, findCode } from '../kit/smtp-sink.ts';

let stage: ScenarioStage;
let acts: DirectoryActs;

beforeAll(async () => {
  const server = await startOpenLdap({ hash: '{ARGON2}' });
  const directory = openLdapScenarios(server, openLdapSettings(server));
  // Nobody connects a directory in which there is nobody.
  await directory.acts.addPerson({
    username: 'resident',
    password: FIRST,
    alternateMail: 'resident@private.example',
  });
  stage = await openScenarioStage(async () => directory);
  acts = stage.directory.acts as DirectoryActs;
}, 120_000);

afterAll(() => stage?.stop());

/** Does what is given while the organisation lets accounts be unlocked without a new password. */
const withUnlock = <T>(work: () => Promise<T>) =>
  stage.withPolicy({ unlock: { allowed: true } }, work);

async function provedForUnlock({ username, alternateMail }: ScenarioPerson): Promise<ResetClient> {
  const { sink, origin } = stage.served;
  const client = new ResetClient(origin);
  const sent = new Promise<string>((found) => {
    sink.onMail((mail) => {
      if (mail.to.toLowerCase() === alternateMail && findCode(mail) !== null) found(codeIn(mail));
    });
  });
  expect((await client.start(username, { kind: 'unlock' })).status).toBe(202);
  expect((await client.prove(await sent)).body.reset?.state).toBe('unlock');
  return client;
}

/** What the helpdesk finds under the reference that the person reads out. */
async function lookedUp(client: ResetClient): Promise<unknown> {
  const { reference } = (await client.progress()).body;
  return stage.served.api.ok('GET', `/resets/by-reference/${reference}`);
}

it('unlocks an account that OpenLDAP locked, and leaves its password as it was', async () => {
  const person = await stage.person('lockedout');
  await acts.lock(person.username);
  expect(await stage.directory.signsIn(person.username, FIRST)).toBe(false);
  await withUnlock(async () => {
    const client = await provedForUnlock(person);
    expect((await client.progress()).body.unlock).toBe('possible');
    expect((await client.unlock()).body.state).toBe('done');
    expect(await lookedUp(client)).toMatchObject({ kind: 'unlock', state: 'done' });
  });
  expect(await stage.directory.signsIn(person.username, FIRST)).toBe(true);
});

it('says that an account without a lock has none, and sets a password with the same proofs', async () => {
  const person = await stage.person('notlocked');
  await withUnlock(async () => {
    const client = await provedForUnlock(person);
    expect((await client.unlock()).body).toMatchObject({ state: 'unlock', unlock: 'not-locked' });
    expect(await lookedUp(client)).toMatchObject({ kind: 'unlock', state: 'unlock' });
    await client.wantPassword();
    expect((await client.set(SECOND)).body.state).toBe('done');
    expect(await lookedUp(client)).toMatchObject({ kind: 'reset', state: 'done' });
  });
  expect(await stage.directory.signsIn(person.username, SECOND)).toBe(true);
});

it('shows what OpenLDAP asks of a new password before anybody types', async () => {
  const person = await stage.person('ruled');
  await acts.require(person.username, { minLength: 40 });
  const client = await stage.proved(person);
  expect((await client.progress()).body.passwordRules?.minLength).toBe(40);
  expect((await client.set(SECOND)).body.faults).toMatchObject([{ code: 'too-short' }]);
});

it.each(['mustChange', 'expirePassword'] as const)(
  'leads somebody whose password OpenLDAP takes for a new one alone to set it (%s)',
  async (act) => {
    const person = await stage.person(act.toLowerCase());
    await acts[act](person.username);
    const browser = new PortalClient(stage.served.origin);
    const signIn = await browser.get('/change');
    const page = await browser.submit(signIn, { identifier: person.username, password: FIRST });
    expect(headingOf(page)).toMatch(/have to choose a new password|password has run out/);
    expect(browser.cookies.has('postern-portal')).toBe(false);
    const next = await browser.submit(page, {
      current: FIRST,
      password: SECOND,
      confirmation: SECOND,
    });
    expect(next.body).toContain('Your new password is set');
    expect(await stage.directory.signsIn(person.username, SECOND)).toBe(true);
    expect(await stage.directory.signsIn(person.username, FIRST)).toBe(false);
  },
);
