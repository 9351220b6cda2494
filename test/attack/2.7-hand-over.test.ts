// Somebody turns the way from another sign-in page into Postern, and back, against the people who go it.
import { jwtVerify, createLocalJWKSet } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { type OtherPage, openOtherPage, RETURN_URL } from '../kit/hand-overs.ts';
import { type Journey, NEW_PASSWORD, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { totpCode } from '../kit/portal-session.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

const minute = 60;
let journey: Journey;
let page: OtherPage;
let alice: DirectoryUser;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  page = await openOtherPage(journey);
  alice = await journey.addUser('alice', { mail: null });
});
afterEach(() => journey.close());

const codeOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'accepted',
    (error: { code: string }) => error.code,
  );

const allow = (...returnAddresses: string[]) =>
  journey.setPolicy((policy) => ({
    ...policy,
    registration: { ...policy.registration, returnAddresses },
  }));

/** Registers an authenticator app in a session. */
async function registerApp(session: Awaited<ReturnType<OtherPage['open']>>['session']) {
  const { registration, clock } = journey;
  const begun = await registration.begin(visitor(), session.signedIn, 'app-code', {});
  if (!begun.ok) throw new Error('an app can be begun');
  const open = await registration.opened(session.signedIn, begun.enrolmentId);
  const seed = String(open?.shown['key']).replaceAll(' ', '');
  const code = totpCode(seed, clock.now());
  const done = await registration.finish(visitor(), session.signedIn, begun.enrolmentId, { code });
  expect(done.ok).toBe(true);
}

async function resultOf({ token, session }: Awaited<ReturnType<OtherPage['open']>>) {
  await page.service.finish(visitor(), session.signedIn, false);
  return page.service.result(visitor(), token);
}

describe('A069: the way back as an open redirect (CVE-2026-41569, CVE-2026-29067)', () => {
  it.each([
    'https://evil.example/after',
    'https://login.example.org.evil.example/after',
    'https://login.example.org@evil.example/after',
    'https://login.example.org/after/../evil',
    'https://login.example.org/after/%2e%2e/evil',
    'https://login.example.org/afterwards',
    'http://login.example.org/after',
    '//login.example.org/after',
    'https:\\\\login.example.org/after',
    'javascript:alert(1)',
  ])('hands nobody over who would go back to %s', async (returnUrl) => {
    expect(await codeOf(page.handOver(alice.ref, { returnUrl }))).toBe('bad-request');
  });

  it('goes nowhere that is no longer allowed, whenever it was taken away', async () => {
    const waiting = await page.handOver(alice.ref);
    const opened = await page.open(alice.ref);
    await page.service.finish(visitor(), opened.session.signedIn, false);
    expect(await page.service.result(visitor(), opened.token)).not.toBeNull();
    await allow('https://login.example.org/elsewhere');
    expect(await page.service.result(visitor(), opened.token)).toBeNull();
    expect(await page.service.known(visitor(), waiting.token)).toBeNull();
    expect(await page.service.open(visitor(), waiting.token)).toBeNull();
    const trail = await journey.storage.audit.page(tenantId, { limit: 1 });
    expect(trail[0]).toMatchObject({ type: 'hand-over.refused', target: waiting.id });
  });
});

describe('A039, A040: an address that is used more than once', () => {
  it('begins one session among twenty that open it at the same time', async () => {
    const { token } = await page.handOver(alice.ref);
    const sessions = await Promise.all(
      Array.from({ length: 20 }, () => page.service.open(visitor(), token)),
    );
    expect(sessions.filter((one) => one !== null)).toHaveLength(1);
    expect(await page.service.known(visitor(), token)).toBeNull();
  });

  it('is worth nothing after five minutes', async () => {
    const { token } = await page.handOver(alice.ref);
    journey.clock.advanceSeconds(5 * minute - 1);
    expect(await page.service.known(visitor(), token)).not.toBeNull();
    journey.clock.advanceSeconds(1);
    expect(await page.service.known(visitor(), token)).toBeNull();
    expect(await page.service.open(visitor(), token)).toBeNull();
  });

  it('is worth nothing in another organisation', async () => {
    const { token } = await page.handOver(alice.ref);
    const elsewhere = visitor({ tenantId: 'tnt_other' });
    expect(await page.service.known(elsewhere, token)).toBeNull();
    expect(await page.service.open(elsewhere, token)).toBeNull();
  });

  it('is worth nothing once the password was reset (I10)', async () => {
    const bob = await journey.addUser('bob');
    const { token } = await page.handOver(bob.ref);
    const { token: reset } = await journey.resets.start(visitor(), 'bob');
    await journey.resets.chooseMethod(visitor(), reset, 'email');
    await journey.runOutbox();
    const proof = await journey.resets.prove(visitor(), reset, journey.lastCode());
    await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    expect(await page.service.known(visitor(), token)).toBeNull();
    expect(await page.service.open(visitor(), token)).toBeNull();
  });

  it('tells a result for two minutes, and the same one each time', async () => {
    const opened = await page.open(alice.ref);
    const first = await resultOf(opened);
    const again = await resultOf(opened);
    expect(await page.verify(again?.url ?? '')).toEqual(await page.verify(first?.url ?? ''));
    journey.clock.advanceSeconds(2 * minute);
    expect(await page.service.result(visitor(), opened.token)).toBeNull();
    await expect(page.verify(first?.url ?? '')).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });
});

describe('A130: the key of another page as a way to more', () => {
  it('needs its own scope, and is nobody’s but a key’s', async () => {
    const asked = { returnUrl: RETURN_URL, state: 'a-state-of-enough-letters' };
    const { service } = page;
    const others = page.caller('users.read', 'users.write', 'methods.assign', 'roles.write');
    expect(await codeOf(service.create(others, alice.ref, asked))).toBe('forbidden');
    const person = {
      actor: {
        kind: 'administrator' as const,
        tenantId,
        user: alice.ref,
        username: 'alice',
        roles: [],
        permissions: new Set(['registration.hand-over'] as const),
        authenticatedAt: journey.clock.now(),
      },
      visitor: visitor(),
    };
    expect(await codeOf(service.create(person, alice.ref, asked))).toBe('forbidden');
  });

  it('hands over nobody who holds a role, is disabled or is frozen, then or later', async () => {
    const { token } = await page.handOver(alice.ref);
    const { clock, storage } = journey;
    await storage.roleAssignments.assign({
      user: alice.ref,
      role: 'reports-reader',
      assignedAt: clock.now(),
    });
    expect(await codeOf(page.handOver(alice.ref))).toBe('not-offered');
    expect(await page.service.open(visitor(), token)).toBeNull();
    const off = await journey.addUser('off', { enabled: false });
    expect(await codeOf(page.handOver(off.ref))).toBe('not-offered');
    const cold = await journey.addUser('cold');
    const waiting = await page.handOver(cold.ref);
    await storage.freezes.freeze({
      user: cold.ref,
      reason: 'administrator',
      frozenAt: clock.now(),
    });
    expect(await codeOf(page.handOver(cold.ref))).toBe('not-offered');
    expect(await page.service.open(visitor(), waiting.token)).toBeNull();
  });

  it('hands over one account so often in an hour and no oftener', async () => {
    for (let count = 0; count < 20; count += 1) await page.handOver(alice.ref);
    expect(await codeOf(page.handOver(alice.ref))).toBe('too-many-requests');
    const other = await journey.addUser('other');
    await page.handOver(other.ref);
    journey.clock.advanceSeconds(60 * minute);
    await page.handOver(alice.ref);
  });

  it('vouches for a password, not for a method that the person holds (R065)', async () => {
    const bob = await journey.addUser('bob', { alternateMail: 'bob@home.example' });
    const { session } = await page.open(bob.ref);
    const { registration, stepUps } = journey;
    const begin = (signedIn = session.signedIn) =>
      registration.begin(visitor(), signedIn, 'app-code', {});
    expect(await registration.overview(session.signedIn)).toMatchObject({
      mustProve: true,
      mustVouch: true,
    });
    expect(await codeOf(begin())).toBe('reauthentication-required');
    expect(await codeOf(registration.confirm(visitor(), session.signedIn))).toBe(
      'reauthentication-required',
    );
    const id = await stepUps.begin(visitor(), session.signedIn, 'email');
    await journey.runOutbox();
    const proved = await stepUps.prove(visitor(), session.signedIn, id, journey.lastCode());
    expect(proved.accepted).toBe(true);
    const vouched = { ...session.signedIn, vouchedAt: journey.clock.now() };
    expect(await begin(vouched)).toMatchObject({ ok: true });
  });

  it('adds what is missing and touches nothing that is there', async () => {
    const first = await page.open(alice.ref);
    await registerApp(first.session);
    const own = await journey.registration.overview(first.session.signedIn);
    const id = own.registered[0]?.id ?? '';
    const { registration } = journey;
    const { signedIn } = first.session;
    for (const act of [
      registration.rename(visitor(), signedIn, id, 'mine'),
      registration.makeDefault(visitor(), signedIn, id),
      registration.remove(visitor(), signedIn, id),
    ]) {
      expect(await codeOf(act)).toBe('forbidden');
    }
    expect((await registration.overview(signedIn)).registered).toHaveLength(1);
  });

  it('gives nobody a way in that works at once (R065)', async () => {
    const { session } = await page.open(alice.ref);
    await registerApp(session);
    const [app] = (await journey.registration.overview(session.signedIn)).registered;
    expect(app?.usableFrom).toBe(journey.clock.now() + 24 * 3600 * 1000);
  });
});

describe('A045: a result that was made up, or is another’s', () => {
  it('says of whom, for whom and what, under a key that anybody can verify it with', async () => {
    const opened = await page.open(alice.ref);
    await registerApp(opened.session);
    const result = await resultOf(opened);
    expect(result?.url.startsWith(`${RETURN_URL}&postern_result=`)).toBe(true);
    const issuedAt = Math.floor(journey.clock.now() / 1000);
    expect(await page.verify(result?.url ?? '')).toEqual({
      iss: 'https://reset.example',
      aud: 'key_login',
      sub: alice.ref.anchor,
      directoryId: 'dir_builtin',
      outcome: 'registered',
      complete: true,
      state: 'the-state-of-the-other-page',
      nonce: opened.nonce,
      jti: opened.id,
      iat: issuedAt,
      exp: issuedAt + 2 * minute,
    });
  });

  it('is refused with another word in it, another signature, or none', async () => {
    const opened = await page.open(alice.ref);
    const result = await resultOf(opened);
    const [head = '', body = '', signature = ''] = (result?.url.split('=').at(-1) ?? '').split('.');
    const forged = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const other = encoded({ ...forged, outcome: 'registered', complete: true });
    const unsigned = encoded({ alg: 'none', typ: 'postern-hand-over+jwt' });
    const keys = createLocalJWKSet({ keys: [...page.signer.keys] });
    for (const text of [
      `${head}.${other}.${signature}`,
      `${head}.${body}.${'A'.repeat(86)}`,
      `${unsigned}.${other}.`,
    ]) {
      await expect(jwtVerify(text, keys, { algorithms: ['EdDSA'] })).rejects.toThrow();
    }
  });

  it('says that nothing changed when somebody just goes back, and that it was put off', async () => {
    const back = await page.open(alice.ref);
    const unchanged = await page.verify((await resultOf(back))?.url ?? '');
    expect(unchanged).toMatchObject({ outcome: 'unchanged', complete: false });
    const later = await page.open(alice.ref);
    await page.service.finish(visitor(), later.session.signedIn, true);
    // Whoever is first says what became of it.
    const skipped = await page.verify((await resultOf(later))?.url ?? '');
    expect(skipped).toMatchObject({ outcome: 'skipped', complete: false });
  });

  it('leaves neither the secret nor the other page’s query in the trail (I9)', async () => {
    const opened = await page.open(alice.ref);
    await resultOf(opened);
    const trail = JSON.stringify(await journey.storage.audit.after(tenantId, 0, 100));
    expect(trail).toContain('hand-over.created');
    expect(trail).toContain('hand-over.opened');
    expect(trail).toContain('hand-over.finished');
    for (const secret of [opened.token, opened.session.token, opened.nonce, 'flow=7']) {
      expect(trail).not.toContain(secret);
    }
  });
});

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
