// The order of the steps, and what binds them together: skipping, swapping, forging, replaying.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../src/domain/audit/events.ts';
import type { ResetState } from '../../src/domain/reset/session.ts';
import { ApiClient } from '../kit/api-client.ts';
import { formWith, PortalClient } from '../kit/portal-client.ts';
import { ResetClient, type StepAnswer, wrongCode } from '../kit/reset-client.ts';
import {
  type BegunReset,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openRunningServer,
  type Person,
  type RunningServer,
} from '../kit/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await openRunningServer();
  await server.openToEverybody();
  await server.changePolicy((policy) => ({ ...policy, unlock: { allowed: true } }));
});

afterAll(() => server.stop());

/** Somebody who came for an unlock alone, and proved who they are. */
async function provenForUnlock(): Promise<BegunReset> {
  const person = await server.addSomebody();
  const reset = new ResetClient(server.origin);
  await reset.start(person.username, { kind: 'unlock' });
  const one = { reset, person, code: await server.readCode(person.mail ?? '') };
  await reset.prove(one.code);
  return one;
}

async function proven(person?: Person): Promise<BegunReset> {
  const one = await server.begin(person);
  await one.reset.prove(one.code);
  return one;
}

/** Puts a reset where no request can bring it with one method, or where it stays for an instant only. */
async function putInto(one: BegunReset, state: ResetState): Promise<BegunReset> {
  const { body } = await one.reset.progress();
  await server.sql(
    'update reset_sessions set state = ?, open_challenge_id = null, writeback_id = ? where reference = ?',
    state,
    state === 'choosing' ? null : 'wbk_elsewhere',
    body.reference ?? '',
  );
  return one;
}

/** Every state a reset can be in, and a way to bring a fresh one there. */
const reach: Readonly<Record<ResetState, () => Promise<BegunReset>>> = {
  choosing: async () => putInto(await server.begin(), 'choosing'),
  proving: () => server.begin(),
  password: () => proven(),
  unlock: () => provenForUnlock(),
  writing: async () => putInto(await proven(), 'writing'),
  uncertain: async () => putInto(await proven(), 'uncertain'),
  async done() {
    const one = await proven();
    await one.reset.set(OLD_PASSWORD);
    return one;
  },
  unknown: async () => putInto(await proven(), 'unknown'),
  async 'not-eligible'() {
    const one = await server.begin();
    await server.setScope('none');
    await one.reset.prove(one.code);
    await server.setScope('all');
    return one;
  },
  async blocked() {
    const person = await server.addSomebody();
    const first = await server.begin(person);
    for (let n = 0; n < 5; n += 1) await first.reset.prove(wrongCode(first.code));
    const second = await server.begin(person);
    for (let n = 0; n < 5; n += 1) await second.reset.prove(wrongCode(second.code));
    return second;
  },
  async expired() {
    const one = await server.begin();
    const { body } = await one.reset.progress();
    await server.sql(
      'update reset_sessions set expires_at = 1, overdue_at = 1 where reference = ?',
      body.reference ?? '',
    );
    return one;
  },
  async cancelled() {
    const one = await server.begin();
    await one.reset.cancel();
    return one;
  },
};
const states = Object.keys(reach) as ResetState[];

type Act = (one: BegunReset) => Promise<StepAnswer>;

/** Every step the API knows; `proves` hands in the right code. */
const acts = {
  chooses: ({ reset }) => reset.choose('email'),
  proves: ({ reset, code }) => reset.prove(code),
  guesses: ({ reset, code }) => reset.prove(wrongCode(code)),
  'sends nothing': ({ reset }) => reset.prove(''),
  sets: ({ reset }) => reset.set(NEW_PASSWORD),
  unlocks: ({ reset }) => reset.unlock(),
  'wants a password': ({ reset }) => reset.wantPassword(),
  cancels: ({ reset }) => reset.cancel(),
} as const satisfies Readonly<Record<string, Act>>;
type ActName = keyof typeof acts;
const actNames = Object.keys(acts) as ActName[];

/** The documented next steps: what they answer and where they lead. Every other pair is out of order. */
const nextSteps: Readonly<
  Partial<Record<ResetState, Readonly<Partial<Record<ActName, readonly [number, ResetState]>>>>>
> = {
  choosing: { cancels: [204, 'cancelled'] },
  proving: {
    proves: [200, 'password'],
    guesses: [200, 'proving'],
    'sends nothing': [200, 'proving'],
    cancels: [204, 'cancelled'],
  },
  password: { sets: [200, 'done'], cancels: [204, 'cancelled'] },
  // Nobody is locked in the built-in directory: there is nothing to end, and the answer says so.
  unlock: {
    unlocks: [200, 'unlock'],
    'wants a password': [200, 'password'],
    cancels: [204, 'cancelled'],
  },
};

const pairs = states.flatMap((state) => actNames.map((act) => ({ state, act })));

describe('A001: skipping the proof on the way to the password (CVE-2026-18963)', () => {
  it.each(pairs)('lets nobody who $act in "$state" go anywhere undocumented', async (pair) => {
    const { state, act } = pair;
    const one = await reach[state]();
    expect(await one.reset.state()).toBe(state);
    const before = await server.trailEnd();
    const answer = await acts[act](one);
    const [status, next] = nextSteps[state]?.[act] ?? refusalIn(state, act);
    expect([answer.status, await one.reset.state()]).toEqual([status, next]);
    const passwordSet = next === 'done' && state !== 'done';
    expect(await server.signsIn(one.person.username, OLD_PASSWORD)).toBe(!passwordSet);
    if (answer.body.code !== 'out-of-order') return;
    expect(await recordedSince(before)).toContainEqual(
      expect.objectContaining({
        type: 'reset.out-of-order',
        outcome: 'failure',
        fields: expect.objectContaining({ state }) as unknown,
      }),
    );
  });

  /** Too early for another code; a write under way; over; or simply not the next step. */
  function refusalIn(state: ResetState, act: ActName): readonly [number, ResetState] {
    if (act === 'chooses' && (state === 'proving' || state === 'choosing')) return [429, state];
    return [state === 'expired' ? 410 : 409, state];
  }

  it('says the same about every step that is not the next one', async () => {
    const seen = new Set<string>();
    for (const state of ['password', 'done', 'cancelled', 'not-eligible'] as const) {
      const one = await reach[state]();
      for (const act of ['chooses', 'proves', 'guesses', 'sends nothing'] as const) {
        const { status, body } = await acts[act](one);
        const { reference: _own, ...rest } = body as StepAnswer['body'] & { reference?: string };
        seen.add(JSON.stringify([status, rest]));
      }
    }
    expect([...seen]).toHaveLength(1);
  });

  const detours = ['chooses', 'guesses', 'sends nothing', 'sets'] as const;
  const walks = detours.flatMap((first) => detours.map((second) => ({ first, second })));

  it.each(walks)('writes nothing when one $first, then $second, then sets', async (walk) => {
    const one = await server.begin();
    await acts[walk.first](one);
    await acts[walk.second](one);
    expect((await one.reset.set(NEW_PASSWORD)).status).toBe(409);
    expect(await server.signsIn(one.person.username, OLD_PASSWORD)).toBe(true);
  });

  it.each([
    { step: 'password' },
    { state: 'password' },
    { execution: 'reset-password' },
    { method: 'none' },
    { passed: [{ methodId: 'email' }] },
    { gatesFilled: 1 },
    { gatesRequired: 0 },
    { accepted: true },
    { challengeId: 'chl_x' },
    { sessionId: 'rst_x' },
  ])('takes no word from the request about where it stands: %j', async (forged) => {
    const one = await server.begin();
    const query = new URLSearchParams(
      Object.entries(forged).map(([name, value]) => [name, String(value)]),
    );
    const answers = [
      await one.reset.set(NEW_PASSWORD, forged),
      await one.reset.prove(wrongCode(one.code), forged),
      await one.reset.step('POST', `/resets/current/password?${query}`, { password: NEW_PASSWORD }),
      await one.reset.step('POST', `/resets/current/proofs?${query}`, { answer: '' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    const { body } = await one.reset.progress();
    expect([body.state, body.challenge?.attemptsLeft]).toEqual(['proving', 5]);
  });

  it('keeps to the same order on the pages, whatever is posted where', async () => {
    const posts: readonly [string, Readonly<Record<string, string>>][] = [
      ['/reset/method', { method: 'email' }],
      ['/reset/code', { code: '00000000' }],
      ['/reset/password', { password: NEW_PASSWORD, confirmation: NEW_PASSWORD }],
      ['/unlock/confirm', {}],
      ['/unlock/password', {}],
    ];
    for (const state of states) {
      for (const [path, fields] of posts) {
        if (state === 'password' && path === '/reset/password') continue;
        if (state === 'unlock' && path === '/unlock/password') continue;
        const one = await reach[state]();
        const browser = await browserOn(one.reset.token);
        const { form_token } = await formFields(browser);
        const page = await browser.send(path, { form_token, ...fields });
        expect([state, path, page.status]).toEqual([state, path, 303]);
        expect(page.headers.get('location')).toBe('/reset/continue');
        expect(await one.reset.state()).toBe(state);
        expect(await server.signsIn(one.person.username, OLD_PASSWORD)).toBe(true);
      }
    }
  });
});

async function recordedSince(seq: number): Promise<readonly AuditRecord[]> {
  return server.trail(seq);
}

/** A browser that holds the secret of a reset. */
async function browserOn(token: string): Promise<PortalClient> {
  const browser = new PortalClient(server.origin);
  browser.cookies.set('postern-reset', token);
  return browser;
}

async function formFields(browser: PortalClient): Promise<{ form_token: string }> {
  const { fields } = formWith(await browser.get('/reset'), 'identifier');
  return { form_token: fields['form_token'] ?? '' };
}

describe('A003: swapping the person between proof and password (LTB #24 and #520, CVE-2025-50433, PWM #556)', () => {
  it.each(['username', 'userId', 'user', 'email', 'mail', 'dn', 'uid', 'anchor', 'identifier'])(
    'takes no "%s" from the request when the password is set',
    async (field) => {
      const victim = await server.addSomebody();
      const { reset, person } = await proven();
      const named = { [field]: field === 'anchor' ? victim.anchor : victim.username };
      expect((await reset.set(NEW_PASSWORD, named)).status).toBe(400);
      const query = new URLSearchParams(named);
      const path = `/resets/current/password?${query}`;
      expect((await reset.step('POST', path, { password: NEW_PASSWORD })).status).toBe(400);
      const headers = { [field]: victim.username, 'x-user': victim.anchor, cookie: `${query}` };
      const own = { password: NEW_PASSWORD };
      expect((await reset.step('POST', '/resets/current/password', own, headers)).status).toBe(200);
      expect(await server.signsIn(victim.username, OLD_PASSWORD)).toBe(true);
      expect(await server.signsIn(person.username, NEW_PASSWORD)).toBe(true);
    },
  );

  it('refuses two resets named at once, and any but the one of this browser', async () => {
    const victim = await server.begin();
    const own = await proven();
    const both = { 'postern-reset': `${own.reset.token}, ${victim.reset.token}` };
    const body = { password: NEW_PASSWORD };
    expect((await own.reset.step('POST', '/resets/current/password', body, both)).status).toBe(404);
    const swapped = { 'postern-reset': victim.reset.token };
    expect((await own.reset.step('POST', '/resets/current/password', body, swapped)).status).toBe(
      409,
    );
    const browser = await browserOn(own.reset.token);
    const { form_token } = await formFields(browser);
    const fields = { form_token, password: NEW_PASSWORD, confirmation: NEW_PASSWORD };
    const named = await browser.send('/reset/password', { ...fields, user: victim.person.anchor });
    expect(named.status).toBe(400);
    await browser.send(`/reset/password?user=${victim.person.anchor}`, fields, swapped);
    expect(await server.signsIn(victim.person.username, OLD_PASSWORD)).toBe(true);
    expect(await server.signsIn(own.person.username, NEW_PASSWORD)).toBe(true);
  });

  it('refuses another name on the way, which only begins another reset', async () => {
    const victim = await server.addSomebody();
    const own = await proven();
    const other = await own.reset.step('POST', '/resets', { identifier: victim.username });
    expect(other.body.reset?.state).toBe('proving');
    expect((await own.reset.set(NEW_PASSWORD)).status).toBe(409);
    expect(await server.signsIn(victim.username, OLD_PASSWORD)).toBe(true);
  });
});

describe('A004: the code of one reset in another (authentik ATH-01-014)', () => {
  it('refuses it in a second reset of the same person, and counts the try there', async () => {
    const person = await server.addSomebody();
    const first = await server.begin(person);
    const second = await server.begin(person);
    const answer = await second.reset.prove(first.code);
    expect(answer.body).toMatchObject({ accepted: false, reset: { state: 'proving' } });
    expect(answer.body.reset?.challenge?.attemptsLeft).toBe(4);
  });

  it("refuses one's own code in the reset of somebody else", async () => {
    const own = await server.begin();
    const victim = await server.begin();
    const answer = await victim.reset.prove(own.code);
    expect(answer.body).toMatchObject({ accepted: false, reset: { state: 'proving' } });
    expect((await victim.reset.set(NEW_PASSWORD)).status).toBe(409);
  });

  it('refuses a code that another one has replaced', async () => {
    const one = await server.begin();
    const { body } = await one.reset.progress();
    await server.sql(
      `update challenges set created_at = created_at - 120000
       where session_id = (select id from reset_sessions where reference = ?)`,
      body.reference ?? '',
    );
    expect((await one.reset.choose('email')).status).toBe(202);
    const newer = await server.readCode(one.person.mail ?? '');
    expect((await one.reset.prove(one.code)).body.accepted).toBe(false);
    expect((await one.reset.prove(newer)).body.accepted).toBe(true);
  });
});

describe('A007: an answer changed on its way to the browser (WSTG-ATHN-11)', () => {
  it('stays where the server left it, however the browser goes on', async () => {
    const one = await server.begin();
    expect((await one.reset.prove(wrongCode(one.code))).body.accepted).toBe(false);
    expect((await one.reset.set(NEW_PASSWORD)).status).toBe(409);
    const browser = await browserOn(one.reset.token);
    const { form_token } = await formFields(browser);
    const fields = { form_token, password: NEW_PASSWORD, confirmation: NEW_PASSWORD };
    const page = await browser.post('/reset/password', fields);
    expect(page.url).toBe(`${server.origin}/reset/continue`);
    expect(formWith(page, 'code').action).toBe('/reset/code');
    expect(await server.signsIn(one.person.username, OLD_PASSWORD)).toBe(true);
  });
});

// With one method there is no second class of proof to mix it with; that one proof never counts for two is shown.
describe('A009: one proof where two are asked for (CVE-2025-6013)', () => {
  it('does not let somebody who became an administrator meanwhile in with one', async () => {
    const beforeProof = await server.begin();
    await server.giveRole(beforeProof.person, 'reports-reader');
    const proof = await beforeProof.reset.prove(beforeProof.code);
    expect(proof.body.reset?.state).toBe('not-eligible');
    const beforeSet = await proven();
    await server.giveRole(beforeSet.person, 'reports-reader');
    expect((await beforeSet.reset.set(NEW_PASSWORD)).body.state).toBe('not-eligible');
    for (const { person } of [beforeProof, beforeSet]) {
      expect(await server.signsIn(person.username, OLD_PASSWORD)).toBe(true);
    }
  });

  it('does not take a grant of another reset for this one', async () => {
    const person = await server.addSomebody();
    const first = await proven(person);
    const second = await server.begin(person);
    expect((await second.reset.set(NEW_PASSWORD)).status).toBe(409);
    expect(await first.reset.state()).toBe('password');
  });
});

// The one method cannot be switched off while anybody is in scope, so the scope is what is switched off here.
describe('A010: what was switched off meanwhile (authentik ATH-01-014)', () => {
  it('is not accepted at the proof, nor at the password', async () => {
    const atProof = await server.begin();
    const atSet = await proven();
    await server.setScope('none');
    try {
      expect((await atProof.reset.prove(atProof.code)).body.reset?.state).toBe('not-eligible');
      expect((await atSet.reset.set(NEW_PASSWORD)).body.state).toBe('not-eligible');
    } finally {
      await server.setScope('all');
    }
    expect(await server.signsIn(atSet.person.username, OLD_PASSWORD)).toBe(true);
  });

  it('opens nothing with a code of a method that was switched off with the scope', async () => {
    const one = await server.begin();
    const withEmail = (enabled: boolean) =>
      server.changePolicy((policy) => ({
        ...policy,
        scope: { ...policy.scope, mode: enabled ? 'all' : 'none' },
        methods: { ...policy.methods, email: { ...policy.methods['email'], enabled } },
      }));
    await withEmail(false);
    try {
      const proof = await one.reset.prove(one.code);
      expect(proof.body.reset).toMatchObject({ state: 'not-eligible', gatesFilled: 0 });
      expect((await one.reset.set(NEW_PASSWORD)).status).toBe(409);
    } finally {
      await withEmail(true);
    }
    expect((await one.reset.set(NEW_PASSWORD)).status).toBe(409);
    expect(await server.signsIn(one.person.username, OLD_PASSWORD)).toBe(true);
  });
});

describe('A012: signed in by a reset, past the second factor (Keycloak 36844)', () => {
  it('leaves a browser that finished its reset as signed out as it was', async () => {
    const person = await server.addSomebody();
    const browser = new PortalClient(server.origin);
    const identify = await browser.get('/reset');
    const prove = await browser.submit(identify, { identifier: person.username });
    const code = await server.readCode(person.mail ?? '');
    const choose = await browser.submit(prove, { code });
    await browser.submit(choose, { password: NEW_PASSWORD, confirmation: NEW_PASSWORD });
    expect(await server.signsIn(person.username, NEW_PASSWORD)).toBe(true);
    expect([...browser.cookies.keys()]).not.toContain('postern-portal');
    expect([...browser.cookies.keys()]).not.toContain('postern-console');
    for (const path of ['/security-info', '/change']) {
      expect(new URL((await browser.get(path)).url).pathname).toBe('/sign-in');
    }
    const api = new ApiClient(server.origin);
    const headers = { cookie: browser.cookieHeader() };
    expect((await api.call('GET', '/session', undefined, headers)).status).toBe(401);
  });
});

describe('A013: the first credential of somebody who has none (CVE-2026-119128)', () => {
  it('is not set with anything that can be computed from what is known of them', async () => {
    const person = await server.addUser('newcomer', { password: null, mail: null });
    const reset = await ResetClient.started(server.origin, 'newcomer');
    await server.outboxEmpty();
    const [row] = await server.sql<Record<string, string>>(
      'select id, token_mac, identifier_mac, reference from reset_sessions order by started_at desc limit 1',
    );
    const known = [person.anchor, person.username, ...Object.values(row ?? {})];
    const forged = known.flatMap((text) => [
      text,
      Buffer.from(text).toString('base64url'),
      createHash('sha256').update(text).digest('hex'),
      createHash('sha256').update(text).digest('base64url'),
    ]);
    for (const token of forged) {
      const thief = new ResetClient(server.origin);
      thief.token = token;
      expect([token, (await thief.set(NEW_PASSWORD)).status]).toEqual([token, 404]);
      const browser = await browserOn(token);
      const page = await browser.get('/reset/continue');
      expect(new URL(page.url).pathname).toBe('/reset');
    }
    expect((await reset.set(NEW_PASSWORD)).status).toBe(409);
    expect(await server.signsIn('newcomer', NEW_PASSWORD)).toBe(false);
  });
});
