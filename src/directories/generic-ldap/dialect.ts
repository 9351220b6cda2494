import type { DirectoryCheck } from '../../ports/directory-kind.ts';
import type { Random } from '../../ports/random.ts';
import { ordinaryAccount } from '../../ports/directory.ts';
import type { Dialect, PasswordWrite } from '../ldap/dialect.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { allOf, anyOf, equals, readFilter } from '../ldap/filters.ts';
import { passwordModifyOid, passwordModifyRequest } from '../ldap/password-modify.ts';
import { askPolicy, policyErrorOf } from '../ldap/policy-answer.ts';
import type { LdapService } from '../ldap/service.ts';
import { checkExcess, checkOfRight, replace, rightToWrite, valueOfNobody } from '../ldap/trials.ts';
import { readChangedTime } from './changed-time.ts';
import type { GenericLdapSettings } from './settings.ts';

export interface GenericLdapDialectDeps {
  readonly service: LdapService;
  readonly settings: GenericLdapSettings;
  readonly random: Random;
}

const longestAnchor = 128;

/** Any LDAP server, by what its administrator says of its attributes. */
export function genericLdapDialect(deps: GenericLdapDialectDeps): Dialect {
  const { service, settings } = deps;
  const { anchorAttribute, changedTimeAttribute, lockAttribute, passwordAttribute } = settings;
  const isDisabled = settings.disabledFilter === null ? null : readFilter(settings.disabledFilter);
  const anchorOf = (entry: LdapEntry) => entry.text(anchorAttribute);

  /** By the server, which alone knows how its attributes are compared. */
  const disabledAmong = async (entries: readonly LdapEntry[]): Promise<ReadonlySet<string>> => {
    const anchors = entries.flatMap((entry) => anchorOf(entry) ?? []);
    if (isDisabled === null || anchors.length === 0) return new Set();
    const found = await service.search({
      base: settings.baseDn,
      scope: 'sub',
      filter: allOf([isDisabled, anyOf(anchors.map((anchor) => equals(anchorAttribute, anchor)))]),
      attributes: [anchorAttribute],
    });
    return new Set(found.flatMap((entry) => anchorOf(entry) ?? []));
  };

  const unlockAlone = (dn: string) =>
    lockAttribute === null
      ? Promise.resolve({ outcome: 'answered', code: 0, diagnostic: '' } as const)
      : service.modify(dn, [replace(lockAttribute, [])]);

  const isLocked = (entry: LdapEntry) =>
    lockAttribute !== null && entry.text(lockAttribute) !== null;

  return {
    kind: 'generic-ldap',
    locksAccounts: lockAttribute !== null,
    anchorAttribute,
    isAnchor: (text) => text !== '' && text.length <= longestAnchor && !text.includes('\0'),
    attributes: [changedTimeAttribute, lockAttribute].filter((name) => name !== null),
    async accountsOf(entries) {
      const disabled = await disabledAmong(entries);
      return entries.map((entry) => ({
        enabled: !disabled.has(anchorOf(entry) ?? ''),
        passwordChangedAt:
          changedTimeAttribute === null ? null : readChangedTime(entry.text(changedTimeAttribute)),
        state: { ...ordinaryAccount, locked: isLocked(entry) },
      }));
    },
    /** Where a server keeps its rules is its own affair. */
    passwordPolicy: () => Promise.resolve(null),
    async reset(person, password): Promise<PasswordWrite> {
      const control = askPolicy();
      const { dn } = person;
      const write =
        settings.passwordWrite === 'replace'
          ? await service.modify(dn, [replace(passwordAttribute, [password])], [control])
          : await service.exop(
              passwordModifyOid,
              passwordModifyRequest({ user: dn, newPassword: password }),
              [control],
            );
      // Not in the same write: a server that ends the lock by itself would refuse to do so twice.
      if (write.outcome === 'answered' && write.code === 0 && isLocked(person))
        await unlockAlone(dn);
      return { write, policyError: policyErrorOf(control) };
    },
    async change(own, person, current, next) {
      const control = askPolicy();
      const { dn } = person;
      const write =
        settings.passwordWrite === 'replace'
          ? await own.modify(dn, [replace(passwordAttribute, [next])], [control])
          : await own.exop(
              passwordModifyOid,
              passwordModifyRequest({ user: dn, oldPassword: current, newPassword: next }),
              [control],
            );
      return { write, policyError: policyErrorOf(control) };
    },
    async unlock(person) {
      return { write: await unlockAlone(person.dn), policyError: null };
    },
    check: (sample) => checkGenericLdap(deps, sample),
  };
}

async function checkGenericLdap(
  { service, settings, random }: GenericLdapDialectDeps,
  sample: LdapEntry | null,
): Promise<readonly DirectoryCheck[]> {
  if (sample === null) return [];
  const { passwordAttribute, lockAttribute, changedTimeAttribute } = settings;
  const root = await service.read('', ['supportedExtension']);
  const lacksExop =
    settings.passwordWrite === 'exop' &&
    root?.texts('supportedExtension').includes(passwordModifyOid) !== true;
  const write = (attribute: string, value: string) =>
    rightToWrite(service, sample.dn, attribute, value);
  const reset = checkOfRight(
    'reset-password',
    passwordAttribute,
    await write(passwordAttribute, valueOfNobody(random)),
  );
  return [
    lacksExop
      ? { ...reset, status: 'failed', detail: 'the server does not offer the password exop' }
      : reset,
    lockAttribute === null
      ? { id: 'unlock', status: 'warning', detail: 'no attribute of locked accounts is named' }
      : checkOfRight('unlock', lockAttribute, await write(lockAttribute, '19700101000001Z')),
    changeTimeCheck(changedTimeAttribute, sample),
    await checkExcess(service, random, sample, settings.mailAttribute),
  ];
}

/** F43: without it nobody can tell later whether a write that was not answered was made. */
function changeTimeCheck(attribute: string | null, sample: LdapEntry): DirectoryCheck {
  const id = 'change-time';
  if (attribute === null) {
    const detail =
      'no attribute of the time of the last change is named: a lost answer stays uncertain';
    return { id, status: 'warning', detail };
  }
  const text = sample.text(attribute);
  return readChangedTime(text) === null
    ? { id, status: 'warning', detail: `${attribute} of ${sample.dn} holds no time` }
    : { id, status: 'passed', detail: `${attribute}: ${text}` };
}
