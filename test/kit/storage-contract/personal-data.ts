import { describe, expect, test } from 'vitest';
import { redacted } from '../../../src/domain/audit/redaction.ts';
import type { UserRef } from '../../../src/domain/identity.ts';
import type { Storage } from '../../../src/ports/storage/index.ts';
import { verdictOf } from './audit-trail.ts';
import { freshStorage, type OpenStorage } from './opened.ts';
import {
  aChallenge,
  anAuditEntry,
  aResetSession,
  aTenant,
  aUser,
  MORNING,
  unique,
} from './samples.ts';

/** Something in every table that has rows of a person. */
async function keepSomethingOf(storage: Storage, user: UserRef): Promise<void> {
  const { tenantId } = user;
  await storage.registrationStates.hold(user);
  await storage.freezes.freeze({ user, reason: 'administrator', frozenAt: MORNING });
  await storage.registrations.add({
    id: unique('reg'),
    user,
    methodId: 'text',
    label: '•••• 0100',
    dataSealed: 'sealed',
    lookupMac: null,
    source: 'import',
    version: 1,
    isDefault: false,
    usableFrom: MORNING,
    createdAt: MORNING,
    confirmedAt: null,
    lastUsedAt: null,
  });
  await storage.enrolments.add({
    id: unique('enr'),
    user,
    methodId: 'text',
    sessionId: 'ses_1',
    keptSealed: 'sealed',
    attempts: 0,
    maxAttempts: 5,
    createdAt: MORNING,
    expiresAt: MORNING,
    usedAt: null,
  });
  await storage.signInSessions.add({
    id: unique('ses'),
    tenantId,
    tokenMac: unique('mac'),
    user,
    place: 'portal',
    createdAt: MORNING,
    authenticatedAt: MORNING,
    lastSeenAt: MORNING,
    idleSeconds: 900,
    expiresAt: MORNING + 900_000,
    vouchedAt: null,
    handOverId: null,
  });
  await storage.oneTimeTokens.add({
    id: unique('tok'),
    tenantId,
    purpose: 'not-me',
    tokenMac: unique('mac'),
    user,
    about: null,
    createdAt: MORNING,
    expiresAt: MORNING + 900_000,
    usedAt: null,
  });
  const campaign = {
    id: unique('cmp'),
    tenantId,
    state: 'running',
    startedAt: MORNING,
    endedAt: null,
  } as const;
  await storage.campaigns.start(campaign);
  const { id = '' } = (await storage.campaigns.latest(tenantId)) ?? {};
  await storage.campaigns.note({ tenantId, id }, user, 'missing', '2026-11-22', MORNING);
}

export function describePersonalDataContract(open: OpenStorage): void {
  describe('personal data', () => {
    const storage = freshStorage(open);

    test('is forgotten in every table, and nobody else\u2019s is', async () => {
      const tenant = aTenant();
      const [anna, berta] = [aUser(tenant), aUser(tenant)];
      const ended = aResetSession(tenant, { endedAt: MORNING }, { subject: anna });
      const under = aResetSession(tenant, {}, { subject: anna });
      for (const session of [ended, under]) await storage().resetSessions.add(session);
      const challenge = aChallenge(tenant, { sessionId: ended.id });
      await storage().challenges.add(challenge);
      for (const user of [anna, berta]) await keepSomethingOf(storage(), user);
      const { personalData } = storage();
      expect(await personalData.of(anna)).toMatchObject({
        signIns: [{ place: 'portal', createdAt: MORNING }],
        resets: [{ reference: expect.any(String) }, { reference: expect.any(String) }],
      });

      expect(await personalData.forget(anna)).toBe(1);
      expect(await storage().registrations.of(anna)).toEqual([]);
      expect(await storage().registrationStates.get(anna)).toBeNull();
      expect(await storage().freezes.get(anna)).toBeNull();
      expect(await storage().challenges.get(tenant, challenge.id)).toBeNull();
      const { id = '' } = (await storage().campaigns.latest(tenant)) ?? {};
      expect(await storage().campaigns.person(id, anna)).toBeNull();
      const left = await personalData.of(anna);
      expect(left.signIns).toEqual([]);
      // One that is still open may have a write under way.
      expect(left.resets.map((reset) => reset.id)).toEqual([under.id]);

      expect(await storage().registrations.of(berta)).toHaveLength(1);
      expect(await storage().campaigns.person(id, berta)).not.toBeNull();
      expect(await personalData.forget(anna)).toBe(0);
    });

    test('is not forgotten from another tenant', async () => {
      const anna = aUser(aTenant());
      await keepSomethingOf(storage(), anna);
      await storage().personalData.forget({ ...anna, tenantId: aTenant() });
      expect(await storage().registrations.of(anna)).toHaveLength(1);
      const theirs = await storage().personalData.of({ ...anna, tenantId: aTenant() });
      expect(theirs).toEqual({ signIns: [], resets: [], writes: [] });
    });

    test('has still to leave the trail until that is settled, and again if it is erased again', async () => {
      const { personalData } = storage();
      const anna = aUser(aTenant());
      const row = { user: anna, pseudonym: 'erased-1', erasedAt: MORNING };
      await personalData.erased(row);
      expect(await personalData.unsettled(10)).toEqual([row]);
      await personalData.settle(anna, MORNING);
      expect(await personalData.unsettled(10)).toEqual([]);
      await personalData.erased({ ...row, erasedAt: MORNING + 1 });
      expect(await personalData.unsettled(10)).toHaveLength(1);
    });
  });

  describe('audit records of one person', () => {
    const storage = freshStorage(open);
    const named = (user: UserRef, name: string) => ({
      directoryId: user.directoryId,
      anchor: user.anchor,
      name,
    });

    async function written() {
      const { audit } = storage();
      const tenant = aTenant();
      const [anna, berta] = [aUser(tenant), aUser(tenant)];
      await audit.append(tenant, anAuditEntry({ subject: named(anna, 'anna'), ip: '192.0.2.7' }));
      await audit.append(tenant, anAuditEntry({ subject: named(berta, 'berta') }));
      await audit.append(
        tenant,
        anAuditEntry({
          actor: { kind: 'administrator', id: anna.anchor, name: 'anna' },
          subject: named(berta, 'berta'),
        }),
      );
      return { tenant, anna, berta };
    }

    test('are found in order, whether they did it or it was done about them', async () => {
      const { audit } = storage();
      const { anna, berta } = await written();
      expect((await audit.ofPerson(anna, 0, 10)).map(({ seq }) => seq)).toEqual([1, 3]);
      expect((await audit.ofPerson(anna, 1, 10)).map(({ seq }) => seq)).toEqual([3]);
      expect((await audit.ofPerson(anna, 0, 1)).map(({ seq }) => seq)).toEqual([1]);
      expect((await audit.ofPerson(berta, 0, 10)).map(({ seq }) => seq)).toEqual([2, 3]);
      expect(await audit.ofPerson({ ...anna, tenantId: aTenant() }, 0, 10)).toEqual([]);
    });

    test('are found from the beginning of a journey, when nobody knew whose it was', async () => {
      const { audit } = storage();
      const tenant = aTenant();
      const anna = aUser(tenant);
      const visitor = { kind: 'visitor', id: null, name: null } as const;
      for (const correlationId of ['rst_1', 'rst_2', null]) {
        const begun = { actor: visitor, subject: null, correlationId };
        await audit.append(tenant, anAuditEntry(begun));
      }
      const theirs = { subject: named(anna, 'anna'), correlationId: 'rst_1' };
      await audit.append(tenant, anAuditEntry(theirs));
      expect((await audit.ofPerson(anna, 0, 10)).map(({ seq }) => seq)).toEqual([1, 4]);
    });

    test('are redacted, are no longer found by the name, and the chain stays whole', async () => {
      const { audit } = storage();
      const { tenant, anna } = await written();
      const person = { ...anna, pseudonym: 'erased-1' };
      for (const record of await audit.ofPerson(anna, 0, 10)) {
        const left = redacted(record, person);
        expect(left && (await audit.redact(record, left))).toBe(true);
        // What was read before it was redacted is not redacted over.
        expect(left && (await audit.redact(record, left))).toBe(false);
      }
      const all = await audit.after(tenant, 0, 10);
      expect(JSON.stringify(all)).not.toContain('anna');
      expect(all[0]).toMatchObject({ subject: { name: 'erased-1' }, redactionMac: /./ });
      expect(all[1]?.redactionMac).toBeUndefined();
      expect(await audit.page(tenant, { search: 'anna', limit: 10 })).toEqual([]);
      expect(await audit.page(tenant, { search: 'erased-1', limit: 10 })).toHaveLength(2);
      expect(await verdictOf(audit, tenant)).toEqual({ intact: true, records: 3, firstBad: null });
      await audit.append(tenant, anAuditEntry());
      expect(await verdictOf(audit, tenant)).toMatchObject({ intact: true, records: 4 });
    });

    test('are not vouched for when they were altered before', async () => {
      const { audit } = storage();
      const { anna } = await written();
      const [record] = await audit.ofPerson(anna, 0, 1);
      const left = record && redacted(record, { ...anna, pseudonym: 'erased-1' });
      if (!record || !left) throw new Error('there is one');
      await expect(audit.redact({ ...record, outcome: 'pending' }, left)).rejects.toMatchObject({
        code: 'unexpected',
      });
    });
  });
}
