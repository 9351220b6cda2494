import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiHouse, addOneOfEach, openApiHouse } from '../kit/api-house.ts';

let house: ApiHouse;
let root: Awaited<ReturnType<ApiHouse['signIn']>>;

interface Listed {
  readonly items: readonly { readonly id: string; readonly label: string }[];
}

beforeEach(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
  root = await house.signIn('global-administrator');
});
afterEach(() => house.close());

const make = (label = 'the safe in the cellar') =>
  root.call<{ id: string; code: string }>('POST', '/v1/break-glass-codes', { body: { label } });

describe('a break-glass code', () => {
  test('is shown once, listed without itself, and every Global Administrator is told', async () => {
    const made = await make();
    expect(made.status).toBe(201);
    expect(made.body.code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/);
    const listed = await root.call<Listed>('GET', '/v1/break-glass-codes');
    expect(listed.body.items).toEqual([
      {
        id: made.body.id,
        label: 'the safe in the cellar',
        createdAt: house.clock.now(),
        usedAt: null,
        usedIn: null,
        revokedAt: null,
      },
    ]);
    expect(JSON.stringify(await house.trail())).not.toContain(made.body.code);
    await house.deliver();
    const told = house.mails.filter(({ subject }) => subject.includes('break-glass code was made'));
    expect(told.map(({ to }) => to)).toEqual(['global-administrator@contoso.example']);
    expect(told[0]?.text).toContain('the safe in the cellar');
    expect(told[0]?.text).not.toContain(made.body.code);
  });

  test('is revoked once, and stays in the list', async () => {
    const { body } = await make();
    const address = `/v1/break-glass-codes/${body.id}`;
    expect((await root.call('DELETE', address)).status).toBe(204);
    expect((await root.call('DELETE', address)).status).toBe(404);
    const listed = await root.call<Listed>('GET', '/v1/break-glass-codes');
    expect(listed.body.items).toMatchObject([{ id: body.id, revokedAt: house.clock.now() }]);
  });

  test('needs a password that was proved a short while ago, to be made or revoked', async () => {
    const { body } = await make();
    house.clock.advanceSeconds(5 * 60 + 1);
    for (const answer of [
      await make(),
      await root.call('DELETE', `/v1/break-glass-codes/${body.id}`),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: { code: 'reauthentication-required' } });
    }
  });

  test('has to say where it is kept, on one line', async () => {
    for (const label of ['', '  ', 'two\nlines', 'x'.repeat(121)]) {
      expect((await make(label)).status).toBe(400);
    }
  });
});
