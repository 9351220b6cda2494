import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, aUser, MORNING } from './samples.ts';

const ADMIN = 'global-administrator';
const READER = 'reports-reader';

export function describeRoleAssignmentsContract(open: OpenStorage): void {
  describe('role assignments', () => {
    const storage = oneStorage(open);

    test('assigns a role once and lists who holds what', async () => {
      const { roleAssignments } = storage();
      const tenant = aTenant();
      const user = aUser(tenant);
      const admin = { user, role: ADMIN, assignedAt: MORNING } as const;
      const reader = { user, role: READER, assignedAt: MORNING - 1 } as const;
      const assigned = await atOnce(10, () => roleAssignments.assign(admin));
      expect(assigned.filter(Boolean)).toHaveLength(1);
      expect(await roleAssignments.assign(reader)).toBe(true);
      expect(await roleAssignments.of(user)).toEqual([ADMIN, READER]);
      expect(await roleAssignments.list(tenant)).toEqual([reader, admin]);
    });

    test('keeps the last holder of the protected role, whoever asks', async () => {
      const { roleAssignments } = storage();
      const tenant = aTenant();
      const [first, second] = [aUser(tenant), aUser(tenant)];
      for (const user of [first, second]) {
        await roleAssignments.assign({ user, role: ADMIN, assignedAt: MORNING });
        await roleAssignments.assign({ user, role: READER, assignedAt: MORNING });
      }
      expect(await roleAssignments.remove(first, ADMIN, ADMIN)).toBe('removed');
      expect(await roleAssignments.remove(first, ADMIN, ADMIN)).toBe('not-held');
      expect(await roleAssignments.remove(second, ADMIN, ADMIN)).toBe('last-holder');
      expect(await roleAssignments.remove(first, READER, ADMIN)).toBe('removed');
      expect(await roleAssignments.remove(second, READER, ADMIN)).toBe('removed');
      expect(await roleAssignments.remove(second, READER, ADMIN)).toBe('not-held');
      expect(await roleAssignments.of(second)).toEqual([ADMIN]);
    });

    test('keeps one holder when every holder is removed at once', async () => {
      const { roleAssignments } = storage();
      for (let round = 0; round < 10; round += 1) {
        const tenant = aTenant();
        const users = Array.from({ length: 4 }, () => aUser(tenant));
        for (const user of users) {
          await roleAssignments.assign({ user, role: ADMIN, assignedAt: MORNING });
        }
        const answers = await Promise.all(
          users.map((user) => roleAssignments.remove(user, ADMIN, ADMIN)),
        );
        expect(answers.toSorted()).toEqual(['last-holder', 'removed', 'removed', 'removed']);
        expect(await roleAssignments.list(tenant)).toHaveLength(1);
      }
    });

    test('does not count a holder of another tenant or of another role as the other one', async () => {
      const { roleAssignments } = storage();
      const user = aUser(aTenant());
      const stranger = { ...aUser(aTenant()), anchor: user.anchor };
      await roleAssignments.assign({ user, role: ADMIN, assignedAt: MORNING });
      await roleAssignments.assign({ user: stranger, role: ADMIN, assignedAt: MORNING });
      await roleAssignments.assign({
        user: aUser(user.tenantId),
        role: READER,
        assignedAt: MORNING,
      });
      expect(await roleAssignments.remove(user, ADMIN, ADMIN)).toBe('last-holder');
    });

    test('counts a person with one anchor in another directory as another holder', async () => {
      const { roleAssignments } = storage();
      const user = aUser(aTenant());
      const namesake = { ...user, directoryId: 'dir_other' };
      await roleAssignments.assign({ user, role: ADMIN, assignedAt: MORNING });
      await roleAssignments.assign({ user: namesake, role: ADMIN, assignedAt: MORNING });
      expect(await roleAssignments.remove(user, ADMIN, ADMIN)).toBe('removed');
      expect(await roleAssignments.of(user)).toEqual([]);
      expect(await roleAssignments.of(namesake)).toEqual([ADMIN]);
    });

    test('cannot be read or removed from another tenant', async () => {
      const { roleAssignments } = storage();
      const user = aUser(aTenant());
      const row = { user, role: READER, assignedAt: MORNING } as const;
      await roleAssignments.assign(row);
      const stranger = { ...user, tenantId: aTenant() };
      expect(await roleAssignments.of(stranger)).toEqual([]);
      expect(await roleAssignments.list(stranger.tenantId)).toEqual([]);
      expect(await roleAssignments.remove(stranger, READER, ADMIN)).toBe('not-held');
      expect(await roleAssignments.list(user.tenantId)).toEqual([row]);
    });
  });
}
