import type { Permission } from '../../domain/access/permissions.ts';

export interface ApiKeyRow {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly keyMac: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: number;
  readonly createdBy: string | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
}

export interface ApiKeys {
  add(row: ApiKeyRow): Promise<void>;
  /** The key if it is neither revoked nor expired; notes its use at most once a minute. */
  use(keyMac: string, now: number): Promise<ApiKeyRow | null>;
  list(tenantId: string): Promise<readonly ApiKeyRow[]>;
  revoke(tenantId: string, id: string, at: number): Promise<boolean>;
}
