import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CurrentPolicy, PolicyPreview, ShutOutView } from '../../src/contract/policy.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, PASSWORD, tenantId } from '../kit/api-house.ts';

type Failed = { code: string; faults?: { path: string; code: string }[] };

let house: ApiHouse;
let author: Awaited<ReturnType<ApiHouse['signIn']>>;
let inForce: CurrentPolicy;

beforeAll(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
});
afterAll(() => house.close());
beforeEach(async () => {
  author = await house.signIn('authentication-policy-administrator');
  inForce = (await author.call<CurrentPolicy>('GET', '/v1/policy')).body;
});

const changed = (changes: Partial<Policy>): Policy => ({ ...inForce.policy, ...changes });
const put = (policy: Policy, version = inForce.version) =>
  author.call<CurrentPolicy & Failed>('PUT', '/v1/policy', { body: { version, policy } });
const preview = (policy: Policy) =>
  author.call<PolicyPreview & Failed>('POST', '/v1/policy/preview', { body: { policy } });

test('is the recommended preset with nobody in scope before anybody decides', async () => {
  expect(inForce).toMatchObject({
    version: 0,
    updatedAt: null,
    policy: { preset: 'recommended', scope: { mode: 'none' } },
  });
  const preset = await author.call<Policy>('GET', '/v1/policy/presets/recommended');
  expect(preset.body).toEqual(inForce.policy);
});

describe('a saved policy', () => {
  test('is in force at once, with the names of its groups, and recorded by what changed', async () => {
    const pilot = await house.addGroup('SSPR pilot');
    const scope = { mode: 'selected' as const, includeGroups: [pilot.ref], excludeGroups: [] };
    const saved = await put(changed({ scope }));
    expect(saved).toMatchObject({
      status: 200,
      body: {
        version: 1,
        updatedBy: 'authentication-policy-administrator',
        groups: [{ name: 'SSPR pilot' }],
      },
    });
    expect((await author.call<CurrentPolicy>('GET', '/v1/policy')).body).toEqual(saved.body);
    expect((await house.trail(1))[0]).toMatchObject({
      type: 'policy.changed',
      actor: { name: 'authentication-policy-administrator' },
      fields: {
        before: { 'scope.mode': 'none', 'scope.includeGroups': [] },
        after: { 'scope.mode': 'selected', 'scope.includeGroups': [pilot.ref] },
        version: 1,
        via: 'administrator',
      },
    });
  });

  test('is not overwritten by somebody who saw an older one', async () => {
    const first = await put(changed({ helpContact: 'help@contoso.example' }));
    const second = await put(changed({ helpContact: 'other@contoso.example' }));
    expect([first.status, second.status, second.body.code]).toEqual([200, 409, 'conflict']);
  });

  test('is saved by one of many at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        put(changed({ helpContact: `help${n}@contoso.example` })),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'conflict')).toHaveLength(7);
  });

  test('that says what stands already leaves no trace', async () => {
    const before = await house.storage.audit.count(tenantId, { types: ['policy.changed'] });
    const same = await put(inForce.policy);
    expect(same).toMatchObject({ status: 200, body: { version: inForce.version } });
    expect(await house.storage.audit.count(tenantId, { types: ['policy.changed'] })).toBe(before);
  });

  test('that weakens needs a fresh proof of the password; one that does not needs none (A136)', async () => {
    house.clock.advanceSeconds(5 * 60 + 1);
    const password = { ...inForce.policy.password, minLength: 8 };
    const weaker = await put(changed({ password }));
    expect([weaker.status, weaker.body.code]).toEqual([401, 'reauthentication-required']);
    const stronger = await put(changed({ password: { ...password, minLength: 20 } }));
    expect(stronger.status).toBe(200);
    await author.call('POST', '/v1/session/reauthentication', { body: { password: PASSWORD } });
    expect((await put(changed({ password }), stronger.body.version)).status).toBe(200);
  });
});

describe('a policy that cannot be', () => {
  const refusedFor = async (policy: Policy) => {
    const [saved, previewed] = [await put(policy), await preview(policy)];
    expect(previewed.body.faults).toEqual(saved.body.faults);
    expect([saved.status, saved.body.code]).toEqual([422, 'policy-impossible']);
    return saved.body.faults?.map(({ path, code }) => `${path} ${code}`);
  };
  const group = { directoryId: 'dir_builtin', anchor: 'grp_unheard' };
  const scope = { mode: 'all' as const, includeGroups: [], excludeGroups: [] };

  test('is refused with the reason: more gates than classes, no method, no group', async () => {
    expect(await refusedFor(changed({ scope, methodsRequired: 2 }))).toEqual([
      'methodsRequired more-gates-than-classes',
    ]);
    const methods = Object.fromEntries(
      Object.entries(inForce.policy.methods).map(([id, one]) => [id, { ...one, enabled: false }]),
    );
    expect(await refusedFor(changed({ scope, methods }))).toEqual(['methods no-method-enabled']);
    expect(await refusedFor(changed({ scope: { ...scope, mode: 'selected' } }))).toEqual([
      'scope.includeGroups no-group-selected',
    ]);
  });

  test('is refused for a group or a method that is not there', async () => {
    expect(await refusedFor(changed({ scope: { ...scope, excludeGroups: [group] } }))).toEqual([
      'scope.excludeGroups.0 unknown-group',
    ]);
    const methods = { ...inForce.policy.methods, telepathy: { enabled: true } };
    expect(await refusedFor(changed({ methods }))).toEqual(['methods.telepathy unknown-method']);
  });

  test('is refused for a number outside its range, by its field', async () => {
    const session = { ...inForce.policy.session, wrongAnswersPerCode: 6 };
    const answer = await put(changed({ session }));
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'bad-request',
        faults: [
          {
            path: 'policy.session.wrongAnswersPerCode',
            code: 'too-big',
            message: 'The biggest number allowed is 5.',
          },
        ],
      },
    });
  });
});

describe('a preview', () => {
  test('counts persons and not memberships, with nested groups, and exclusion wins', async () => {
    const people = await Promise.all(
      ['ann', 'ben', 'cat', 'dan'].map((name) => house.addUser(name)),
    );
    const [ann, ben, cat] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
    const inner = await house.addGroup('Inner', [ann, ben]);
    const outer = await house.addGroup('Outer', [ben, cat]);
    const out = await house.addGroup('Out', [cat]);
    await house.storage.transaction((stores) =>
      house.directory
        .within(stores)
        .addMember(outer.ref.anchor, { kind: 'group', anchor: inner.ref.anchor }),
    );
    const users = await house.directory.countUsers();
    const scope = (mode: Policy['scope']['mode'], include = [outer.ref], exclude = [out.ref]) =>
      changed({ scope: { mode, includeGroups: include, excludeGroups: exclude } });
    const figures = async (policy: Policy) => (await preview(policy)).body;
    expect(await figures(scope('selected'))).toMatchObject({ inScopeAfter: 2, users });
    expect(await figures(scope('selected', [outer.ref, inner.ref], []))).toMatchObject({
      inScopeAfter: 3,
    });
    expect(await figures(scope('all'))).toMatchObject({ inScopeAfter: users - 1 });
    expect(await figures(scope('none'))).toMatchObject({ inScopeAfter: 0 });
  });

  test('names every change and whether it weakens, and saves nothing', async () => {
    const { body } = await preview(
      changed({
        notifications: { notifyUser: false },
        helpContact: 'https://help.contoso.example',
      }),
    );
    expect(body.changes).toEqual([
      { path: 'notifications.notifyUser', before: true, after: false, weakens: true },
      expect.objectContaining({ path: 'helpContact', weakens: false }),
    ]);
    expect((await author.call<CurrentPolicy>('GET', '/v1/policy')).body).toEqual(inForce);
  });
});

test('a group that the policy names cannot be deleted, so that no exclusion vanishes unseen', async () => {
  const guests = await house.addGroup('Guests');
  const scope = { mode: 'none' as const, includeGroups: [], excludeGroups: [guests.ref] };
  expect((await put(changed({ scope }))).status).toBe(200);
  const owner = await house.signIn('global-administrator');
  const path = `/v1/groups/dir_builtin/${guests.ref.anchor}`;
  const refused = await owner.call<Failed>('DELETE', path);
  expect([refused.status, refused.body.code]).toEqual([409, 'in-use']);
  inForce = (await author.call<CurrentPolicy>('GET', '/v1/policy')).body;
  await put(changed({ scope: { ...scope, excludeGroups: [] } }));
  expect((await owner.call('DELETE', path)).status).toBe(204);
});

test('the catalogue shows every method with the shape of its settings', async () => {
  const { body } = await author.call<{ items: Record<string, unknown>[] }>('GET', '/v1/methods');
  expect(body.items).toContainEqual(
    expect.objectContaining({
      id: 'email',
      carrier: 'email',
      settingsSchema: expect.objectContaining({
        type: 'object',
        required: expect.arrayContaining(['enabled']),
      }),
    }),
  );
});

test('the table of limits shows the values in force', async () => {
  const limits = { ...inForce.policy.limits, 'start-per-address': 7 };
  await put(changed({ limits }));
  const { body } = await author.call<{ items: { name: string; max: number; range: number[] }[] }>(
    'GET',
    '/v1/limits',
  );
  expect(body.items.find(({ name }) => name === 'start-per-address')).toMatchObject({
    max: 7,
    range: [1, 1_000_000],
  });
  expect(body.items).toHaveLength(Object.keys(limits).length);
});

describe('whom a policy would shut out', () => {
  const shutOut = (policy: Policy) =>
    author.call<ShutOutView & Failed>('POST', '/v1/policy/shut-out', { body: { policy } });
  const everyone = { mode: 'all' as const, includeGroups: [], excludeGroups: [] };

  test('is told by name and reason, and nothing is saved', async () => {
    const { username } = await house.addUser('reachable');
    await put(changed({ scope: everyone }));
    inForce = (await author.call<CurrentPolicy>('GET', '/v1/policy')).body;
    const none = await shutOut(changed({ scope: { ...everyone, mode: 'none' } }));
    expect(none.body.complete).toBe(true);
    expect(none.body.examined).toBeGreaterThan(4);
    expect(none.body.people).toContainEqual(
      expect.objectContaining({ username, reason: 'switched-off' }),
    );
    const two = await shutOut(
      changed({
        methodsRequired: 2,
        methods: { ...inForce.policy.methods, 'app-code': { enabled: true } },
      }),
    );
    expect(two.body.people).toContainEqual(
      expect.objectContaining({ username, reason: 'methods-missing' }),
    );
    expect((await author.call<CurrentPolicy>('GET', '/v1/policy')).body).toEqual(inForce);
  });

  test('is nobody when nothing is taken away', async () => {
    await put(changed({ scope: everyone }));
    expect((await shutOut(changed({ scope: everyone }))).body.people).toEqual([]);
  });

  test('is for nobody to know who may not see people', async () => {
    const reader = await house.signIn('reports-reader');
    const body = { policy: inForce.policy };
    expect((await reader.call('POST', '/v1/policy/shut-out', { body })).status).toBe(403);
  });
});
