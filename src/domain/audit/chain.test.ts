import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type ChainFault,
  type ChainHead,
  GENESIS_HASH,
  headMac,
  inOrder,
  recordHash,
  verifyChain,
} from './chain.ts';
import type { AuditRecord } from './events.ts';

const macWith = (key: string) => (text: string) =>
  createHmac('sha256', key).update(text).digest('hex');
const mac = macWith('key');
const tenantId = 'tnt_1';

interface Trail {
  records: AuditRecord[];
  head: ChainHead | null;
}

function record(seq: number, previousHash: string, signWith = mac): AuditRecord {
  const unsigned: Omit<AuditRecord, 'hash'> = {
    id: `evt_${seq}`,
    tenantId,
    seq,
    previousHash,
    type: 'reset.requested',
    at: 1000 + seq,
    outcome: 'success',
    actor: { kind: 'visitor', id: 'a', name: 'b' },
    subject: { directoryId: 'dir', anchor: 'usr', name: 'adele' },
    target: 'grp',
    correlationId: 'rst',
    ip: '203.0.113.7',
    userAgent: 'Firefox',
    fields: { kind: 'reset', identifierMac: { b: [1, { d: 1, c: 2 }], a: null } },
  };
  return { ...unsigned, hash: recordHash(signWith, unsigned) };
}

function head(seq: number, hash: string, signWith = mac): ChainHead {
  return { seq, hash, mac: headMac(signWith, tenantId, { seq, hash }) };
}

function trail(length: number): Trail {
  const records: AuditRecord[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    records.push(record(seq, records.at(-1)?.hash ?? GENESIS_HASH));
  }
  const last = records.at(-1);
  return { records, head: last === undefined ? null : head(last.seq, last.hash) };
}

async function* each(records: readonly AuditRecord[]): AsyncGenerator<AuditRecord> {
  yield* records;
}

const verdict = ({ records, head: kept }: Trail) =>
  verifyChain({ tenantId, mac, records: each(records), readHead: async () => kept });

function at(records: readonly AuditRecord[], seq: number): AuditRecord {
  const found = records[seq - 1];
  if (found === undefined) throw new Error(`no record ${seq}`);
  return found;
}

function replaced(whole: Trail, seq: number, changes: Partial<AuditRecord>): Trail {
  return {
    ...whole,
    records: whole.records.with(seq - 1, { ...at(whole.records, seq), ...changes }),
  };
}

describe('a chain that nobody touched', () => {
  test.each([0, 1, 2, 20])('is intact with %d records', async (length) => {
    expect(await verdict(trail(length))).toEqual({ intact: true, records: length, firstBad: null });
  });

  test('is intact when keys of fields come back in another order', async () => {
    const fields = { identifierMac: { a: null, b: [1, { c: 2, d: 1 }] }, kind: 'reset' } as const;
    expect(await verdict(replaced(trail(3), 2, { fields }))).toMatchObject({ intact: true });
  });

  test('is intact when it grew while it was read', async () => {
    const { records } = trail(5);
    const heads = [head(3, at(records, 3).hash), head(6, 'of a record after the last page')];
    const growing = {
      tenantId,
      mac,
      records: each(records),
      readHead: async () => heads.shift() ?? null,
    };
    expect(await verifyChain(growing)).toEqual({ intact: true, records: 5, firstBad: null });
  });
});

describe('a chain that somebody changed', () => {
  async function expectFault(changed: Trail, seq: number, fault: ChainFault): Promise<void> {
    const { intact, firstBad } = await verdict(changed);
    expect({ intact, firstBad }).toEqual({ intact: false, firstBad: { seq, fault } });
  }

  const changes: [string, Partial<AuditRecord>][] = [
    ['id', { id: 'evt_other' }],
    ['tenant', { tenantId: 'tnt_2' }],
    ['type', { type: 'reset.expired' }],
    ['time', { at: 1 }],
    ['outcome', { outcome: 'failure' }],
    ['kind of actor', { actor: { kind: 'system', id: 'a', name: 'b' } }],
    ['id of the actor', { actor: { kind: 'visitor', id: 'c', name: 'b' } }],
    ['name of the actor', { actor: { kind: 'visitor', id: 'a', name: null } }],
    ['directory of the subject', { subject: { directoryId: 'x', anchor: 'usr', name: 'adele' } }],
    ['anchor of the subject', { subject: { directoryId: 'dir', anchor: 'x', name: 'adele' } }],
    ['name of the subject', { subject: { directoryId: 'dir', anchor: 'usr', name: 'x' } }],
    ['subject', { subject: null }],
    ['target', { target: null }],
    ['correlation', { correlationId: 'x' }],
    ['address', { ip: null }],
    ['user agent', { userAgent: 'x' }],
    ['fields', { fields: { kind: 'reset' } }],
    [
      'order in a list of a field',
      { fields: { kind: 'reset', identifierMac: { a: null, b: [{ c: 2, d: 1 }, 1] } } },
    ],
    ['hash', { hash: GENESIS_HASH }],
    ['link', { previousHash: GENESIS_HASH }],
  ];
  test.each(changes)('names the record whose %s was altered', async (_, change) => {
    await expectFault(replaced(trail(9), 4, change), 4, 'altered');
    await expectFault(replaced(trail(9), 9, change), 9, 'altered');
  });

  test('names a record that was signed again without the key', async () => {
    const whole = trail(9);
    const forged = record(4, at(whole.records, 3).hash, macWith('guess'));
    await expectFault(replaced(whole, 4, forged), 4, 'altered');
  });

  test('names the first record that is missing', async () => {
    const whole = trail(9);
    await expectFault({ ...whole, records: whole.records.toSpliced(3, 2) }, 4, 'missing');
    await expectFault({ ...whole, records: whole.records.slice(1) }, 1, 'missing');
  });

  test('names the first record that stands in the place of another', async () => {
    const whole = trail(9);
    const fourth = at(whole.records, 4);
    const sixth = at(whole.records, 6);
    const swapped = replaced(replaced(whole, 4, { ...sixth, seq: 4 }), 6, { ...fourth, seq: 6 });
    await expectFault(swapped, 4, 'reordered');
    const closedUp = whole.records
      .toSpliced(3, 1)
      .map((one, index) => ({ ...one, seq: index + 1 }));
    await expectFault({ ...whole, records: closedUp }, 4, 'reordered');
    await expectFault({ ...whole, records: whole.records.toSpliced(5, 0, fourth) }, 4, 'reordered');
  });

  test('names where the tail was cut', async () => {
    const whole = trail(9);
    await expectFault({ ...whole, records: whole.records.slice(0, 7) }, 8, 'tail-cut');
    await expectFault({ ...whole, records: [] }, 1, 'tail-cut');
  });

  test('names the head that was moved back with the tail', async () => {
    const cut = trail(9).records.slice(0, 7);
    const hash = at(cut, 7).hash;
    await expectFault({ records: cut, head: head(7, hash, macWith('guess')) }, 7, 'head-altered');
    const stale = { ...head(9, hash), seq: 7 };
    await expectFault({ records: cut, head: stale }, 7, 'head-altered');
  });

  test('names the head of another tenant, of another record, and none at all', async () => {
    const whole = trail(3);
    const { seq, hash } = at(whole.records, 3);
    const foreign = { seq, hash, mac: headMac(mac, 'tnt_2', { seq, hash }) };
    await expectFault({ ...whole, head: foreign }, 3, 'head-altered');
    await expectFault({ ...whole, head: head(3, GENESIS_HASH) }, 3, 'head-altered');
    await expectFault({ ...whole, head: null }, 0, 'head-altered');
  });

  test('names an old head put back under records that went on', async () => {
    const whole = trail(9);
    await expectFault({ ...whole, head: head(5, at(whole.records, 5).hash) }, 5, 'head-altered');
  });

  test('says how many records stood in order before the bad one', async () => {
    const { records } = await verdict(replaced(trail(9), 4, { at: 1 }));
    expect(records).toBe(3);
  });
});

test('sorts the keys of objects and leaves lists alone', () => {
  const sorted = JSON.stringify(inOrder({ b: [2, { z: 1, y: { d: null, c: 'x' } }, 1], a: true }));
  expect(sorted).toBe('{"a":true,"b":[2,{"y":{"c":"x","d":null},"z":1},1]}');
});
