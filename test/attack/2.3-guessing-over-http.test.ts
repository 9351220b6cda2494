// What HTTP adds to guessing: headers that claim another address, and names as forms bring them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headingOf, type Page, PortalClient } from '../kit/portal-client.ts';
import { exchange } from '../kit/raw-http.ts';
import { ResetClient, wrongCode } from '../kit/reset-client.ts';
import { openRunningServer, type RunningServer } from '../kit/running-server.ts';

let server: RunningServer;

// A new one for each attack: an address that was blocked stays so, whatever the limits become.
beforeEach(async () => {
  server = await openRunningServer();
  await server.setScope('all');
});

afterEach(() => server.stop());

describe('A033: another address in a header, for a fresh counter (ASVS 15.3.4)', () => {
  const forgeries: readonly ((n: number) => readonly string[])[] = [
    (n) => [`X-Forwarded-For: 203.0.113.${n}`],
    (n) => [`X-Forwarded-For: 203.0.113.${n}, 198.51.100.${n}, 127.0.0.1`],
    (n) => [`Forwarded: for=203.0.113.${n}`, `X-Real-IP: 203.0.113.${n}`],
    (n) => [`CF-Connecting-IP: 203.0.113.${n}`, `True-Client-IP: 203.0.113.${n}`],
    (n) => [`X-Forwarded-For: 203.0.113.${n}`, `X-Forwarded-For: 198.51.100.${n}`],
    (n) => [`X-Client-IP: 203.0.113.${n}`, `X-Cluster-Client-IP: 2001:db8::${n}`],
  ];

  async function post(path: string, sent: object, forged: readonly string[]): Promise<number> {
    const body = JSON.stringify(sent);
    const { status } = await exchange(
      server.origin,
      [
        `POST /api/v1${path} HTTP/1.1`,
        `Host: ${new URL(server.origin).host}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        ...forged,
      ],
      body,
    );
    return status;
  }

  const forgedBy = (n: number) => forgeries[n % forgeries.length]?.(n) ?? [];

  it('counts the address of the socket, and starts five resets in all', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      statuses.push(await post('/resets', { identifier: `somebody-${n}` }, forgedBy(n)));
    }
    expect(statuses).toEqual(Array.from({ length: 12 }, (_, n) => (n < 5 ? 202 : 429)));
    const asked = (await server.trail()).filter(({ type }) => type === 'reset.requested');
    expect(asked.map(({ ip }) => ip)).toEqual(asked.map(() => '127.0.0.1'));
  });

  it('counts fifty wrong passwords of one socket, whoever they claim to come from', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 55; n += 1) {
      const body = { identifier: `sprayed-${n}`, password: 'not the right one' };
      statuses.push(await post('/session', body, forgedBy(n)));
    }
    expect(statuses).toEqual(Array.from({ length: 55 }, (_, n) => (n < 50 ? 401 : 429)));
  });
});

describe('A036: another spelling typed into the form (CVE-2025-6004, CVE-2025-6013)', () => {
  const mailbox = 'mailbox@contoso.example';

  it('adds up to ten wrong answers a day, after which no spelling starts anything', async () => {
    await server.raiseVisitorLimits();
    await server.addUser('élodie', { mail: mailbox });
    const spellings = ['Élodie', 'ÉLODIE ', ' e\u0301lodie'];
    const begun: { browser: PortalClient; page: Page; code: string }[] = [];
    for (const identifier of spellings) {
      const browser = new PortalClient(server.origin);
      const page = await browser.submit(await browser.get('/reset'), { identifier });
      begun.push({ browser, page, code: await server.readCode(mailbox) });
    }
    const [first, second, third] = begun;
    if (!first || !second || !third) throw new Error('three resets were started');
    const guess = ({ browser, page, code }: typeof first) =>
      browser.submit(page, { code: wrongCode(code) });
    for (let n = 0; n < 5; n += 1) await guess(first);
    for (let n = 0; n < 4; n += 1) await guess(second);
    expect(headingOf(await guess(third))).toBe('This reset was stopped');
    const late = await second.browser.submit(second.page, { code: second.code });
    expect(headingOf(late)).toBe('This reset was stopped');
    for (const spelling of [...spellings, 'ÉLODIE', mailbox]) {
      const again = await new ResetClient(server.origin).start(spelling);
      // Another name of the same person is a stranger's to the eye; it just gets no code.
      expect([spelling, again.status]).toEqual([spelling, spelling === mailbox ? 202 : 429]);
    }
    await server.outboxEmpty();
    await expect(server.readCode(mailbox, 50)).rejects.toThrow('no mail');
  });

  it('is no name at all with signs that do not show, and nobody’s with other letters', async () => {
    await server.raiseVisitorLimits();
    await server.addUser('élodie', { mail: mailbox });
    for (const spelling of [
      'élo\u200ddie',
      'élodie\u200b',
      'é\0lodie',
      'élodie＠contoso.example',
    ]) {
      expect((await new ResetClient(server.origin).start(spelling)).status).toBe(400);
    }
    // Administrators are told that the limits were raised.
    await server.outboxEmpty();
    const before = server.sink.caught.length;
    for (const spelling of ['CONTOSO\\élodie', 'élodie.', 'elodie', '\uff25lodie']) {
      expect((await new ResetClient(server.origin).start(spelling)).status).toBe(202);
    }
    await server.outboxEmpty();
    expect(server.sink.caught).toHaveLength(before);
  });
});
