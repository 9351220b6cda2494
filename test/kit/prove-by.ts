import { methods } from '../../src/methods/index.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { sealRegistrationData } from '../../src/services/registration/registration-reader.ts';
import type { ProofResult, StartedReset } from '../../src/services/reset/reset-service.ts';
import { heldMethodFixtures } from './held-method-fixtures.ts';
import { type Journey, tenantId, visitor } from './journey.ts';

/** Somebody who can be asked by every method there is. */
export interface Equipped {
  readonly user: DirectoryUser;
  readonly seed: number;
}

/** Adds somebody with addresses and numbers in the directory, and a registration of every method that needs one. */
export async function addEquipped(
  journey: Journey,
  username: string,
  seed: number,
): Promise<Equipped> {
  const user = await journey.addUser(username, {
    mail: `${username}@contoso.example`,
    alternateMail: `${username}@home.example`,
    // Neighbouring numbers share a limit of their own.
    mobile: `+49 151 ${String(seed).padStart(4, '0')} 1234`,
    officePhone: `+49 30 ${String(seed).padStart(4, '0')} 5678 x12`,
  });
  for (const [methodId, method] of methods) {
    const fixture = heldMethodFixtures[methodId];
    if (method.kind !== 'held' || fixture === undefined) continue;
    const data = await fixture.register(await journey.tools(), seed, user);
    const id = journey.random.id('reg');
    await journey.storage.registrations.add({
      id,
      user: user.ref,
      methodId,
      label: methodId,
      dataSealed: sealRegistrationData(journey.vault, tenantId, id, data),
      lookupMac: null,
      source: 'user',
      version: 1,
      isDefault: false,
      usableFrom: journey.clock.now(),
      createdAt: journey.clock.now(),
      confirmedAt: journey.clock.now(),
      lastUsedAt: null,
    });
  }
  return { user, seed };
}

/** Chooses a method, unless the reset asks by it already, and finds the right answer to what is asked. */
export async function askedBy(
  journey: Journey,
  { token, progress }: StartedReset,
  methodId: string,
  { user, seed }: Equipped,
): Promise<string> {
  const destination = methodId === 'voice-office' ? user.officePhone : user.mobile;
  const isAsked = progress.challenge?.methodId === methodId;
  if (!isAsked) {
    await journey.resets.chooseMethod(visitor(), token, methodId, destination ?? '');
  }
  await journey.runOutbox();
  const asked = await journey.resets.progress(visitor(), token);
  const fixture = heldMethodFixtures[methodId];
  if (fixture === undefined) return journey.lastCode();
  const registration = (await journey.registrations.all(journey.storage, user.ref)).find(
    (one) => one.methodId === methodId,
  );
  if (registration === undefined) throw new Error(`${user.username} has no ${methodId}`);
  const tools = await journey.tools();
  const prompt = asked.challenge?.prompt ?? null;
  const given = await fixture.answer(registration.data, prompt, tools, seed);
  if (given.data !== undefined) {
    const row = await journey.storage.registrations.get(tenantId, registration.id);
    if (row === null) throw new Error('the registration is gone');
    const dataSealed = sealRegistrationData(journey.vault, tenantId, row.id, given.data);
    await journey.storage.registrations.replace(row.version, { ...row, dataSealed });
  }
  return given.answer;
}

export async function proveBy(
  journey: Journey,
  started: StartedReset,
  methodId: string,
  equipped: Equipped,
): Promise<ProofResult> {
  const answer = await askedBy(journey, started, methodId, equipped);
  return journey.resets.prove(visitor(), started.token, answer);
}

/** A policy for everyone with exactly these methods, each as easy to use as its own settings allow. */
export async function allowOnly(
  journey: Journey,
  methodsRequired: 1 | 2,
  ...enabled: readonly string[]
): Promise<void> {
  const settings = [...methods].map(([id, method]) => [
    id,
    { ...method.presets.entra, enabled: enabled.includes(id) },
  ]);
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methodsRequired,
    methods: Object.fromEntries(settings),
  }));
}
