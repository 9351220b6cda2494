import { describe, expect, test } from 'vitest';
import type { Actor } from './actor.ts';
import { authorize } from './actor.ts';
import {
  type Permission,
  permissions,
  permissionsOf,
  type Role,
  roles,
  roleTable,
} from './permissions.ts';

const may = (role: Role) => [...permissionsOf([role])];
const changes = permissions.filter((permission) => !permission.endsWith('.read'));

test('a global administrator may do everything', () => {
  expect(may('global-administrator').toSorted()).toEqual([...permissions].toSorted());
});

test('what each other role may change is this and no more', () => {
  const changing = Object.fromEntries(
    roles.map((role) => [role, may(role).filter((permission) => changes.includes(permission))]),
  );
  expect(changing).toMatchObject({
    'authentication-policy-administrator': ['policy.write'],
    'helpdesk-administrator': ['users.unfreeze', 'users.unblock', 'users.issue-pass'],
    'reports-reader': ['audit.export'],
  });
});

test.each(roles.filter((role) => role !== 'global-administrator'))(
  '%s cannot give rights: to itself, to others, or to a program',
  (role) => {
    for (const permission of [
      'roles.write',
      'api-keys.write',
      'users.write',
      'settings.write',
      'methods.assign',
    ] as const) {
      expect(may(role)).not.toContain(permission);
    }
  },
);

test('a reports reader sees nobody\u2019s details', () => {
  expect(may('reports-reader')).not.toContain('users.read');
  expect(may('reports-reader')).not.toContain('groups.read');
});

test('the table names every permission of each role once, and only those that exist', () => {
  for (const role of roles) {
    const listed: readonly Permission[] = roleTable[role];
    expect(new Set(listed).size).toBe(listed.length);
    for (const permission of listed) expect(permissions).toContain(permission);
  }
  expect(new Set(permissions).size).toBe(permissions.length);
});

test('several roles add up, and none gives nothing', () => {
  const both = permissionsOf(['reports-reader', 'helpdesk-administrator']);
  for (const permission of [...may('reports-reader'), ...may('helpdesk-administrator')]) {
    expect(both.has(permission)).toBe(true);
  }
  expect(permissionsOf([])).toEqual(new Set());
});

describe('authorize', () => {
  const key = (...held: Permission[]): Actor => ({
    kind: 'api-key',
    tenantId: 'tnt_1',
    keyId: 'key_1',
    permissions: new Set(held),
  });

  test('lets pass who holds exactly what is needed', () => {
    expect(() => authorize(key('audit.read'), 'audit.read')).not.toThrow();
  });

  test('refuses everybody else, and says what was missing', () => {
    for (const actor of [key(), key('audit.export', 'policy.read')]) {
      try {
        authorize(actor, 'audit.read');
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ code: 'forbidden', params: { permission: 'audit.read' } });
      }
    }
  });
});
