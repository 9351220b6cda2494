// What HTTP adds to races: many connections that hand in the same thing in the same moment.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalClient, formWith } from '../kit/portal-client.ts';
import { ResetClient, wrongCode } from '../kit/reset-client.ts';
import {
  NEW_PASSWORD,
  OLD_PASSWORD,
  openRunningServer,
  type RunningServer,
} from '../kit/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await openRunningServer();
  await server.openToEverybody();
});

afterAll(() => server.stop());

/** Programs of their own that hold the same token at the same moment. */
function copies(reset: ResetClient, count: number): ResetClient[] {
  return Array.from({ length: count }, () => {
    const copy = new ResetClient(server.origin);
    copy.token = reset.token;
    return copy;
  });
}

async function countSince(seq: number, type: string): Promise<number> {
  return (await server.trail(seq)).filter((record) => record.type === type).length;
}

describe('A034: parallel guesses that overrun the cap (authentik IncludeSec M1, GHSA-984p-xq9m-4rjw)', () => {
  it.each([1, 2, 3])(
    'compares at most five of fifty at once, the right one among them (round %i)',
    async () => {
      const { reset, person, code } = await server.begin();
      const before = await server.trailEnd();
      const answers = await Promise.all(
        copies(reset, 50).map((copy, n) => copy.prove(n === 25 ? code : wrongCode(code))),
      );
      const accepted = answers.filter(({ body }) => body.accepted === true);
      const refused = await countSince(before, 'reset.proof-refused');
      expect(accepted.length).toBeLessThanOrEqual(1);
      expect(refused + accepted.length).toBeLessThanOrEqual(5);
      expect(refused).toBeGreaterThanOrEqual(1);
      expect(await countSince(before, 'reset.proof-accepted')).toBe(accepted.length);
      const [counted] = await server.sql<{ attempts: number }>(
        'select attempts from challenges order by created_at desc limit 1',
      );
      expect(counted?.attempts).toBeLessThanOrEqual(5);
      if (accepted.length === 0) {
        expect((await reset.prove(code)).body.accepted).toBe(false);
        expect(await server.signsIn(person.username, OLD_PASSWORD)).toBe(true);
      }
    },
  );

  it('grants once for thirty right codes at once', async () => {
    const { reset, code } = await server.begin();
    const before = await server.trailEnd();
    const answers = await Promise.all(copies(reset, 30).map((copy) => copy.prove(code)));
    expect(await countSince(before, 'reset.proof-accepted')).toBe(1);
    for (const { status } of answers) expect([200, 404, 409]).toContain(status);
    const holders = answers.filter(({ body }) => body.accepted === true);
    expect(holders.length).toBeGreaterThanOrEqual(1);
  });
});

describe('A051: one grant, many passwords at once', () => {
  it('writes one of thirty, the one that was reported, and tells the others so', async () => {
    const { reset, person, code } = await server.begin();
    await reset.prove(code);
    const before = await server.trailEnd();
    const passwords = Array.from({ length: 30 }, (_, n) => `${NEW_PASSWORD} number ${n}`);
    const answers = await Promise.all(
      copies(reset, 30).map((copy, n) => copy.set(passwords[n] ?? '')),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(29);
    const written = passwords[statuses.indexOf(200)] ?? '';
    expect(await server.signsIn(person.username, written)).toBe(true);
    expect(await countSince(before, 'password.write-intended')).toBe(1);
    expect(await countSince(before, 'password.write-applied')).toBe(1);
  });

  it('writes one of thirty forms, and shows every browser how it ended', async () => {
    const { reset, person, code } = await server.begin();
    await reset.prove(code);
    const browser = new PortalClient(server.origin);
    browser.cookies.set('postern-reset', reset.token);
    const page = await browser.get('/reset/continue');
    const { fields } = formWith(page, 'password');
    const before = await server.trailEnd();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => {
        const password = `${NEW_PASSWORD} form ${n}`;
        const copy = browser.copy();
        return copy.send('/reset/password', { ...fields, password, confirmation: password });
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303));
    expect(await countSince(before, 'password.write-applied')).toBe(1);
    expect(await reset.state()).toBe('done');
    expect(await server.signsIn(person.username, OLD_PASSWORD)).toBe(false);
  });
});

describe('A052: what was used, handed in again', () => {
  it('is refused after the success, and after a restart', async () => {
    const { reset, person, code } = await server.begin();
    const [old = reset] = copies(reset, 1);
    await reset.prove(code);
    await reset.set(NEW_PASSWORD);
    const again = async () => [
      (await old.prove(code)).status,
      (await reset.prove(code)).status,
      (await reset.set('Another lantern at midnight')).status,
    ];
    expect(await again()).toEqual([404, 409, 409]);
    const { token } = reset;
    await server.restart();
    const later = new ResetClient(server.origin);
    later.token = token;
    expect((await later.set('Another lantern at midnight')).status).toBe(409);
    expect((await later.prove(code)).status).toBe(409);
    expect(await server.signsIn(person.username, NEW_PASSWORD)).toBe(true);
  });
});

describe('A054: many resets of one name at once', () => {
  it('starts three of twenty, as one after the other', async () => {
    await server.changePolicy((policy) => ({
      ...policy,
      limits: { ...policy.limits, 'start-per-identifier': 3 },
    }));
    try {
      const person = await server.addSomebody();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => new ResetClient(server.origin).start(person.username)),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 202)).toHaveLength(3);
      expect(statuses.filter((status) => status === 429)).toHaveLength(17);
      await server.outboxEmpty();
      expect(server.sink.caught.filter(({ to }) => to === person.mail)).toHaveLength(3);
    } finally {
      await server.raiseVisitorLimits();
    }
  });
});
