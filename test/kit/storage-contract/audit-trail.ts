import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../../src/domain/audit/chain.ts';
import type { AuditEntry, AuditRecord } from '../../../src/domain/audit/events.ts';
import type { AuditTrail } from '../../../src/ports/storage/audit-trail.ts';
import { fixedVault } from '../vault.ts';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { anAuditEntry, aTenant, DIRECTORY, MORNING } from './samples.ts';

async function* allOf(trail: AuditTrail, tenantId: string): AsyncGenerator<AuditRecord> {
  for (let seq = 0; ; ) {
    const records = await trail.after(tenantId, seq, 7);
    if (records.length === 0) return;
    yield* records;
    seq = records.at(-1)?.seq ?? seq;
  }
}

/** The storage must be opened with {@link fixedVault}. */
export function verdictOf(trail: AuditTrail, tenantId: string) {
  const vault = fixedVault();
  return verifyChain({
    tenantId,
    mac: (text) => vault.mac('audit-chain', text),
    records: allOf(trail, tenantId),
    readHead: () => trail.head(tenantId),
  });
}

export function describeAuditTrailContract(open: OpenStorage): void {
  describe('audit trail', () => {
    const storage = oneStorage(open);

    async function appended(tenant: string, ...entries: Partial<AuditEntry>[]) {
      const records: AuditRecord[] = [];
      for (const entry of entries)
        records.push(await storage().audit.append(tenant, anAuditEntry(entry)));
      return records;
    }

    test('numbers and chains entries, and gives back what was written', async () => {
      const { audit } = storage();
      const tenant = aTenant();
      expect(await audit.head(tenant)).toBeNull();
      const [first, second] = await appended(
        tenant,
        {},
        {
          subject: null,
          ip: null,
          userAgent: null,
          correlationId: null,
          actor: { kind: 'administrator', id: 'usr_9', name: 'Megan' },
          target: 'grp_1',
        },
      );
      expect(first).toMatchObject({
        ...anAuditEntry(),
        tenantId: tenant,
        seq: 1,
        previousHash: '0'.repeat(64),
      });
      expect(second).toMatchObject({ seq: 2, previousHash: first?.hash });
      expect(await audit.after(tenant, 0, 9)).toEqual([first, second]);
      expect(await audit.after(tenant, 1, 9)).toEqual([second]);
      expect(await audit.after(tenant, 0, 1)).toEqual([first]);
      expect(await audit.get(tenant, second?.id ?? '')).toEqual(second);
      expect(await audit.get(tenant, 'evt_none')).toBeNull();
      expect(await audit.head(tenant)).toMatchObject({ seq: 2, hash: second?.hash });
      expect(await verdictOf(audit, tenant)).toEqual({ intact: true, records: 2, firstBad: null });
    });

    test('keeps one unbroken chain when 50 append at once', async () => {
      const { audit } = storage();
      const tenant = aTenant();
      const records = await atOnce(50, () => audit.append(tenant, anAuditEntry()));
      expect(records.map((record) => record.seq).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      expect(await verdictOf(audit, tenant)).toEqual({ intact: true, records: 50, firstBad: null });
    });

    test('keeps one unbroken chain when transactions that append roll back', async () => {
      const { audit } = storage();
      const tenant = aTenant();
      await atOnce(20, (index) =>
        storage()
          .transaction(async (stores) => {
            await stores.audit.append(tenant, anAuditEntry());
            await stores.audit.append(tenant, anAuditEntry());
            if (index % 2 === 0) throw new Error('rolled back');
          })
          .catch(() => undefined),
      );
      expect(await verdictOf(audit, tenant)).toEqual({ intact: true, records: 20, firstBad: null });
    });

    test('keeps text that a database would change in a form that verifies', async () => {
      const { audit } = storage();
      const tenant = aTenant();
      const [record] = await appended(tenant, {
        userAgent: 'cut \ud83d and \0 in the middle',
        subject: { directoryId: DIRECTORY, anchor: 'usr_1', name: '=HYPERLINK("x")\n\u202e' },
        fields: { kind: 'a\0b', identifierMac: { z: [1.5, -0, true, null], a: '\ud83d', m: 1e21 } },
      });
      expect(await audit.after(tenant, 0, 1)).toEqual([record]);
      expect(await verdictOf(audit, tenant)).toMatchObject({ intact: true });
    });

    test('pages newest first, counts and filters by type, outcome and time', async () => {
      const { audit } = storage();
      const tenant = aTenant();
      await appended(
        tenant,
        { at: MORNING },
        { at: MORNING + 1, type: 'reset.cancelled', fields: {} },
        { at: MORNING + 2, outcome: 'failure' },
        { at: MORNING + 3, type: 'reset.expired', fields: {} },
      );
      const seqs = async (filter: Partial<Parameters<AuditTrail['page']>[1]>) => {
        const records = await audit.page(tenant, { limit: 50, ...filter });
        if (filter.limit === undefined) {
          expect(await audit.count(tenant, filter)).toBe(records.length);
        }
        return records.map((record) => record.seq);
      };
      expect(await seqs({})).toEqual([4, 3, 2, 1]);
      expect(await seqs({ limit: 2 })).toEqual([4, 3]);
      expect(await seqs({ beforeSeq: 3 })).toEqual([2, 1]);
      expect(await seqs({ types: ['reset.cancelled', 'reset.expired'] })).toEqual([4, 2]);
      expect(await seqs({ types: [] })).toEqual([]);
      expect(await seqs({ outcome: 'failure' })).toEqual([3]);
      expect(await seqs({ from: MORNING + 1, to: MORNING + 2 })).toEqual([3, 2]);
      expect(
        await seqs({ from: MORNING + 1, outcome: 'success', types: ['reset.expired'] }),
      ).toEqual([4]);
    });

    test('searches by the start of a name, or by a whole id', async () => {
      const { audit } = storage();
      const tenant = aTenant();
      const records = await appended(
        tenant,
        {
          subject: { directoryId: DIRECTORY, anchor: 'usr_anchor', name: 'Jos\u00e9 Ruiz' },
          correlationId: null,
        },
        {
          subject: null,
          actor: { kind: 'administrator', id: 'usr_actor', name: 'Megan Bowen' },
          correlationId: null,
        },
        { subject: null, correlationId: 'rst_journey', target: 'grp_target' },
      );
      const seqs = async (search: string) => {
        const records = await audit.page(tenant, { limit: 50, search });
        expect(await audit.count(tenant, { search })).toBe(records.length);
        return records.map((record) => record.seq);
      };
      expect(await seqs('jose\u0301 r')).toEqual([1]);
      expect(await seqs('usr_anchor')).toEqual([1]);
      expect(await seqs(' MEGAN')).toEqual([2]);
      expect(await seqs('usr_actor')).toEqual([2]);
      expect(await seqs('rst_journey')).toEqual([3]);
      expect(await seqs('grp_target')).toEqual([3]);
      expect(await seqs(records[1]?.id ?? '')).toEqual([2]);
      expect(await seqs('')).toEqual([3, 2, 1]);
      for (const search of ['ruiz', 'rst_jour', 'usr_anch', 'bowen', 'jose', '%']) {
        expect([search, await seqs(search)]).toEqual([search, []]);
      }
    });

    test('cannot be read from another tenant, whose chain is its own', async () => {
      const { audit } = storage();
      const tenant = aTenant();
      const stranger = aTenant();
      const [record] = await appended(tenant, {});
      expect(await audit.page(stranger, { limit: 9 })).toEqual([]);
      expect(await audit.page(stranger, { limit: 9, search: record?.id ?? '' })).toEqual([]);
      expect(await audit.page(stranger, { limit: 9, search: 'adele' })).toEqual([]);
      expect(await audit.count(stranger, {})).toBe(0);
      expect(await audit.get(stranger, record?.id ?? '')).toBeNull();
      expect(await audit.after(stranger, 0, 9)).toEqual([]);
      expect(await audit.head(stranger)).toBeNull();
      const [first] = await appended(stranger, {});
      expect(first?.seq).toBe(1);
      expect(await audit.head(tenant)).toMatchObject({ seq: 1, hash: record?.hash });
      expect(await audit.after(tenant, 0, 9)).toEqual([record]);
    });
  });
}
