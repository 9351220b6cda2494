import type { Clock } from '../../ports/clock.ts';
import type { LdapConnection } from './connection.ts';
import { LinkError } from './faults.ts';
import type { LdapSettings } from './settings.ts';
import { createSlots } from './slots.ts';

/** A refused sign-in is not repeated earlier, so that Postern does not lock its own account (F36). */
const refusedForMs = 30_000;

export interface ServiceSignIn {
  /** Throws `LinkError` while the last refusal is too fresh. */
  assertAllowed(): void;
  /** Throws `LinkError`. One at a time: ten connections at once would be ten wrong passwords. */
  run(connection: LdapConnection, withinMs: number): Promise<void>;
}

export function createServiceSignIn(
  { bindDn, bindPassword }: Pick<LdapSettings, 'bindDn' | 'bindPassword'>,
  clock: Clock,
): ServiceSignIn {
  const turn = createSlots(1);
  let refusal: { readonly detail: string; readonly until: number } | null = null;

  const assertAllowed = () => {
    if (refusal !== null && clock.now() < refusal.until)
      throw new LinkError('refused', false, refusal.detail);
  };

  return {
    assertAllowed,
    async run(connection, withinMs) {
      const until = performance.now() + withinMs;
      const done = await turn.take(withinMs);
      try {
        assertAllowed();
        const answer = await connection.bind(bindDn, bindPassword, until - performance.now());
        if (answer.code === 0) {
          refusal = null;
          return;
        }
        const detail = `the service account is refused: LDAP result ${answer.code}: ${answer.diagnostic}`;
        refusal = { detail, until: clock.now() + refusedForMs };
        throw new LinkError('refused', false, detail);
      } catch (error) {
        // Nothing but the sign-in was sent.
        if (error instanceof LinkError && error.sent)
          throw new LinkError(error.fault, false, error.message, error);
        throw error;
      } finally {
        done();
      }
    },
  };
}
