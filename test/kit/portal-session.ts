import { Secret, TOTP } from 'otpauth';
import { createAccessService } from '../../src/services/access/create-access-service.ts';
import type { SignedInUser } from '../../src/services/access/access-service.ts';
import { createSignInLimits } from '../../src/services/access/sign-in-limits.ts';
import { type Journey, OLD_PASSWORD, tenantId, visitor } from './journey.ts';
import { codeIn, findCode } from './smtp-sink.ts';

/** Somebody who signed in to the portal of a journey and looks after their methods. */
export type PortalSession = Awaited<ReturnType<typeof signInToPortal>>;

export async function signInToPortal(journey: Journey, username: string, password = OLD_PASSWORD) {
  const { storage, clock, desk, registration, sink } = journey;
  const access = createAccessService({
    ...desk,
    limits: createSignInLimits({ storage, limiter: desk.limiter, clock }),
  });
  const { token } = await access.signIn(visitor(), username, password, 'portal');
  let current = token;

  async function now(): Promise<SignedInUser> {
    const signedIn = await access.resume(tenantId, current, 'portal');
    if (signedIn === null) throw new Error(`${username} is not signed in any more`);
    return signedIn;
  }

  return {
    now,
    goOnWith: (next: string) => {
      current = next;
    },
    /** Proves the password again. */
    async provePassword() {
      const again = await access.reauthenticate(visitor(), await now(), password, 'portal');
      current = again.token;
    },
    /** The seed that was shown, and the id of what waits for its code. */
    async beginApp() {
      const begun = await registration.begin(visitor(), await now(), 'app-code', {});
      if (!begun.ok) throw new Error('an app can always be begun');
      const open = await registration.opened(await now(), begun.enrolmentId);
      const seed = String(open?.shown['key']).replaceAll(' ', '');
      return { id: begun.enrolmentId, seed };
    },
    /** Registers an authenticator app; the seed it holds. */
    async registerApp(name = '') {
      const { id, seed } = await this.beginApp();
      const code = totpCode(seed, clock.now());
      const done = await registration.finish(visitor(), await now(), id, { code, name });
      if (!done.ok) throw new Error('the right code is accepted');
      return { seed, ...done };
    },
    /** Registers a mailbox with the code that comes there. */
    async registerMailbox(address: string) {
      const begun = await registration.begin(visitor(), await now(), 'email', { address });
      if (!begun.ok) throw new Error(`refused: ${JSON.stringify(begun.faults)}`);
      const code = await this.codeAt(address);
      return registration.finish(visitor(), await now(), begun.enrolmentId, { code });
    },
    /** The code in the newest mail to an address. */
    async codeAt(address: string) {
      await journey.runOutbox();
      const mail = sink.caught.findLast((one) => one.to === address && findCode(one) !== null);
      if (!mail) throw new Error(`no code came to ${address}`);
      return codeIn(mail);
    },
  };
}

/** What an authenticator with this seed shows at a time. */
export function totpCode(seed: string, timestamp: number): string {
  return new TOTP({ secret: Secret.fromBase32(seed) }).generate({ timestamp });
}
