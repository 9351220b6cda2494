import type { RedactedParts } from '../../domain/audit/redaction.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { AuditEntry, AuditRecord } from '../../domain/audit/events.ts';

export interface AuditFilter {
  readonly types?: readonly string[];
  readonly outcome?: string;
  /** Matches the start of a subject's or actor's name, or a whole id, correlation id or anchor. */
  readonly search?: string;
  readonly from?: number;
  readonly to?: number;
  /** Records with a smaller seq than this. */
  readonly beforeSeq?: number;
  readonly limit: number;
}

/** The signed end of a tenant's chain: without it a cut tail could not be told from a short trail. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
  /** Keyed digest over both, see domain/audit/chain.ts. */
  readonly mac: string;
}

export interface AuditTrail {
  /**
   * Numbers the entry, chains it to the one before and moves the head, all in the caller's transaction
   * (or in one of its own). Throws `unexpected` when the head was altered: nothing is built on it.
   */
  append(tenantId: string, entry: AuditEntry): Promise<AuditRecord>;
  /** Newest first. */
  page(tenantId: string, filter: AuditFilter): Promise<readonly AuditRecord[]>;
  count(tenantId: string, filter: Omit<AuditFilter, 'limit'>): Promise<number>;
  get(tenantId: string, id: string): Promise<AuditRecord | null>;
  /** Records with a greater seq than the given one, in order, for verification and export. */
  after(tenantId: string, seq: number, limit: number): Promise<readonly AuditRecord[]>;
  head(tenantId: string): Promise<AuditHead | null>;
  /**
   * What one person did, what was done about them, and what visitors did in journeys that turned out to be theirs; in
   * order, from after the given seq.
   */
  ofPerson(user: UserRef, afterSeq: number, limit: number): Promise<readonly AuditRecord[]>;
  /**
   * Takes away what a record says of a person; false when it changed since it was read. Throws `unexpected` for a record
   * that is not what was written: nobody vouches for what is left of it.
   */
  redact(seen: AuditRecord, left: RedactedParts): Promise<boolean>;
}
