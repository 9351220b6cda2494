// The rows AD-01 to AD-16 of Entra's administrator policy, under the entra preset. Where a row speaks of domains,
// synchronisation, trials and licences, which do not exist here, the title says what holds instead.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { roles } from '../../src/domain/access/permissions.ts';
import { impossibilities } from '../../src/domain/policy/impossible.ts';
import { gatesRequired, type Policy } from '../../src/domain/policy/policy.ts';
import { presetPolicy } from '../../src/domain/policy/presets.ts';
import { methods } from '../../src/methods/index.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { catalogueOf } from '../../src/services/policy/policy-reader.ts';
import { enabledMethods } from '../../src/services/reset/offered-methods.ts';
import { type Journey, NEW_PASSWORD, OLD_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { codeIn, findCode } from '../kit/smtp-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';
import { typedMethods } from '../kit/typed-methods.ts';

const catalogue = catalogueOf(methods);
const entra = presetPolicy('entra', catalogue);

let journey: Journey;
let administrator: DirectoryUser;
let appCode: () => string;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  administrator = await journey.addUser('admin');
  await assign(administrator, 'global-administrator');
  const held = await typedMethods.find(({ id }) => id === 'app-code')?.hold(journey, administrator);
  appCode = () => held?.(null) ?? '';
  await policy({});
});
afterEach(() => journey.close());

const policy = (change: Partial<Policy>) => journey.setPolicy(() => ({ ...entra, ...change }));
const assign = (user: DirectoryUser, role: (typeof roles)[number]) =>
  journey.storage.roleAssignments.assign({ user: user.ref, role, assignedAt: journey.clock.now() });

async function decide(user = administrator) {
  const { policy: inForce } = await journey.desk.policies.current(
    journey.storage,
    user.ref.tenantId,
  );
  return journey.desk.eligibility.decide(journey.storage, user, inForce);
}

/** Starts, and gives the first proof: the code from the mailbox. */
async function byMail(username = 'admin') {
  const before = journey.sink.caught.length;
  const { token, progress } = await journey.resets.start(visitor(), username, 'reset', true);
  // The only method there is for everybody is chosen already.
  if (progress.state === 'choosing') {
    await journey.resets.chooseMethod(visitor(), token, 'email');
  }
  await journey.runOutbox();
  const mail = journey.sink.caught.slice(before)[0];
  if (!mail) throw new Error('no mail');
  return journey.resets.prove(visitor(), token, codeIn(mail));
}

/** Both proofs an administrator needs, up to the grant to set a password. */
async function byBoth() {
  const first = await byMail();
  await journey.resets.chooseMethod(visitor(), first.token, 'app-code');
  return journey.resets.prove(visitor(), first.token, appCode());
}

describe('Entra’s administrator policy', () => {
  test('AD-01: administrators can reset whatever the scope of the organisation', async () => {
    await policy({ scope: { mode: 'none', includeGroups: [], excludeGroups: [] } });
    expect(await journey.resets.offered('tnt_test')).toMatchObject({
      users: false,
      administrators: true,
    });
    const { token } = await byBoth();
    expect(await journey.resets.setPassword(visitor(), token, NEW_PASSWORD)).toMatchObject({
      state: 'done',
    });
    expect(await journey.signsIn('admin', NEW_PASSWORD)).toBe(true);
  });

  test('AD-02: one method is not enough for an administrator, two are', async () => {
    const first = await byMail();
    expect(first.progress).toMatchObject({ state: 'choosing', gatesFilled: 1, gatesRequired: 2 });
    expect(first.progress.methods).toContain('app-code');
    await journey.resets.chooseMethod(visitor(), first.token, 'app-code');
    const second = await journey.resets.prove(visitor(), first.token, appCode());
    expect(second.progress).toMatchObject({ state: 'password', gatesFilled: 2 });
  });

  test('AD-03: security questions prove no administrator, and no setting makes them', async () => {
    await typedMethods.find(({ id }) => id === 'questions')?.hold(journey, administrator);
    const open = {
      scope: { mode: 'all' as const, includeGroups: [], excludeGroups: [] },
      methods: {
        ...entra.methods,
        questions: { ...entra.methods['questions'], enabled: true },
      },
    };
    await policy(open);
    expect((await decide()).usableMethods).not.toContain('questions');
    const forced: Policy = {
      ...entra,
      administrators: {
        administratorsMayReset: true,
        methods: [...entra.administrators.methods, 'questions'],
      },
    };
    expect(impossibilities(forced, catalogue)).toContainEqual({
      path: `administrators.methods.${entra.administrators.methods.length}`,
      code: 'not-for-administrators',
    });
  });

  test('AD-04: the organisation’s own number of methods does not lower the administrators’', async () => {
    await policy({
      methodsRequired: 1,
      scope: { mode: 'all', includeGroups: [], excludeGroups: [] },
    });
    expect((await byMail()).progress).toMatchObject({ state: 'choosing', gatesRequired: 2 });
  });

  test('AD-05: methods that are off for everybody else stay open to administrators', async () => {
    const off = Object.fromEntries(
      Object.entries(entra.methods).map(([id, settings]) => [id, { ...settings, enabled: false }]),
    );
    await policy({ methods: off });
    expect((await byBoth()).progress.state).toBe('password');
  });

  // There are no domains to verify, no directory synchronisation with a cloud and no trials here.
  test.each([
    ['AD-06: two gates always, whatever domain mail addresses are in', 'admin@custom.example'],
    ['AD-07: two gates always, whichever directory the account is kept in', null],
    ['AD-08: two gates always, however long ago the organisation was set up', null],
  ])('%s (no trials, domains or synchronisation exist)', async (title, mail) => {
    const other = await journey.addUser('other.admin', mail === null ? {} : { mail });
    await assign(other, 'global-administrator');
    await typedMethods.find(({ id }) => id === 'app-code')?.hold(journey, other);
    if (title.startsWith('AD-08')) journey.clock.advanceSeconds(31 * 86_400);
    expect((await byMail('other.admin')).progress.gatesRequired).toBe(2);
  });

  test.each(['AD-09: in the first days', 'AD-10: with no domain of one’s own'])(
    '%s Entra asks administrators for one gate; here it is never fewer than two',
    () => {
      for (const methodsRequired of [1, 2] as const) {
        expect(gatesRequired({ ...entra, methodsRequired }, true)).toBe(2);
      }
    },
  );

  test('AD-11: voice calls depend on no licence: the entra preset lets administrators use them, recommended does not', () => {
    const voice = [...methods.values()].filter(
      (method) => method.kind === 'sent-code' && method.carrier === 'voice',
    );
    expect(voice.length).toBeGreaterThan(0);
    for (const { id, forAdministrators } of voice) {
      expect(forAdministrators).toEqual({ recommended: false, entra: true });
      expect(entra.administrators.methods).toContain(id);
    }
  });

  test.each(roles)('AD-12: %s is an administrator role, as every role here is', async (role) => {
    const somebody = await journey.addUser('somebody');
    expect((await decide(somebody)).isAdministrator).toBe(false);
    await assign(somebody, role);
    expect(await decide(somebody)).toMatchObject({ isAdministrator: true, gatesRequired: 2 });
  });

  const switchedOff = {
    administrators: { ...entra.administrators, administratorsMayReset: false },
  };

  test('AD-13: the switch that says what it does keeps every administrator out', async () => {
    await policy(switchedOff);
    expect(await decide()).toMatchObject({
      eligible: false,
      reason: 'administrators-switched-off',
    });
    expect(await journey.resets.offered('tnt_test')).toMatchObject({ administrators: false });
  });

  test('AD-14: the switch holds at once, for a reset that is under way too (Entra: within 60 minutes)', async () => {
    const { token } = await byBoth();
    await policy(switchedOff);
    expect(await journey.resets.setPassword(visitor(), token, NEW_PASSWORD)).toMatchObject({
      state: 'not-eligible',
    });
    expect(await journey.signsIn('admin', OLD_PASSWORD)).toBe(true);
  });

  test('AD-15: an administrator who is switched off cannot reset as a user in scope either', async () => {
    await policy({
      ...switchedOff,
      scope: { mode: 'all', includeGroups: [], excludeGroups: [] },
      methodsRequired: 1,
    });
    expect(await decide()).toMatchObject({ reason: 'administrators-switched-off' });
    await journey.resets.start(visitor(), 'admin');
    await journey.runOutbox();
    expect(journey.sink.caught.map(findCode)).toEqual([null]);
  });

  test('AD-16: an administrator who is switched off has no method to register for a reset', () => {
    expect(enabledMethods(methods, { ...entra, ...switchedOff }, 'administrator')).toEqual([]);
  });
});
