import { expect, test, vi } from 'vitest';
import { endpoints } from '../../src/contract/index.ts';
import { createApiClient } from './client.ts';
import { ApiProblem } from './problem.ts';

interface Sent {
  readonly method: string;
  readonly address: string;
  readonly token: string | null;
  readonly type: string | null;
  readonly body: unknown;
}

const session = {
  user: { directoryId: 'dir_1', anchor: 'usr_1', username: 'ada', displayName: 'Ada' },
  tenantName: 'Contoso',
  roles: ['global-administrator'],
  permissions: ['policy.read'],
  formToken: 'form-1',
  authenticatedAt: 1,
  expiresAt: 2,
};

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const problem = (code: string, status: number, faults: unknown[] = []) =>
  json(
    {
      type: 'about:blank',
      title: code,
      status,
      code,
      detail: 'Why',
      reference: 'K7QM-2F9T',
      faults,
    },
    status,
  );

/** A client whose answers come in the order given; every request is kept. */
function clientWith(...answers: readonly (Response | Error)[]) {
  const sent: Sent[] = [];
  const left = [...answers];
  const reauthenticate = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true));
  const onSignedOut = vi.fn<() => void>();
  const api = createApiClient({
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      const address = typeof input === 'string' ? input : '';
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      sent.push({
        method: init?.method ?? '',
        address,
        token: headers.get('Postern-Form-Token'),
        type: headers.get('content-type'),
        body,
      });
      const next = left.shift() ?? new Error('asked once too often');
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    reauthenticate,
    onSignedOut,
  });
  return { api, sent, reauthenticate, onSignedOut };
}

async function problemOf(call: Promise<unknown>): Promise<ApiProblem> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiProblem)) throw new Error('no problem came of it', { cause: error });
  return error;
}

test('puts parameters into the path and the rest of a question behind it', async () => {
  const { api, sent } = clientWith(json({ items: [], next: null }));
  await api.call(endpoints.listMembers, {
    params: { directoryId: 'dir/1', anchor: 'grp 2' },
    query: { limit: 25, cursor: undefined },
  });
  expect(sent[0]).toMatchObject({
    method: 'GET',
    address: '/api/v1/groups/dir%2F1/grp%202/members?limit=25',
    body: undefined,
    type: null,
  });
});

test('repeats a name for each item of a list', async () => {
  const { api, sent } = clientWith(json({ items: [], next: null }));
  await api.call(endpoints.listAuditEvents, {
    query: { type: ['reset.requested', 'policy.changed'], outcome: 'failure' },
  });
  expect(sent[0]?.address).toBe(
    '/api/v1/audit-events?type=reset.requested&type=policy.changed&outcome=failure',
  );
});

test('hands back nothing for an operation without an answer', async () => {
  const { api } = clientWith(new Response(null, { status: 204 }));
  expect(await api.call(endpoints.signOut)).toBeUndefined();
});

test('sends the form token of the session with what changes something, and only with that', async () => {
  const { api, sent } = clientWith(
    json(session),
    json({ name: 'Contoso', version: 1 }),
    json({ name: 'Contoso', version: 2 }),
  );
  await api.call(endpoints.session);
  await api.call(endpoints.getOrganisation);
  await api.call(endpoints.replaceOrganisation, { body: { name: 'Contoso', version: 1 } });
  expect(sent.map((one) => one.token)).toEqual([null, null, 'form-1']);
});

test('asks for the password and repeats the call when the act needs a fresh proof', async () => {
  const { api, sent, reauthenticate } = clientWith(
    problem('reauthentication-required', 401),
    json({ name: 'New', version: 2 }),
  );
  const saved = await api.call(endpoints.replaceOrganisation, {
    body: { name: 'New', version: 1 },
  });
  expect(saved.version).toBe(2);
  expect(reauthenticate).toHaveBeenCalledOnce();
  expect(sent.map((one) => one.body)).toEqual([
    { name: 'New', version: 1 },
    { name: 'New', version: 1 },
  ]);
});

test('gives up an act whose fresh proof was refused by the person', async () => {
  const { api, sent, reauthenticate, onSignedOut } = clientWith(
    problem('reauthentication-required', 401),
  );
  reauthenticate.mockResolvedValue(false);
  const error = await problemOf(
    api.call(endpoints.deleteUser, { params: { directoryId: 'd', anchor: 'a' } }),
  );
  expect(error.code).toBe('reauthentication-required');
  expect(sent).toHaveLength(1);
  expect(onSignedOut).not.toHaveBeenCalled();
});

test('says once that the session has ended', async () => {
  const { api, onSignedOut } = clientWith(problem('not-signed-in', 401));
  expect((await problemOf(api.call(endpoints.overview))).code).toBe('not-signed-in');
  expect(onSignedOut).toHaveBeenCalledOnce();
});

test('does not take a wrong password for the end of a session', async () => {
  const { api, onSignedOut, reauthenticate } = clientWith(
    problem('sign-in-failed', 401),
    problem('sign-in-failed', 401),
  );
  await problemOf(api.call(endpoints.signIn, { body: { identifier: 'ada', password: 'no' } }));
  await problemOf(api.call(endpoints.reauthenticate, { body: { password: 'no' } }));
  expect(onSignedOut).not.toHaveBeenCalled();
  expect(reauthenticate).not.toHaveBeenCalled();
});

test('fetches a new form token once when another tab has changed it', async () => {
  const { api, sent } = clientWith(
    problem('forged-request', 403),
    json({ ...session, formToken: 'form-2' }),
    new Response(null, { status: 204 }),
  );
  await api.call(endpoints.revokeApiKey, { params: { id: 'key_1' } });
  expect(sent.map(({ method, token }) => [method, token])).toEqual([
    ['DELETE', null],
    ['GET', null],
    ['DELETE', 'form-2'],
  ]);
});

test('hands on what the server found wrong, by path', async () => {
  const faults = [{ path: 'name', code: 'too-long', message: 'Too long.', params: { max: 128 } }];
  const { api } = clientWith(problem('bad-request', 400, faults));
  const error = await problemOf(api.call(endpoints.createGroup, { body: { name: 'x' } }));
  expect(error).toMatchObject({ status: 400, detail: 'Why', reference: 'K7QM-2F9T', faults });
});

test.each([
  ['no answer', new TypeError('Failed to fetch'), 'unreachable', 0],
  ['an answer of another shape', json({ name: 1 }), 'unreadable', 200],
  ['an answer that is no JSON', new Response('<html>'), 'unreadable', 200],
  ['an error that is no problem', new Response('Bad gateway', { status: 502 }), 'unreadable', 502],
])('makes a problem of %s', async (_, answer, code, status) => {
  const { api } = clientWith(answer);
  expect(await problemOf(api.call(endpoints.getOrganisation))).toMatchObject({ code, status });
});

test('lets a call that was given up end as the browser ends it', async () => {
  const given = new AbortController();
  const { api } = clientWith(new DOMException('Aborted', 'AbortError'));
  given.abort();
  await expect(
    api.call(endpoints.overview, undefined, { signal: given.signal }),
  ).rejects.toHaveProperty('name', 'AbortError');
});

test('names a file as the server names it', async () => {
  const { api } = clientWith(
    new Response('a,b', {
      headers: { 'content-disposition': 'attachment; filename="audit-events.csv"' },
    }),
  );
  const file = await api.download(endpoints.exportAuditEvents, { query: { format: 'csv' } });
  expect(file.name).toBe('audit-events.csv');
  expect(await file.content.text()).toBe('a,b');
});
