import type { LimitsPolicy } from '../../domain/policy/policy.ts';
import { type Caller, operator, record } from '../../services/access/caller.ts';
import { subjectOf } from '../../services/audit/entries.ts';
import { recordedProfile } from '../../services/people/profile.ts';
import type { House } from '../main.ts';
import { administrator, type DemoPerson, groups, organisation, people } from './people.ts';

/** As high as the published ranges allow where it helps to try a thing over and over. */
export const relaxedLimits = {
  'start-per-identifier': 30,
  'start-per-identifier-per-day': 1000,
  'start-per-address': 1000,
  'start-per-network': 10_000,
  'failed-proofs-per-identifier': 20,
  'failed-proofs-per-account': 20,
  'registration-codes-per-account': 100,
  'mail-per-destination-per-hour': 60,
  'mail-per-destination-per-day': 1000,
  'phone-per-destination-per-hour': 5,
  'phone-per-destination-per-day': 20,
  'phone-per-prefix-per-day': 1000,
} as const satisfies Partial<LimitsPolicy>;

/** Fills an organisation that nobody has set up yet; a demo that was started before is left as it is. */
export async function seedDemo(house: House): Promise<void> {
  const { foundation, services } = house;
  const { tenantId } = foundation;
  const token = await services.setUp.offer(tenantId);
  if (token === null) return;
  const caller = operator(tenantId);
  const { username, displayName, mail, password } = administrator;
  await services.setUp.complete(caller.visitor, {
    token,
    organisation,
    username,
    displayName,
    mail: mail ?? '',
    password,
  });
  await relax(house, caller);
  await openCountries(house, caller);
  for (const one of people) await addPerson(house, caller, one);
  await addGroups(house, caller);
}

async function relax({ services }: House, caller: Caller): Promise<void> {
  const { policy, version } = await services.policy.current(caller);
  await services.policy.replace(caller, version, {
    ...policy,
    session: { ...policy.session, resendWaitSeconds: [30] },
    limits: { ...policy.limits, ...relaxedLimits },
  });
}

/** Where the people of the demo have their phones: without it no text and no call would leave. */
async function openCountries({ services }: House, caller: Caller): Promise<void> {
  const { version } = await services.carrierSettings.current(caller);
  const countries = ['DE', 'GB', 'US'];
  await services.carrierSettings.replace(caller, version, {
    carriers: [],
    countries,
    costPerDay: 0,
  });
}

/** With a password from the start: otherwise nobody could sign in before the first reset. */
async function addPerson(house: House, caller: Caller, person: DemoPerson): Promise<void> {
  const { storage, hasher, clock } = house.foundation;
  const { password, role, note: _note, ...profile } = person;
  const passwordHash = await hasher.hash(password);
  const user = await storage.transaction(async (stores) => {
    const made = await house.directory.within(stores).createUser(profile, passwordHash);
    await record(stores, caller, 'user.created', {
      at: clock.now(),
      subject: subjectOf(made),
      fields: { after: recordedProfile(made) },
    });
    return made;
  });
  if (role !== null) await house.services.roles.assign(caller, user.ref, role);
}

async function addGroups(house: House, caller: Caller): Promise<void> {
  const { directory, services } = house;
  const anchors = new Map<string, string>();
  for (const { name, description, users, groups: inner } of groups) {
    const { ref } = await services.groups.create(caller, { name, description });
    anchors.set(name, ref.anchor);
    for (const username of users) {
      const user = await directory.find(username);
      if (user)
        await services.groups.addMember(caller, ref, { kind: 'user', anchor: user.ref.anchor });
    }
    for (const innerName of inner) {
      const anchor = anchors.get(innerName);
      if (anchor !== undefined)
        await services.groups.addMember(caller, ref, { kind: 'group', anchor });
    }
  }
}
