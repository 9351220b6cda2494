import type { UserRef } from '../../domain/identity.ts';

/** Self-service is off for one account until somebody lifts it. */
export interface FreezeRow {
  readonly user: UserRef;
  readonly reason: 'reported-not-me' | 'administrator';
  readonly frozenAt: number;
}

export interface Freezes {
  get(user: UserRef): Promise<FreezeRow | null>;
  list(tenantId: string): Promise<readonly FreezeRow[]>;
  /** False when it was frozen already. */
  freeze(row: FreezeRow): Promise<boolean>;
  lift(user: UserRef): Promise<boolean>;
}
