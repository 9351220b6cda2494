import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { GENESIS_HASH, headMac, recordHash, redactionMac, verifyChain } from './chain.ts';
import type { AuditRecord } from './events.ts';
import { redacted } from './redaction.ts';

const mac = (text: string) => createHmac('sha256', 'key').update(text).digest('hex');
const person = { directoryId: 'dir', anchor: 'usr_anna', pseudonym: 'erased-1a2b' };

function record(seq: number, previousHash: string, change: Partial<AuditRecord> = {}): AuditRecord {
  const unsigned: Omit<AuditRecord, 'hash'> = {
    id: `evt_${seq}`,
    tenantId: 'tnt_1',
    seq,
    previousHash,
    type: 'user.notified',
    at: seq,
    outcome: 'success',
    actor: { kind: 'system', id: null, name: null },
    subject: { directoryId: 'dir', anchor: 'usr_anna', name: 'anna' },
    target: null,
    correlationId: 'rst_1',
    ip: null,
    userAgent: null,
    fields: { notice: 'password-changed', destination: 'a•••@home.example', delivery: 'accepted' },
    ...change,
  };
  return { ...unsigned, hash: recordHash(mac, unsigned) };
}

function trail(): AuditRecord[] {
  const records: AuditRecord[] = [];
  for (const change of [{}, { subject: null }, {}]) {
    records.push(record(records.length + 1, records.at(-1)?.hash ?? GENESIS_HASH, change));
  }
  return records;
}

function verdict(records: readonly AuditRecord[]) {
  const last = records.at(-1);
  const head = { seq: last?.seq ?? 0, hash: last?.hash ?? '' };
  return verifyChain({
    tenantId: 'tnt_1',
    mac,
    records: (async function* each() {
      yield* records;
    })(),
    readHead: () => Promise.resolve({ ...head, mac: headMac(mac, 'tnt_1', head) }),
  });
}

function withRedacted(records: AuditRecord[], at: number): AuditRecord[] {
  const seen = records[at];
  const parts = seen ? redacted(seen, person) : null;
  if (!seen || !parts) throw new Error('there is something to take away');
  const left = { ...seen, ...parts };
  return records.with(at, { ...left, redactionMac: redactionMac(mac, left) });
}

describe('what a record says of a person who was erased', () => {
  test('is a pseudonym for their name and where they were reached, and the facts', () => {
    expect(redacted(record(1, GENESIS_HASH), person)).toEqual({
      actor: { kind: 'system', id: null, name: null },
      subject: { directoryId: 'dir', anchor: 'usr_anna', name: 'erased-1a2b' },
      ip: null,
      userAgent: null,
      fields: { notice: 'password-changed', destination: 'erased-1a2b', delivery: 'accepted' },
    });
  });

  test('is not where they came from, when they acted or nobody knew who did', () => {
    const place = { ip: '192.0.2.7', userAgent: 'Firefox' };
    for (const kind of ['user', 'visitor'] as const) {
      const actor = { kind, id: kind === 'user' ? 'usr_anna' : null, name: null };
      const left = redacted(record(1, GENESIS_HASH, { ...place, actor }), person);
      expect(left).toMatchObject({ ip: null, userAgent: null });
    }
    const administrator = { kind: 'administrator', id: 'usr_root', name: 'root' } as const;
    const left = redacted(record(1, GENESIS_HASH, { ...place, actor: administrator }), person);
    expect(left).toMatchObject({ ...place, actor: administrator });
  });

  test('is nothing of the visitor who typed their name at the beginning of their reset', () => {
    const begun = record(1, GENESIS_HASH, {
      type: 'reset.requested',
      actor: { kind: 'visitor', id: null, name: null },
      subject: null,
      ip: '192.0.2.7',
      userAgent: 'Firefox',
      fields: { kind: 'reset', identifierMac: 'c0de' },
    });
    expect(redacted(begun, person)).toMatchObject({
      ip: null,
      userAgent: null,
      fields: { kind: 'reset', identifierMac: 'erased-1a2b' },
    });
  });

  test('leaves what they did to others as it was, but for their name', () => {
    const acted = record(1, GENESIS_HASH, {
      actor: { kind: 'administrator', id: 'usr_anna', name: 'anna' },
      subject: { directoryId: 'dir', anchor: 'usr_berta', name: 'berta' },
      fields: { destination: 'b•••@home.example' },
    });
    expect(redacted(acted, person)).toMatchObject({
      actor: { name: 'erased-1a2b' },
      subject: { name: 'berta' },
      fields: { destination: 'b•••@home.example' },
    });
  });

  test('is nothing where it concerns others, or was taken away before', () => {
    const other = { directoryId: 'dir_2', anchor: 'usr_anna', name: 'anna' };
    expect(redacted(record(1, GENESIS_HASH, { subject: other }), person)).toBeNull();
    const once = withRedacted(trail(), 0)[0];
    expect(once && redacted(once, person)).toBeNull();
  });
});

describe('a chain with redacted records', () => {
  test('verifies, and the next record is still chained to what was written', async () => {
    expect(await verdict(withRedacted(trail(), 0))).toMatchObject({ intact: true, records: 3 });
    expect(await verdict(withRedacted(withRedacted(trail(), 0), 2))).toMatchObject({
      intact: true,
    });
  });

  test('names a redaction that nobody with the key made (A139)', async () => {
    const [first, ...rest] = withRedacted(trail(), 0);
    if (!first) throw new Error('there are three');
    const forged = { ...first, redactionMac: 'f'.repeat(64) };
    const altered = { ...first, outcome: 'failure' as const };
    const { redactionMac: _gone, ...bare } = first;
    const swapped = { ...first, redactionMac: withRedacted(trail(), 2)[2]?.redactionMac ?? '' };
    for (const bad of [forged, altered, bare, swapped]) {
      expect(await verdict([bad, ...rest])).toEqual({
        intact: false,
        records: 0,
        firstBad: { seq: 1, fault: 'altered' },
      });
    }
  });
});
