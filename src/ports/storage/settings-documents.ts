import type { UserRef } from '../../domain/identity.ts';

/** A versioned JSON document of one section of a tenant's settings, such as `policy` or `organisation`. */
export interface SettingsDocument {
  readonly section: string;
  readonly version: number;
  readonly document: unknown;
  readonly updatedAt: number;
  readonly updatedBy: string | null;
}

export interface SettingsDocuments {
  current(tenantId: string, section: string): Promise<SettingsDocument | null>;
  /**
   * Writes version `expectedVersion + 1` only if the current version still is `expectedVersion`
   * (0 = none yet); returns the new version, or null when somebody else was first.
   */
  replace(
    tenantId: string,
    section: string,
    expectedVersion: number,
    document: unknown,
    at: number,
    by: UserRef['anchor'] | null,
  ): Promise<number | null>;
}
