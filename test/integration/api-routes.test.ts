import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EndpointId, endpoints } from '../../src/contract/index.ts';
import {
  type Permission,
  permissions,
  type Role,
  roleTable,
  roles,
} from '../../src/domain/access/permissions.ts';
import type { OpenApiDocument } from '../../src/server/openapi/document.ts';
import { type Answer, addOneOfEach, type ApiHouse, openApiHouse } from '../kit/api-house.ts';

/** Who may use what, written down here once more by hand: a slip in the table of routes shows as a difference. */
const expected: Readonly<Record<EndpointId, Permission | 'public' | 'signed-in'>> = {
  setUpState: 'public',
  setUp: 'public',
  signIn: 'public',
  session: 'signed-in',
  reauthenticate: 'signed-in',
  signOut: 'signed-in',
  listRoles: 'users.read',
  assignRole: 'roles.write',
  removeRole: 'roles.write',
  listApiKeys: 'api-keys.read',
  createApiKey: 'api-keys.write',
  revokeApiKey: 'api-keys.write',
  overview: 'overview.read',
  listDirectories: 'directories.read',
  listDirectoryKinds: 'directories.read',
  orderDirectories: 'directories.write',
  discoverDirectory: 'directories.write',
  checkDirectory: 'directories.write',
  previewDirectory: 'directories.write',
  addDirectory: 'directories.write',
  getDirectory: 'directories.read',
  replaceDirectory: 'directories.write',
  removeDirectory: 'directories.write',
  checkSavedDirectory: 'directories.read',
  listAuditEvents: 'audit.read',
  getAuditEvent: 'audit.read',
  exportAuditEvents: 'audit.export',
  verifyAudit: 'audit.read',
  resetByReference: 'audit.read',
  getPolicy: 'policy.read',
  replacePolicy: 'policy.write',
  previewPolicy: 'policy.read',
  previewShutOut: 'users.read',
  listRegistrations: 'users.read',
  removeRegistration: 'methods.assign',
  getRegistrationState: 'users.read',
  presetPolicy: 'policy.read',
  listMethods: 'policy.read',
  listLimits: 'policy.read',
  listAdministrators: 'policy.read',
  listBlocks: 'users.read',
  clearBlock: 'users.unblock',
  listUsers: 'users.read',
  createUser: 'users.write',
  getUser: 'users.read',
  updateUser: 'users.write',
  deleteUser: 'users.write',
  importUsers: 'users.write',
  issueTemporaryPass: 'users.issue-pass',
  listHardwareTokens: 'users.read',
  importHardwareTokens: 'methods.assign',
  listBreakGlassCodes: 'roles.write',
  createBreakGlassCode: 'roles.write',
  revokeBreakGlassCode: 'roles.write',
  importContacts: 'methods.assign',
  freezeUser: 'users.unfreeze',
  unfreezeUser: 'users.unfreeze',
  endUserSessions: 'users.unfreeze',
  listGroups: 'groups.read',
  createGroup: 'groups.write',
  getGroup: 'groups.read',
  updateGroup: 'groups.write',
  deleteGroup: 'groups.write',
  listMembers: 'groups.read',
  addMember: 'groups.write',
  removeMember: 'groups.write',
  createHandOver: 'registration.hand-over',
  listHandOverKeys: 'public',
  getOrganisation: 'settings.read',
  replaceOrganisation: 'settings.write',
  exportPerson: 'users.export',
  erasePerson: 'users.erase',
  getRegistrationCampaign: 'policy.read',
  replaceRegistrationCampaign: 'policy.write',
  previewRegistrationCampaign: 'policy.read',
  moveRegistrationCampaign: 'policy.write',
  getCarriers: 'settings.read',
  replaceCarriers: 'settings.write',
  listCarrierKinds: 'settings.read',
  testCarrier: 'settings.write',
  resumeCountry: 'settings.write',
  startReset: 'public',
  currentReset: 'public',
  chooseMethod: 'public',
  proveReset: 'public',
  setResetPassword: 'public',
  unlockAccount: 'public',
  wantPassword: 'public',
  cancelReset: 'public',
};

const ids = Object.keys(expected) as EndpointId[];

/** An address of this endpoint at which there is nothing. */
function addressOf(id: EndpointId): string {
  const path = endpoints[id].path.replace('{role}', 'reports-reader').replace('{kind}', 'user');
  return `/v1${path.replace('{preset}', 'entra').replaceAll(/\{[a-zA-Z]+\}/g, 'unheard')}`;
}

const methodOf = (id: EndpointId) => endpoints[id].method.toUpperCase();

let house: ApiHouse;
beforeAll(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
});
afterAll(() => house.close());

describe('everybody who may not is refused before anything is looked at:', () => {
  // Nothing that is sent here has a body: whoever is let in gets as far as a fault, a 404 or an answer.
  const isLetIn = ({ status, body }: Answer) =>
    status !== 403 && !(status === 401 && (body as { code?: string }).code === 'not-signed-in');

  test('somebody unknown gets to what is public and to nothing else', async () => {
    for (const id of ids) {
      const answer = await house.call(methodOf(id), addressOf(id));
      expect({ id, letIn: isLetIn(answer) }).toEqual({ id, letIn: expected[id] === 'public' });
    }
  });

  test.each(roles)('a %s gets to what the role holds and to nothing else', async (role: Role) => {
    const held: readonly string[] = ['public', 'signed-in', ...roleTable[role]];
    const session = await house.signIn(role);
    // The one that ends the session comes last.
    for (const id of [...ids.filter((one) => one !== 'signOut'), 'signOut'] as const) {
      const answer = await session.call(methodOf(id), addressOf(id));
      expect({ id, letIn: isLetIn(answer) }).toEqual({ id, letIn: held.includes(expected[id]) });
    }
  });

  test('a key gets to what its one scope is for and to nothing else', async () => {
    const owner = await house.signIn('global-administrator');
    for (const scope of permissions) {
      const made = await owner.call<{ secret: string }>('POST', '/v1/api-keys', {
        body: { name: scope, scopes: [scope], expiresAt: null },
      });
      const headers = { authorization: `Bearer ${made.body.secret}` };
      for (const id of ids) {
        const answer = await house.call(methodOf(id), addressOf(id), { headers });
        const letIn = expected[id] === 'public' || expected[id] === scope;
        expect({ scope, id, letIn: isLetIn(answer) }).toEqual({ scope, id, letIn });
      }
    }
  });

  test('a portal session is no console session', async () => {
    const visitor = { tenantId: 'tnt_test', ip: null, userAgent: null, locale: 'en' };
    const { token } = await house.services.access.signIn(
      visitor,
      'global-administrator',
      'Seven green lanterns at noon',
      'portal',
    );
    const answer = await house.call('GET', '/v1/session', {
      headers: { cookie: `__Host-postern-console=${token}` },
    });
    expect(answer.status).toBe(401);
  });

  test('what was tried without leave is in the audit trail', async () => {
    const reader = await house.signIn('reports-reader');
    await reader.call('DELETE', '/v1/users/dir_builtin/usr_x');
    const [newest] = await house.trail(1);
    expect(newest).toMatchObject({
      type: 'access.denied',
      outcome: 'failure',
      actor: { kind: 'administrator', name: 'reports-reader' },
      fields: { permission: 'users.write', route: 'DELETE /users/{directoryId}/{anchor}' },
    });
  });
});

describe('an address', () => {
  test.each(['/v1', '/v1/', '/v1/unheard', '/v2/users', '/v1/users/', '/v1//users', '/'])(
    'that nobody bound, like %s, is not found',
    async (path) => {
      expect((await house.call('GET', path)).status).toBe(404);
    },
  );

  test('that is bound takes no other method', async () => {
    const answer = await house.call<{ code: string }>('PUT', '/v1/users', { body: {} });
    expect([answer.status, answer.body.code]).toEqual([405, 'method-not-allowed']);
  });

  test('of something unknown, or of another organisation, is the same 404', async () => {
    const session = await house.signIn('global-administrator');
    const paths = [
      '/v1/users/dir_builtin/usr_unheard',
      '/v1/users/dir_foreign/usr_foreign',
      '/v1/groups/dir_builtin/grp_unheard',
      '/v1/audit-events/evt_unheard',
      '/v1/resets/by-reference/AAAA-AAAA',
    ];
    const answers = await Promise.all(
      paths.map((path) => session.call<{ code: string; detail: string }>('GET', path)),
    );
    expect(
      new Set(answers.map(({ status, body }) => `${status} ${body.code} ${body.detail}`)).size,
    ).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});

describe('the description', () => {
  let document: OpenApiDocument;
  beforeAll(async () => {
    document = (await house.call<OpenApiDocument>('GET', '/openapi.json')).body;
  });

  test('is OpenAPI 3.1 that a validator takes', async () => {
    const result = await new Validator().validate(
      structuredClone(document) as unknown as Record<string, unknown>,
    );
    expect(result).toMatchObject({ valid: true });
    expect(document.openapi).toBe('3.1.0');
  });

  test('holds every operation of the contract, and every operation in it is answered', async () => {
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => ({
        path,
        method,
        operationId,
      })),
    );
    expect(described.map(({ operationId }) => operationId).toSorted()).toEqual(
      Object.keys(endpoints).toSorted(),
    );
    for (const { path, method, operationId } of described) {
      const answer = await house.call(method.toUpperCase(), addressOf(operationId as EndpointId));
      expect({ path, method, found: answer.status !== 405 }).toEqual({ path, method, found: true });
      expect(endpoints[operationId as EndpointId].path).toBe(path);
    }
  });

  test('says of every operation what it needs', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const access = expected[operation.operationId as EndpointId];
        const ways = operation.security.map((way) => Object.keys(way).join('+'));
        const session = method === 'get' ? 'session' : 'session+formToken';
        const stated =
          access === 'public'
            ? path.startsWith('/resets/current')
              ? ['reset']
              : []
            : access === 'signed-in'
              ? [session]
              : ['key', session];
        expect({ path, method, ways }).toEqual({ path, method, ways: stated });
      }
    }
  });

  test('refers to nothing that is not in it', () => {
    const text = JSON.stringify(document);
    const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(referred.length).toBeGreaterThan(50);
    expect(
      [...new Set(referred)].filter((name) => !(String(name) in document.components.schemas)),
    ).toEqual([]);
  });
});
