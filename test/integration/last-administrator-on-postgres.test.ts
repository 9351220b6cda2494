import { describe, expect, inject, test } from 'vitest';
import { operator } from '../../src/services/access/caller.ts';
import { openApiHouse, tenantId } from '../kit/api-house.ts';
import { openTemporaryPostgresStorage } from '../kit/postgres-storage.ts';

const url = inject('postgresUrl');

if (url === undefined) {
  test('the last administrator on PostgreSQL', ({ skip }) => skip('PostgreSQL is not installed'));
} else {
  describe('with more than one connection, two administrators', () => {
    test.each(['disable', 'delete', 'take the role of'] as const)(
      'who %s each other at once leave one of them',
      async (act) => {
        const house = await openApiHouse(await openTemporaryPostgresStorage(url));
        const caller = operator(tenantId);
        for (let round = 0; round < 10; round += 1) {
          const pair = [
            await house.addAdministrator(`first-${round}`, 'global-administrator'),
            await house.addAdministrator(`second-${round}`, 'global-administrator'),
          ];
          const outcomes = await Promise.allSettled(
            pair.map(async ({ ref }) => {
              if (act === 'disable')
                await house.services.users.update(caller, ref, { enabled: false });
              else if (act === 'delete') await house.services.users.delete(caller, ref);
              else await house.services.roles.remove(caller, ref, 'global-administrator');
            }),
          );
          const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
          expect(failures.map(({ reason }) => (reason as { code?: string }).code)).toEqual([
            'last-administrator',
          ]);
          // The one who is left makes room for the next round.
          for (const { ref } of pair) {
            await house.storage.transaction(async (stores) => {
              await house.directory.within(stores).updateUser(ref.anchor, { enabled: false });
            });
          }
        }
        await house.close();
      },
    );
  });
}
