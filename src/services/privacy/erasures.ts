import { redacted } from '../../domain/audit/redaction.ts';
import { userKey, type UserRef } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ErasureRow } from '../../ports/storage/personal-data.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';

export interface ErasureDesk {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly clock: Clock;
}

const BATCH = 200;
/** Longer than a message waits to be delivered: what is recorded of it then is the last that names them. */
const LAST_MENTION_MS = 25 * 3600 * 1000;
const ERASURES_AT_ONCE = 20;

/** One pseudonym for one person for ever, which nobody without the key can make from their reference. */
export function pseudonymOf({ vault }: Pick<ErasureDesk, 'vault'>, user: UserRef): string {
  const digest = vault.mac('audit-pseudonym', `${user.tenantId}/${userKey(user)}`);
  return `erased-${digest.slice(0, 16)}`;
}

/** Takes a person's name out of every record that has it, a batch at a time; how many there were. */
export async function redactRecordsOf(desk: ErasureDesk, row: ErasureRow): Promise<number> {
  const { audit } = desk.storage;
  const person = { ...row.user, pseudonym: row.pseudonym };
  let changed = 0;
  for (let seq = 0; ; ) {
    const records = await audit.ofPerson(row.user, seq, BATCH);
    for (const record of records) {
      const left = redacted(record, person);
      if (left !== null && (await audit.redact(record, left))) changed += 1;
      seq = record.seq;
    }
    if (records.length < BATCH) return changed;
  }
}

/**
 * Goes through the trail again for everybody who was erased a short while ago: a message that was on its way then is
 * recorded later, under the name it was queued with, and a process may have died half way.
 */
export async function settleErasures(desk: ErasureDesk): Promise<number> {
  const { personalData } = desk.storage;
  let changed = 0;
  for (const row of await personalData.unsettled(ERASURES_AT_ONCE)) {
    changed += await redactRecordsOf(desk, row);
    const now = desk.clock.now();
    if (now > row.erasedAt + LAST_MENTION_MS) await personalData.settle(row.user, now);
  }
  return changed;
}
