/** The one permission table: what each role may do. API keys hold the same permissions as scopes. */
export const permissions = [
  'overview.read',
  'policy.read',
  'policy.write',
  'users.read',
  'users.write',
  'users.unfreeze',
  'users.unblock',
  'users.issue-pass',
  'users.export',
  'users.erase',
  'methods.assign',
  'registration.hand-over',
  'groups.read',
  'groups.write',
  'roles.write',
  'audit.read',
  'audit.export',
  'directories.read',
  'directories.write',
  'settings.read',
  'settings.write',
  'api-keys.read',
  'api-keys.write',
] as const;
export type Permission = (typeof permissions)[number];

export const roleTable = {
  'global-administrator': permissions,
  'authentication-policy-administrator': [
    'overview.read',
    'policy.read',
    'policy.write',
    'groups.read',
    'users.read',
    'audit.read',
    'directories.read',
    'settings.read',
  ],
  'helpdesk-administrator': [
    'overview.read',
    'users.read',
    'users.unfreeze',
    'users.unblock',
    'users.issue-pass',
    'groups.read',
    'audit.read',
  ],
  'reports-reader': ['overview.read', 'policy.read', 'audit.read', 'audit.export'],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roleTable;
export const roles = Object.keys(roleTable) as Role[];

export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role) => [...roleTable[role]]));
}
