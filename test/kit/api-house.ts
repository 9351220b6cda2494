// The whole server behind its one edge, without a socket: real SQLite, built-in directory, keys and services.
import { Hono } from 'hono';
import { channels } from '../../src/channels/index.ts';
import { voiceDialects } from '../../src/channels/index.ts';
import {
  createBuiltinDirectory,
  createDirectories,
  createManagedDirectories,
  directoryKinds,
} from '../../src/directories/index.ts';
import { type Role, roles } from '../../src/domain/access/permissions.ts';
import { createMessageRenderer } from '../../src/messages/index.ts';
import { signedByDevice } from '../../src/methods/device.ts';
import { methods } from '../../src/methods/index.ts';
import { noPush } from './no-push.ts';
import type { EmailMessage } from '../../src/ports/channel.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import type { DirectoryKindRegistry } from '../../src/ports/directory-kind.ts';
import type { Log } from '../../src/ports/log.ts';
import type { UserProfile } from '../../src/ports/managed-directory.ts';
import type { Storage } from '../../src/ports/storage/index.ts';
import { createApp } from '../../src/server/app.ts';
import type { Foundation } from '../../src/server/compose/foundation.ts';
import { createServices } from '../../src/server/compose/services.ts';
import { createTrustedProxies } from '../../src/server/http/client-address.ts';
import { createCookies } from '../../src/server/http/cookies.ts';
import type { HttpEnv } from '../../src/server/http/env.ts';
import { createFormTokens } from '../../src/server/http/form-token.ts';
import { answerProblem } from '../../src/server/http/problem.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import { openResultSigner } from '../../src/server/keys/result-signer.ts';
import { createCallbacks } from '../../src/server/routes/callbacks.ts';
import { createApi } from '../../src/server/routes/api/index.ts';
import { createMetrics } from '../../src/server/runtime/meter.ts';
import { fixedClock } from './clock.ts';
import { cheapHasher } from './hasher.ts';
import { openTemporaryStorage } from './storage.ts';
import { fixedVault } from './vault.ts';

export const ORIGIN = 'https://postern.test';
export const tenantId = 'tnt_test';
export const PASSWORD = 'Seven green lanterns at noon';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Null when the answer is not JSON. */
  readonly body: T;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address it comes from. */
  readonly from?: string;
}

export type ApiHouse = Awaited<ReturnType<typeof openApiHouse>>;

export async function openApiHouse(
  storage?: Storage,
  kinds: DirectoryKindRegistry = new Map(Object.entries(directoryKinds)),
) {
  const kept = storage ?? (await openTemporaryStorage());
  const clock = fixedClock();
  const random = createRandom();
  const vault = fixedVault();
  const hasher = cheapHasher();
  const mails: EmailMessage[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = keepingLog(lines);
  const metrics = createMetrics(() => kept.outbox.depth());
  await kept.tenants.add({ id: tenantId, name: 'Contoso', createdAt: clock.now() });
  const common = { storage: kept, clock, random, vault, hasher, log, metrics, tenantId };
  const directory = createBuiltinDirectory({
    ...common,
    id: 'dir_builtin',
    name: 'Postern',
  });
  const services = createServices(
    common as unknown as Foundation,
    {
      methods,
      signedByDevice,
      push: noPush,
      resultSigner: await openResultSigner(common),
      directories: createDirectories([directory]),
      managed: createManagedDirectories([directory]),
      directoryKinds: kinds,
      channels: new Map(Object.entries(channels)),
      standing: {
        email: {
          channelId: 'smtp',
          channel: {
            send: (message) => {
              if (message.kind === 'email') mails.push(message);
              return Promise.resolve({ status: 'accepted' });
            },
            rehearse: () => Promise.resolve(),
            close: () => Promise.resolve(),
          },
        },
      },
      messages: createMessageRenderer(),
      voiceDialects,
    },
    ORIGIN,
    { wake() {} },
  );
  const api = createApi({
    ...services,
    tenantId,
    demo: false,
    checkAnswers: true,
    cookies: createCookies(true),
    formTokens: createFormTokens(vault),
    organisationName: services.organisation.nameOf,
    version: '0.0.0-test',
  });
  const nothing = new Hono<HttpEnv>();
  const app = createApp({
    parts: {
      health: nothing,
      assets: nothing,
      console: nothing,
      callbacks: createCallbacks(services.voiceCallbacks),
      api,
      demo: null,
      portal: new Hono(),
    },
    settings: {
      baseUrl: ORIGIN,
      hosts: new Set([new URL(ORIGIN).host]),
      trustedProxies: createTrustedProxies([]),
    },
    errors: { page: answerProblem, problem: answerProblem },
    log,
    random,
    observe() {},
  });

  async function call<T>(method: string, path: string, sent: Sent = {}): Promise<Answer<T>> {
    const hasBody = sent.body !== undefined;
    const response = await app.request(
      `${ORIGIN}/api${path}`,
      {
        method,
        headers: {
          host: new URL(ORIGIN).host,
          ...(hasBody && { 'content-type': 'application/json' }),
          ...sent.headers,
        },
        ...(hasBody && {
          body: typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body),
        }),
      },
      { incoming: { socket: { remoteAddress: sent.from ?? '192.0.2.7' }, rawHeaders: [] } },
    );
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson && text !== '' ? parsed(text) : null) as T,
    };
  }

  /** Runs every job that is due, as the worker would. */
  async function deliver(): Promise<void> {
    const due = await kept.outbox.lease('test', clock.now(), 30, 16);
    for (const job of due) {
      const result = await services.jobs.handlers[job.kind]?.(job);
      if (result?.result !== 'done') throw new Error(`${job.kind}: ${JSON.stringify(result)}`);
      await kept.transaction(async (stores) => {
        await result.settle?.(stores);
        await stores.outbox.complete(job.id, job.fence, clock.now());
      });
    }
    if (due.length > 0) await deliver();
  }

  async function addUser(
    username: string,
    more: Partial<UserProfile> = {},
  ): Promise<DirectoryUser> {
    const profile: UserProfile = {
      username,
      displayName: username,
      givenName: null,
      surname: null,
      mail: `${username}@contoso.example`,
      alternateMail: null,
      mobile: null,
      officePhone: null,
      locale: null,
      enabled: true,
      ...more,
    };
    const hash = await hasher.hash(PASSWORD);
    return kept.transaction((stores) => directory.within(stores).createUser(profile, hash));
  }

  async function addGroup(name: string, members: readonly DirectoryUser[] = []) {
    return kept.transaction(async (stores) => {
      const writes = directory.within(stores);
      const group = await writes.createGroup({ name, description: null });
      for (const { ref } of members) {
        await writes.addMember(group.ref.anchor, { kind: 'user', anchor: ref.anchor });
      }
      return group;
    });
  }

  async function addAdministrator(username: string, ...held: Role[]): Promise<DirectoryUser> {
    const user = await addUser(username);
    for (const role of held) {
      await kept.roleAssignments.assign({ user: user.ref, role, assignedAt: clock.now() });
    }
    return user;
  }

  /** A console session of somebody known, with its cookie and form token. */
  async function signIn(username: string, password = PASSWORD) {
    const answer = await call<{ formToken: string; code?: string }>('POST', '/v1/session', {
      body: { identifier: username, password },
    });
    if (answer.status !== 200) throw new Error(`${username} cannot sign in: ${answer.text}`);
    let cookie = cookieIn(answer);
    let { formToken } = answer.body;
    return {
      cookie: () => cookie,
      formToken: () => formToken,
      async call<T>(method: string, path: string, sent: Sent = {}): Promise<Answer<T>> {
        const result = await call<T>(method, path, {
          ...sent,
          headers: { cookie, 'postern-form-token': formToken, ...sent.headers },
        });
        cookie = cookieIn(result) || cookie;
        const renewed = (result.body as { formToken?: string } | null)?.formToken;
        if (renewed !== undefined) formToken = renewed;
        return result;
      },
    };
  }

  return {
    storage: kept,
    clock,
    vault,
    services,
    directory,
    /** What the log was told. */
    lines,
    /** What left for a mailbox. */
    mails,
    deliver,
    /** Any request, whoever makes it. */
    async ask(request: Request) {
      const headers = new Headers(request.headers);
      headers.set('host', new URL(request.url).host);
      return app.fetch(new Request(request, { headers }), {
        incoming: { socket: { remoteAddress: '192.0.2.8' }, rawHeaders: [] },
      });
    },
    call,
    addUser,
    addGroup,
    addAdministrator,
    signIn,
    /** The newest audit records first. */
    trail: (limit = 50) => kept.audit.page(tenantId, { limit }),
    async close() {
      await services.closeDirectories();
      await kept.close();
    },
  };
}

/** One administrator of each role, by the role's name. */
export async function addOneOfEach(house: ApiHouse): Promise<void> {
  for (const role of roles) await house.addAdministrator(role, role);
}

export function cookieIn({ headers }: Pick<Answer, 'headers'>): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keepingLog(lines: Readonly<Record<string, unknown>>[]): Log {
  const keep = (fields: Readonly<Record<string, unknown>>, message: string) => {
    lines.push({ ...fields, message });
  };
  return { info: keep, warn: keep, error: keep, child: () => keepingLog(lines) };
}
