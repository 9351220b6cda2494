import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BlockView } from '../../src/contract/blocks.ts';
import type { UserDetail } from '../../src/contract/users.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { limitNames, limitTable, timesOf } from '../../src/domain/throttle/limits.ts';
import { operator } from '../../src/services/access/caller.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, PASSWORD, tenantId } from '../kit/api-house.ts';

let house: ApiHouse;

beforeEach(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
  await house.addUser('guessed');
  await change({ scope: { mode: 'all', includeGroups: [], excludeGroups: [] } });
});
afterEach(() => house.close());

async function change(changes: Partial<Policy>): Promise<void> {
  const caller = operator(tenantId);
  const { policy, version } = await house.services.policy.current(caller);
  await house.services.policy.replace(caller, version, { ...policy, ...changes });
}

/** Gives ten wrong answers for a name, five to a reset, by the one method there is. */
async function guess(identifier: string): Promise<void> {
  const visitor = { tenantId, ip: null, userAgent: null, locale: 'en' };
  for (let reset = 0; reset < 2; reset += 1) {
    const { token } = await house.services.resets.start(visitor, identifier);
    await house.deliver();
    for (let answer = 0; answer < 5; answer += 1) {
      await house.services.resets.prove(visitor, token, '00000000');
    }
  }
}

const blocksSeenBy = async (role: string) => {
  const reader = await house.signIn(role);
  const answer = await reader.call<{ items: BlockView[]; total: number }>('GET', '/v1/blocks');
  expect(answer.status).toBe(200);
  return { reader, ...answer.body };
};
const named = (items: readonly BlockView[], limit: string) =>
  items.filter((block) => block.limit === limit);

test('shows who is blocked, by which limit and until when, by the name of the account', async () => {
  await guess('guessed');
  const { items, total } = await blocksSeenBy('helpdesk-administrator');
  expect(total).toBe(items.length);
  const [account] = named(items, 'failed-proofs-per-account');
  expect(account).toMatchObject({
    about: { kind: 'account', user: { username: 'guessed' }, text: null },
    count: 10,
    until: house.clock.now() + 86_400_000,
    mayClear: true,
  });
  const [identifier] = named(items, 'failed-proofs-per-identifier');
  expect(identifier?.about).toMatchObject({ kind: 'identifier', user: { username: 'guessed' } });
});

test('shows nothing of a name that is nobody’s: it may be a password in the wrong field', async () => {
  await guess('my secret password');
  const { items } = await blocksSeenBy('global-administrator');
  expect(named(items, 'failed-proofs-per-identifier')).toMatchObject([
    { about: { kind: 'identifier', text: null, user: null } },
  ]);
  expect(JSON.stringify(items)).not.toContain('secret');
});

test('a block shows with the person, and touches neither the account nor its password', async () => {
  const before = await house.directory.find('guessed');
  await guess('guessed');
  const person = await house.directory.find('guessed');
  expect(person).toEqual(before);
  const reader = await house.signIn('helpdesk-administrator');
  const path = `/v1/users/dir_builtin/${person?.ref.anchor}`;
  expect((await reader.call<UserDetail>('GET', path)).body).toMatchObject({
    enabled: true,
    frozenAt: null,
    blockedUntil: house.clock.now() + 86_400_000,
    eligibility: { eligible: false, reason: 'blocked' },
  });
  expect((await house.directory.signIn('guessed', PASSWORD)).ok).toBe(true);
});

describe('clearing a block', () => {
  test('lets the person try again, and is recorded', async () => {
    await guess('guessed');
    const { reader, items } = await blocksSeenBy('helpdesk-administrator');
    for (const { id } of items.filter(({ about }) => about.user?.username === 'guessed')) {
      expect((await reader.call('DELETE', `/v1/blocks/${id}`)).status).toBe(204);
      expect((await reader.call('DELETE', `/v1/blocks/${id}`)).status).toBe(404);
    }
    const person = await house.directory.find('guessed');
    const path = `/v1/users/dir_builtin/${person?.ref.anchor}`;
    expect((await reader.call<UserDetail>('GET', path)).body.blockedUntil).toBeNull();
    expect((await house.trail()).filter(({ type }) => type === 'limit.cleared')).toContainEqual(
      expect.objectContaining({
        actor: expect.objectContaining({ name: 'helpdesk-administrator' }),
        subject: expect.objectContaining({ name: 'guessed' }),
        fields: expect.objectContaining({ limit: 'failed-proofs-per-account' }),
      }),
    );
    expect(
      (await house.call('POST', '/v1/resets', { body: { identifier: 'guessed' } })).status,
    ).toBe(202);
  });

  test('of an administrator is not the helpdesk’s', async () => {
    await guess('global-administrator');
    const { reader, items } = await blocksSeenBy('helpdesk-administrator');
    const [theirs] = named(items, 'failed-proofs-per-identifier');
    expect(theirs).toMatchObject({
      about: { user: { username: 'global-administrator' } },
      mayClear: false,
    });
    expect((await reader.call('DELETE', `/v1/blocks/${theirs?.id}`)).status).toBe(403);
    const { reader: root, items: seen } = await blocksSeenBy('global-administrator');
    expect(named(seen, 'failed-proofs-per-identifier')[0]?.mayClear).toBe(true);
    expect((await root.call('DELETE', `/v1/blocks/${theirs?.id}`)).status).toBe(204);
  });

  test('is nobody else’s, and neither is seeing it a reports reader’s', async () => {
    await guess('guessed');
    const { items } = await blocksSeenBy('authentication-policy-administrator');
    expect(items.every(({ mayClear }) => !mayClear)).toBe(true);
    const author = await house.signIn('authentication-policy-administrator');
    expect((await author.call('DELETE', `/v1/blocks/${items[0]?.id}`)).status).toBe(403);
    const reports = await house.signIn('reports-reader');
    expect((await reports.call('GET', '/v1/blocks')).status).toBe(403);
  });

  test('takes no id that is none', async () => {
    const root = await house.signIn('global-administrator');
    expect((await root.call('DELETE', `/v1/blocks/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await root.call('DELETE', '/v1/blocks/everything')).status).toBe(404);
  });
});

test.each(['recommended', 'entra'] as const)(
  'the published table is the code’s, with the numbers of the %s preset in force',
  async (preset) => {
    const caller = operator(tenantId);
    const { version } = await house.services.policy.current(caller);
    await house.services.policy.replace(
      caller,
      version,
      house.services.policy.preset(caller, preset),
    );
    const reader = await house.signIn('reports-reader');
    const { body } = await reader.call<{ items: unknown[] }>('GET', '/v1/limits');
    expect(body.items).toEqual(
      limitNames.map((name) => {
        const { counts, key, cleared, range, max } = limitTable[name];
        return {
          name,
          counts,
          key,
          cleared,
          range,
          max: max[preset],
          ...timesOf(name, preset),
        };
      }),
    );
  },
);
