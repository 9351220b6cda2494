import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import { maskDestination } from '../../domain/mask.ts';
import { usableFrom } from '../../domain/registration/asking.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import { registeredMailboxes } from '../../domain/registration/mailboxes.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { subjectOf } from '../audit/entries.ts';
import { mayGiveTo, personNamed } from '../people/import-person.ts';
import {
  type CsvTable,
  faultOfRow,
  inOrderOfRows,
  type RefusedRow,
} from '../people/import-table.ts';
import { enabledMethods } from '../reset/offered-methods.ts';
import { contactMethods, dataOf, decideContact } from './contact-decision.ts';
import {
  type Contact,
  type ContactColumn,
  type ContactRow,
  readContactTable,
} from './contact-rows.ts';
import { sealRegistrationData } from './registration-reader.ts';
import type { RegistrationDesk } from './standing.ts';

/** A value of the file that somebody's own stands before. */
export interface KeptContact {
  readonly row: number;
  readonly column: ContactColumn;
  readonly username: string;
  /** What they have, by the name they know it by. */
  readonly has: string;
}

export interface ContactsReport {
  readonly dryRun: boolean;
  /** Numbers and addresses, not rows. */
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly kept: readonly KeptContact[];
  /** Columns with a value whose method the policy lets nobody use now. */
  readonly notOffered: readonly ContactColumn[];
  /** From when on what is added can be used for a reset (R065), epoch ms. */
  readonly usableFrom: number;
  readonly refused: readonly RefusedRow[];
}

export interface ContactsImportService {
  /**
   * Registers numbers and addresses for the people named beside them. They wait as long as the policy has it, the people
   * are told at every address and asked at their next sign-in whether they are right (RG-23). What somebody registered
   * or confirmed themselves stays. A dry run changes nothing and names every bad row. Without one a single bad row refuses
   * the file: `import-invalid` with a fault `rows.<row>.<column>` for each. A file that was cut short can be imported
   * again. Throws `reauthentication-required`.
   */
  import(caller: Caller, table: CsvTable, dryRun: boolean): Promise<ContactsReport>;
}

const BATCH = 50;

interface Named extends ContactRow {
  readonly user: DirectoryUser;
}

interface Tally {
  added: number;
  replaced: number;
  unchanged: number;
  readonly kept: KeptContact[];
  readonly refused: RefusedRow[];
}

export function createContactsImportService(desk: RegistrationDesk): ContactsImportService {
  return {
    async import(caller, table, dryRun) {
      authorize(caller.actor, 'methods.assign');
      const { tenantId } = caller.actor;
      const now = desk.clock.now();
      if (!dryRun) requireFreshProof(caller.actor, now);
      const { policy } = await desk.policies.current(desk.storage, tenantId);
      const { rows, refused } = readContactTable(table);
      const { named, unnamed } = await peopleIn(desk, caller, rows);
      const plan = newTally();
      for (const row of named) await planOf(desk, row, plan);
      const bad = inOrderOfRows([...refused, ...unnamed, ...plan.refused]);
      const report = (tally: Tally): ContactsReport => ({
        ...tally,
        dryRun,
        notOffered: notOffered(desk, policy, rows),
        usableFrom: usableFrom(policy.registration, null, now),
        refused: bad,
      });
      if (dryRun) return report(plan);
      if (bad.length > 0) throw new PosternError('import-invalid', { faults: bad.map(faultOfRow) });
      const done = newTally();
      const importId = desk.random.id('evt');
      for (let at = 0; at < named.length; at += BATCH) {
        const batch = named.slice(at, at + BATCH);
        add(done, await apply(desk, caller, policy, batch, importId));
        desk.signal.wake();
      }
      return report(done);
    },
  };
}

const newTally = (): Tally => ({ added: 0, replaced: 0, unchanged: 0, kept: [], refused: [] });

function add(all: Tally, some: Tally): void {
  all.added += some.added;
  all.replaced += some.replaced;
  all.unchanged += some.unchanged;
  all.kept.push(...some.kept);
}

async function peopleIn(
  desk: RegistrationDesk,
  caller: Caller,
  rows: readonly ContactRow[],
): Promise<{ readonly named: readonly Named[]; readonly unnamed: readonly RefusedRow[] }> {
  const named: Named[] = [];
  const unnamed: RefusedRow[] = [];
  for (const row of rows) {
    const user = await personNamed(desk.directories, caller.actor.tenantId, row.username);
    const refuse = (code: string) => unnamed.push({ row: row.row, column: 'username', code });
    if (user === null) refuse('unknown-user');
    else if (!(await mayGiveTo(desk, caller, user))) refuse('administrator-account');
    else named.push({ ...row, user });
  }
  return { named, unnamed };
}

async function planOf(desk: RegistrationDesk, { user, ...row }: Named, tally: Tally) {
  const registrations = await desk.registrations.all(desk.storage, user.ref);
  for (const contact of row.contacts)
    count(tally, row, contact, decideContact(user, registrations, contact));
}

function count(
  tally: Tally,
  { row, username }: Pick<ContactRow, 'row' | 'username'>,
  { column }: Contact,
  decision: ReturnType<typeof decideContact>,
): void {
  if (decision.becomes === 'refused') tally.refused.push({ row, column, code: decision.code });
  else if (decision.becomes === 'kept') {
    tally.kept.push({ row, column, username, has: decision.theirs.label });
  } else tally[decision.becomes] += 1;
}

/** What was planned is decided again where it is written: somebody may register their own meanwhile. */
function apply(
  desk: RegistrationDesk,
  caller: Caller,
  policy: Policy,
  batch: readonly Named[],
  importId: string,
): Promise<Tally> {
  return desk.storage.transaction(async (stores) => {
    const tally = newTally();
    for (const { user, ...row } of batch) {
      await stores.registrationStates.hold(user.ref);
      const registrations = await desk.registrations.all(stores, user.ref);
      for (const contact of row.contacts) {
        const decision = decideContact(user, registrations, contact);
        count(tally, row, contact, decision);
        if (decision.becomes !== 'added' && decision.becomes !== 'replaced') continue;
        const instead = decision.becomes === 'replaced' ? decision.instead : [];
        await register({ desk, stores, caller, policy, importId }, user, contact, instead);
      }
    }
    return tally;
  });
}

interface Writing {
  readonly desk: RegistrationDesk;
  readonly stores: Stores;
  readonly caller: Caller;
  readonly policy: Policy;
  readonly importId: string;
}

async function register(
  { desk, stores, caller, policy, importId }: Writing,
  user: DirectoryUser,
  contact: Contact,
  instead: readonly Registration[],
): Promise<void> {
  const { methodId } = contactMethods[contact.column];
  const { tenantId } = user.ref;
  const at = desk.clock.now();
  const id = desk.random.id('reg');
  const label = maskDestination(contact.value);
  const from = usableFrom(policy.registration, null, at);
  for (const one of instead) {
    await stores.registrations.remove(user.ref, one.id, one.version);
    await record(stores, caller, 'registration.removed', {
      at,
      subject: subjectOf(user),
      target: one.id,
      correlationId: importId,
      fields: { method: one.methodId, name: one.label },
    });
  }
  await stores.registrations.add({
    id,
    user: user.ref,
    methodId,
    label,
    dataSealed: sealRegistrationData(desk.vault, tenantId, id, dataOf(contact)),
    lookupMac: null,
    source: 'import',
    version: 1,
    isDefault: false,
    usableFrom: from,
    createdAt: at,
    confirmedAt: null,
    lastUsedAt: null,
  });
  await record(stores, caller, 'registration.added', {
    at,
    subject: subjectOf(user),
    target: id,
    correlationId: importId,
    fields: { method: methodId, name: label, usableFrom: from },
  });
  await desk.notices.registrationChanged(stores, {
    user,
    change: 'added',
    methodId,
    name: label,
    reference: id,
    at,
    askedFrom: caller.visitor.ip ?? '',
    locale: caller.visitor.locale,
    correlationId: importId,
    alsoTo: registeredMailboxes(instead),
  });
}

function notOffered(
  desk: RegistrationDesk,
  policy: Policy,
  rows: readonly ContactRow[],
): ContactColumn[] {
  const enabled = enabledMethods(desk.methods, policy, 'user').map(({ id }) => id);
  const given = new Set(rows.flatMap(({ contacts }) => contacts.map(({ column }) => column)));
  return [...given].filter(
    (column) => !contactMethods[column].alike.some((id) => enabled.includes(id)),
  );
}
