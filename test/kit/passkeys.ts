import type { Registration } from '../../src/domain/registration/registration.ts';
import { passkey } from '../../src/methods/passkey.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import type { MethodTools } from '../../src/ports/method.ts';
import type { Journey } from './journey.ts';
import { bareUser } from './method-contract.ts';
import { keepRegistration } from './registered.ts';
import { type Ceremony, softAuthenticator } from './soft-authenticator.ts';

/** Registers a passkey as a page does, by what the method itself asks for and accepts. */
export async function passkeyRegistered(
  tools: MethodTools,
  seed: number,
): Promise<{ readonly data: Registration['data']; readonly lookup: string | null }> {
  const { enrolment, presets } = passkey;
  const person = { user: bareUser, registrations: [] };
  const begun = await enrolment?.begin({}, person, presets.recommended, tools);
  if (!begun?.ok) throw new Error('no passkey can be registered');
  const credential = softAuthenticator(seed).create({
    challenge: String(begun.kept['challenge']),
    origin: tools.origin,
  });
  const made = await enrolment?.finish(
    { credential },
    begun.kept,
    person,
    presets.recommended,
    tools,
  );
  if (!made?.ok) throw new Error('the passkey was refused');
  return made;
}

/** A passkey that somebody of a journey has registered. */
export interface HeldPasskey {
  readonly answer: (challenge: string, change?: Partial<Ceremony>) => string;
}

export async function passkeyOf(
  journey: Journey,
  user: DirectoryUser,
  seed: number,
): Promise<HeldPasskey> {
  const tools = await journey.desk.tools();
  const made = await passkeyRegistered(tools, seed);
  await keepRegistration(journey, user, 'passkey', made.data);
  const { origin } = tools;
  const userHandle = String(made.data['userHandle']);
  return {
    answer: (challenge, change = {}) =>
      softAuthenticator(seed).get({ challenge, origin, userHandle, ...change }),
  };
}
