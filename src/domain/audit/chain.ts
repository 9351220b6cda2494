import type { AuditFieldValue, AuditRecord } from './events.ts';

/**
 * The hash chain of one tenant's audit trail. Every record carries a keyed hash over itself, its number
 * and the hash before it; the head, signed too, says where the chain ends. Somebody who can write to the
 * database but does not hold the key can alter, remove, swap or cut nothing unseen (A139, invariant I4).
 * Out of reach of any chain: putting back an older copy of records and head together.
 */
export type ChainMac = (text: string) => string;

export const GENESIS_HASH = '0'.repeat(64);

export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
  readonly mac: string;
}

export function recordHash(mac: ChainMac, record: Omit<AuditRecord, 'hash'>): string {
  return mac(JSON.stringify(hashedParts(record)));
}

/** Everything a record says, in one order. */
export function hashedParts(record: Omit<AuditRecord, 'hash'>): Readonly<Record<string, unknown>> {
  return {
    tenantId: record.tenantId,
    seq: record.seq,
    previousHash: record.previousHash,
    id: record.id,
    type: record.type,
    at: record.at,
    outcome: record.outcome,
    actor: [record.actor.kind, record.actor.id, record.actor.name],
    subject:
      record.subject === null
        ? null
        : [record.subject.directoryId, record.subject.anchor, record.subject.name],
    target: record.target,
    correlationId: record.correlationId,
    ip: record.ip,
    userAgent: record.userAgent,
    fields: inOrder(record.fields),
  };
}

/** Whether a record is what was written, or what a redaction by whoever holds the key left of it. */
export function isAuthentic(mac: ChainMac, record: AuditRecord): boolean {
  return record.redactionMac === undefined
    ? record.hash === recordHash(mac, record)
    : record.redactionMac === redactionMac(mac, record);
}

/**
 * The keyed digest that vouches for what a redaction left of a record (docs/decisions/0013). It binds that to the hash of
 * what was written, which the next record is chained to: without the key nobody can redact a record, nor change one
 * that was redacted.
 */
export function redactionMac(mac: ChainMac, record: AuditRecord): string {
  return mac(JSON.stringify({ redactionOf: record.hash, ...hashedParts(record) }));
}

export function headMac(
  mac: ChainMac,
  tenantId: string,
  head: { readonly seq: number; readonly hash: string },
): string {
  return mac(JSON.stringify({ head: tenantId, seq: head.seq, hash: head.hash }));
}

/** Sorts the keys of every object, so that one value has one text wherever it was stored. */
export function inOrder(value: AuditFieldValue | undefined): AuditFieldValue | undefined {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => inOrder(item) ?? null);
  const sorted = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, item]) => [key, inOrder(item) ?? null]));
}

function isList(value: object): value is readonly AuditFieldValue[] {
  return Array.isArray(value);
}

export type ChainFault = 'altered' | 'missing' | 'reordered' | 'tail-cut' | 'head-altered';

export interface ChainVerdict {
  readonly intact: boolean;
  /** How many records were found in order, up to the first bad one. */
  readonly records: number;
  readonly firstBad: { readonly seq: number; readonly fault: ChainFault } | null;
}

export interface ChainToVerify {
  readonly tenantId: string;
  readonly mac: ChainMac;
  /** All records of the tenant by ascending seq. */
  readonly records: AsyncIterable<AuditRecord>;
  /**
   * The head as it stands. Asked before the first record, and again when the records ran past it:
   * a trail that is in use grows while it is read.
   */
  readonly readHead: () => Promise<ChainHead | null>;
}

/** Names the first record that is not what was written. */
export async function verifyChain(chain: ChainToVerify): Promise<ChainVerdict> {
  const before = await chain.readHead();
  let last = { seq: 0, hash: GENESIS_HASH };
  const bad = (seq: number, fault: ChainFault): ChainVerdict => ({
    intact: false,
    records: last.seq,
    firstBad: { seq, fault },
  });
  for await (const record of chain.records) {
    const fault = faultOf(chain, record, last);
    if (fault !== null) return bad(fault === 'missing' ? last.seq + 1 : record.seq, fault);
    if (before?.seq === record.seq && before.hash !== record.hash) {
      return bad(record.seq, 'head-altered');
    }
    last = { seq: record.seq, hash: record.hash };
  }
  const head = last.seq > (before?.seq ?? 0) ? await chain.readHead() : before;
  const headSeq = head?.seq ?? 0;
  if (before !== null && !signed(chain, before)) return bad(before.seq, 'head-altered');
  if (head !== null && !signed(chain, head)) return bad(head.seq, 'head-altered');
  if (headSeq < last.seq) return bad(headSeq, 'head-altered');
  if (headSeq > last.seq && head === before) return bad(last.seq + 1, 'tail-cut');
  return { intact: true, records: last.seq, firstBad: null };
}

function signed(chain: ChainToVerify, head: ChainHead): boolean {
  return head.mac === headMac(chain.mac, chain.tenantId, head);
}

function faultOf(
  { tenantId, mac }: ChainToVerify,
  record: AuditRecord,
  last: { readonly seq: number; readonly hash: string },
): ChainFault | null {
  if (record.seq <= last.seq) return 'reordered';
  if (record.seq > last.seq + 1) return 'missing';
  const linked = record.previousHash === last.hash;
  const authentic = record.tenantId === tenantId && isAuthentic(mac, record);
  if (linked) return authentic ? null : 'altered';
  // Only the link was written over when the record is authentic with the right one; else it stood elsewhere.
  const relinked = { ...record, tenantId, previousHash: last.hash };
  return isAuthentic(mac, relinked) ? 'altered' : 'reordered';
}
