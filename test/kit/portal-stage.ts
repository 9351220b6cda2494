// The portal's pages alone, over services that say what a test tells them to: for the words, forms and
// redirects of pages. Whole journeys over real services are in test/integration.
import { Hono } from 'hono';
import { PosternError } from '../../src/domain/errors.ts';
import type { PasswordRules } from '../../src/domain/password/rules-shown.ts';
import type { ResetState } from '../../src/domain/reset/session.ts';
import { type DirectoryUser, ordinaryAccount } from '../../src/ports/directory.ts';
import { createErrorPage, createPortal, type PortalDeps } from '../../src/portal/index.ts';
import { createCookies } from '../../src/server/http/cookies.ts';
import { readForm } from '../../src/server/http/form.ts';
import { createFormTokens } from '../../src/server/http/form-token.ts';
import type { Errand, Result } from '../../src/services/hand-over/hand-over-service.ts';
import type { SignedInUser, SignIn } from '../../src/services/access/access-service.ts';
import type { NewPasswordReason } from '../../src/services/access/change-service.ts';
import type {
  Guidance,
  RegistrationOverview,
} from '../../src/services/registration/registration-service.ts';
import type { ResetProgress } from '../../src/services/reset/reset-service.ts';
import { fixedClock, MORNING } from './clock.ts';
import type { Fields, Page } from './portal-client.ts';
import { formWith } from './portal-client.ts';
import { scriptedRegistration, scriptedStepUps } from './scripted-registration.ts';
import { seededRandom } from './random.ts';
import { fixedVault } from './vault.ts';

const minute = 60_000;

export const passwordRules: PasswordRules = {
  minLength: 15,
  maxLength: 128,
  characterClasses: 0,
  refuseCommon: true,
  refuseContextWords: true,
  customWords: [],
  historyLength: null,
  complexity: false,
  minAgeSeconds: null,
  changeableFrom: null,
};

/** A reset in a state, as a service would show it one second after it came there. */
export function progressIn(state: ResetState, over: Partial<ResetProgress> = {}): ResetProgress {
  return {
    state,
    kind: state === 'unlock' ? 'unlock' : 'reset',
    reference: 'K7QM-2F9T',
    expiresAt: MORNING + 15 * minute,
    methods: ['email'],
    administratorMethods: [],
    methodsAskingDestination: [],
    gatesRequired: 1,
    gatesFilled: state === 'password' || state === 'unlock' ? 1 : 0,
    challenge:
      state === 'proving'
        ? {
            methodId: 'email',
            ask: 'code',
            isSent: true,
            prompt: null,
            attemptsLeft: 5,
            expiresAt: MORNING + 10 * minute,
            resendAt: MORNING + minute,
          }
        : null,
    passwordRules: state === 'password' ? passwordRules : null,
    unlock: state === 'unlock' ? 'possible' : null,
    ...over,
  };
}

export const alice: DirectoryUser = {
  ref: { tenantId: 'tnt_1', directoryId: 'dir_1', anchor: 'usr_alice' },
  username: 'alice@contoso.test',
  displayName: 'Alice Example',
  givenName: 'Alice',
  surname: 'Example',
  mail: 'alice@contoso.test',
  alternateMail: 'alice@private.test',
  mobile: null,
  officePhone: null,
  locale: null,
  enabled: true,
  passwordChangedAt: Date.UTC(2026, 9, 3, 7, 12),
  account: ordinaryAccount,
};

const signedIn: SignedInUser = {
  sessionId: 'ses_1',
  user: alice,
  roles: [],
  authenticatedAt: MORNING,
  vouchedAt: null,
  handOverId: null,
  expiresAt: MORNING + 60 * minute,
};

/** Somebody whom another sign-in page sent here. */
const bob: DirectoryUser = {
  ...alice,
  ref: { ...alice.ref, anchor: 'usr_bob' },
  username: 'bob@contoso.test',
  displayName: 'Bob Example',
};
const errand: Errand = { user: bob, returnHost: 'login.contoso.test' };
const onErrand: SignedInUser = { ...signedIn, sessionId: 'ses_2', user: bob, handOverId: 'hov_1' };

const ownMethods: RegistrationOverview = {
  registered: [],
  contacts: [{ kind: 'alternateMail', value: 'a•••@private.test' }],
  addable: [{ methodId: 'app-code', page: 'app' }],
  complete: true,
  missing: [],
  lastConfirmedAt: null,
  holdHours: 24,
  heldUntil: null,
  mayVouch: true,
  mustProve: false,
  mustVouch: false,
  isFrozen: false,
};

/** What the services answer and what they were asked; a test changes the first and reads the second. */
export interface Script {
  /** The reset behind the token of the browser; null for a token that nobody knows. */
  progress: ResetProgress | null;
  offered: boolean;
  /** Whether the organisation lets accounts be unlocked without a new password. */
  unlock: boolean;
  /** What a new password is held to. */
  rules: PasswordRules;
  /** Whose sign-in waits for a new password, behind the token of the browser. */
  heldUp: NewPasswordReason | null;
  /** Thrown by the next call of that name. */
  failing: Partial<Record<string, PosternError>>;
  accepted: boolean;
  knownLink: boolean;
  helpContact: string | null;
  organisation: string;
  own: RegistrationOverview;
  /** Of a hand-over that is finished. */
  result: Result | null;
  /** What a sign-in asks for. */
  guidance: Guidance | null;
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  readonly noted: string[];
}

export function portalStage() {
  const script: Script = {
    progress: progressIn('proving'),
    offered: true,
    unlock: false,
    rules: passwordRules,
    heldUp: null,
    failing: {},
    accepted: true,
    knownLink: true,
    helpContact: 'help@contoso.test',
    organisation: 'Contoso',
    own: ownMethods,
    result: null,
    guidance: null,
    calls: [],
    noted: [],
  };
  const clock = fixedClock();
  const random = seededRandom();

  const call = async <T>(name: string, args: readonly unknown[], answer: () => T): Promise<T> => {
    script.calls.push({ name, args });
    const error = script.failing[name];
    if (error !== undefined) throw error;
    return answer();
  };
  const current = (): ResetProgress => {
    if (script.progress === null) throw new PosternError('not-found');
    return script.progress;
  };

  const deps: PortalDeps = {
    resets: {
      steps: {
        start: (visitor, identifier, kind, asAdministrator) => {
          const unlock = kind === 'unlock' ? [kind] : [];
          const more = [...unlock, ...(asAdministrator ? ['as one'] : [])];
          return call('start', [visitor, identifier, ...more], () => {
            if (!script.offered) throw new PosternError('not-offered');
            return { ...current(), token: 'first-token' };
          });
        },
        prove: (visitor, token, answer) =>
          call('prove', [visitor, token, answer], () => ({
            ...current(),
            accepted: script.accepted,
            token: script.accepted ? 'second-token' : token,
          })),
        setPassword: (visitor, token, password) =>
          call('setPassword', [visitor, token, password], current),
      },
      progress: (visitor, token) => call('progress', [visitor, token], current),
      chooseMethod: (visitor, token, method) =>
        call('chooseMethod', [visitor, token, method], current),
      unlock: (visitor, token) => call('unlock', [visitor, token], current),
      wantPassword: (visitor, token) => call('wantPassword', [visitor, token], current),
      cancel: (visitor, token) => call('cancel', [visitor, token], () => undefined),
      offered: (tenantId) =>
        call('offered', [tenantId], () => ({
          users: script.offered,
          administrators: script.offered,
          unlock: script.unlock,
        })),
    },
    notMe: {
      known: (visitor, token) => call('known', [visitor, token], () => script.knownLink),
      report: (visitor, token) => call('report', [visitor, token], () => script.knownLink),
    },
    breakGlass: {
      open: (visitor, identifier, code) =>
        call('openByBreakGlass', [visitor, identifier, code], () => ({
          token: 'broken-glass-token',
          expiresAt: clock.now() + 600_000,
        })),
    },
    devices: {
      pushKey: null,
      subscribe: () => Promise.resolve(false),
      waiting: () => Promise.resolve([]),
      decide: () => Promise.resolve('gone'),
    },
    changes: {
      rules: (user) => call('rules', [user], () => script.rules),
      change: (visitor, user, old, fresh) =>
        call('change', [visitor, user, old, fresh], () => 'changed' as const),
      heldUp: (visitor, token) =>
        call('heldUp', [visitor, token], () =>
          script.heldUp && token === 'held-up-token'
            ? { user: signedIn.user, reason: script.heldUp }
            : null,
        ),
      replace: (visitor, token, old, fresh) =>
        call('replace', [visitor, token, old, fresh], () => 'changed' as const),
    },
    access: {
      signIn: (visitor, identifier, password, place) =>
        call(
          'signIn',
          [visitor, identifier, password, place],
          (): SignIn =>
            script.heldUp === null
              ? { token: 'signed-in-token', signedIn }
              : { heldUp: script.heldUp, token: 'held-up-token', lifetimeSeconds: 600 },
        ),
      resume: (tenantId, token, place) =>
        call('resume', [tenantId, token, place], () =>
          token === 'signed-in-token' ? signedIn : token === 'errand-token' ? onErrand : null,
        ),
      reauthenticate: (visitor, who, password, place) =>
        call('reauthenticate', [visitor, who, password, place], () => ({
          token: 'again',
          signedIn,
        })),
      signOut: (visitor, who) => call('signOut', [visitor, who], () => undefined),
      actorOf: () => {
        throw new Error('the portal acts as nobody');
      },
      actorOfApiKey: async () => null,
    },
    registration: scriptedRegistration(script, call),
    stepUps: scriptedStepUps(call),
    handOvers: {
      create: () => Promise.reject(new Error('the portal hands nobody over')),
      keys: () => [],
      known: (visitor, token) =>
        call('knownHandOver', [visitor, token], () => (script.knownLink ? errand : null)),
      open: (visitor, token) =>
        call('openHandOver', [visitor, token], () =>
          script.knownLink ? { token: 'errand-token', signedIn: onErrand } : null,
        ),
      errandOf: (who) =>
        call('errandOf', [who], () =>
          who.handOverId === null ? null : { ...errand, user: who.user },
        ),
      finish: (visitor, who, skipped) =>
        call('finishHandOver', [visitor, who, skipped], () => undefined),
      result: (visitor, token) => call('result', [visitor, token], () => script.result),
    },
    organisation: async (tenantId) =>
      call('organisation', [tenantId], () => ({
        name: script.organisation,
        helpContact: script.helpContact,
      })),
    tenantOf: () => 'tnt_1',
    addressOf: () => ({ ip: '192.0.2.7', userAgent: 'a browser' }),
    nonceOf: () => 'n0nce',
    fileUrl: (name) => `/assets/${name}`,
    cookies: createCookies(false),
    formTokens: createFormTokens(fixedVault()),
    readForm: (request) => readForm(request),
    random,
    clock,
    noteError: (_, error) => {
      script.noted.push(error.code);
    },
  };

  const errorPage = createErrorPage(deps);
  const app = new Hono();
  app.route('/', createPortal(deps));
  app.notFound((c) => errorPage(c, new PosternError('not-found'), 'R4TT-9XBM'));
  app.onError((error, c) =>
    errorPage(
      c,
      error instanceof PosternError ? error : new PosternError('unexpected', { cause: error }),
      'R4TT-9XBM',
    ),
  );
  const callsOf = (name: string) =>
    script.calls.filter((one) => one.name === name).map(({ args }) => args);
  return { app, script, clock, callsOf, browser: () => new StageBrowser(app) };
}

/** Keeps cookies and fills in forms; follows a redirect only when told to. */
export class StageBrowser {
  readonly cookies = new Map<string, string>();
  language = 'en';
  readonly #app: Hono;

  constructor(app: Hono) {
    this.#app = app;
  }

  get(path: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Page> {
    return this.#request(path, { method });
  }

  post(path: string, fields: Fields): Promise<Page> {
    return this.#request(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  /** Sends the form of a page that holds the first of these fields. */
  submit(page: Page, fields: Fields): Promise<Page> {
    const form = formWith(page, Object.keys(fields)[0] ?? '');
    return this.post(form.action, { ...form.fields, ...fields });
  }

  /** The page a redirect leads to. */
  async follow(page: Page): Promise<Page> {
    const location = page.headers.get('location');
    if (page.status !== 303 || location === null)
      throw new Error(`${page.url} does not redirect with 303 but says ${page.status}`);
    return this.get(location);
  }

  async #request(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers);
    headers.set('accept-language', this.language);
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const url = new URL(path, 'http://127.0.0.1:7300').href;
    const response = await this.#app.request(url, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, url, headers: response.headers, body: await response.text() };
  }
}
