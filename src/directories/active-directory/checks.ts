import { PosternError } from '../../domain/errors.ts';
import type { DirectoryCheck } from '../../ports/directory-kind.ts';
import { comparableDn } from '../ldap/dn.ts';
import { LdapRefusal } from '../ldap/faults.ts';
import { allOf, anyOf, equals, present } from '../ldap/filters.ts';
import type { LdapService } from '../ldap/service.ts';
import { checkLink } from '../ldap/tree-checks.ts';
import type { Domain, DomainReader } from './domain.ts';
import type { People } from './people.ts';
import type { PolicyReader } from './policy.ts';
import { rightChecks } from './right-checks.ts';
import type { ActiveDirectorySettings } from './settings.ts';

export interface ChecksDeps {
  readonly service: LdapService;
  readonly domain: DomainReader;
  readonly people: People;
  readonly policies: PolicyReader;
  readonly settings: ActiveDirectorySettings;
}

/** Everything that Postern needs of a domain, tried on it without changing anything. */
export async function checkDomain(deps: ChecksDeps): Promise<readonly DirectoryCheck[]> {
  const { service, settings, people } = deps;
  const link = await checkLink(service);
  if (link.some(({ status }) => status === 'failed')) return link;

  deps.domain.forget();
  const domain = await deps.domain.read().catch(refusalAsNull);
  const base =
    domain === null ? null : await service.read(settings.baseDn, ['1.1']).catch(refusalAsNull);
  if (domain === null || base === null) {
    const detail = domain === null ? 'no domain controller' : `nothing at ${settings.baseDn}`;
    return [...link, { id: 'base', status: 'failed', detail }];
  }
  const sample = await people.sample();
  return [
    ...link,
    { id: 'base', status: 'passed', detail: `${settings.baseDn} of ${domain.names.join(', ')}` },
    sample === null
      ? {
          id: 'find-people',
          status: 'failed',
          detail: `no ordinary, enabled account matches ${settings.peopleFilter}, or userAccountControl may not be read`,
        }
      : { id: 'find-people', status: 'passed', detail: `such as ${sample.dn}` },
    await groupCheck(deps, domain),
    sample === null
      ? { id: 'anchor', status: 'unknown', detail: 'there is nobody to ask of' }
      : { id: 'anchor', status: 'passed', detail: `objectGUID: ${sample.user.ref.anchor}` },
    await indexCheck(deps, domain),
    await policyCheck(deps, domain),
    ...(sample === null ? [] : await rightChecks(deps, sample)),
    historyCheck(settings, domain),
    changeTimeCheck(settings, sample?.user.passwordChangedAt ?? null),
  ];
}

async function groupCheck(
  { service, settings }: ChecksDeps,
  domain: Domain,
): Promise<DirectoryCheck> {
  const found = await service.search({
    base: settings.groupBaseDn ?? domain.dn,
    scope: 'sub',
    filter: equals('objectClass', 'group'),
    attributes: ['1.1'],
    sizeLimit: 1,
  });
  const [group] = found;
  return group === undefined
    ? { id: 'find-groups', status: 'warning', detail: 'there is no group to be seen' }
    : { id: 'find-groups', status: 'passed', detail: `such as ${group.dn}` };
}

/** fATTINDEX (MS-ADTS 2.2.9). */
const indexed = 1;

async function indexCheck(
  { service, settings }: ChecksDeps,
  domain: Domain,
): Promise<DirectoryCheck> {
  const names = settings.loginAttributes;
  const found = await service.search({
    base: domain.schemaDn,
    scope: 'one',
    filter: allOf([
      present('attributeID'),
      anyOf(names.map((name) => equals('lDAPDisplayName', name))),
    ]),
    attributes: ['lDAPDisplayName', 'searchFlags'],
  });
  const flags = new Map(
    found.map((entry) => [
      entry.text('lDAPDisplayName')?.toLowerCase(),
      Number(entry.text('searchFlags') ?? '0'),
    ]),
  );
  const unknown = names.filter((name) => !flags.has(name.toLowerCase()));
  if (unknown.length > 0)
    return {
      id: 'indexes',
      status: 'failed',
      detail: `the schema has no attribute ${unknown.join(', ')}`,
    };
  const slow = names.filter((name) => ((flags.get(name.toLowerCase()) ?? 0) & indexed) === 0);
  return slow.length === 0
    ? { id: 'indexes', status: 'passed', detail: `${names.join(', ')} are indexed` }
    : { id: 'indexes', status: 'warning', detail: `no index serves ${slow.join(', ')}` };
}

async function policyCheck(
  { service, policies }: ChecksDeps,
  domain: Domain,
): Promise<DirectoryCheck> {
  const policy = await policies.ofDomain();
  if (policy === null)
    return {
      id: 'read-policy',
      status: 'failed',
      detail: `the password policy of ${domain.dn} may not be read`,
    };
  const container = `CN=Password Settings Container,CN=System,${domain.dn}`;
  const tree = { base: container, scope: 'sub', filter: present('objectClass') } as const;
  const seen = await service
    .search({ ...tree, attributes: ['objectClass', 'msDS-MinimumPasswordLength'], sizeLimit: 100 })
    .catch(refusalAsNull);
  const rules = `${policy.source}: at least ${policy.minLength ?? 0}, history ${policy.historyLength ?? 0}`;
  // Whoever may not read an entry is shown its name and nothing in it, or not even that.
  const mayRead = seen?.some((entry) =>
    entry.texts('objectClass').includes('msDS-PasswordSettingsContainer'),
  );
  const fineGrained = (seen ?? []).filter(({ dn }) => comparableDn(dn) !== comparableDn(container));
  const hidden = fineGrained.some((entry) => entry.text('msDS-MinimumPasswordLength') === null);
  return mayRead !== true || hidden
    ? {
        id: 'read-policy',
        status: 'warning',
        detail: `${rules}; fine-grained policies in ${container} may not be read`,
      }
    : {
        id: 'read-policy',
        status: 'passed',
        detail: `${rules}; fine-grained policies: ${fineGrained.length}`,
      };
}

function historyCheck(settings: ActiveDirectorySettings, domain: Domain): DirectoryCheck {
  if (domain.policyHintsOid !== null)
    return {
      id: 'history-on-reset',
      status: 'passed',
      detail: `policy hints are offered (${domain.policyHintsOid})`,
    };
  return settings.enforceHistory === 'temporary-password'
    ? {
        id: 'history-on-reset',
        status: 'warning',
        detail:
          'policy hints are not offered; a temporary password enforces the history, and stays on the account when ' +
          'the new one is refused',
      }
    : {
        id: 'history-on-reset',
        status: 'warning',
        detail: 'policy hints are not offered: a reset may set a password of the history again',
      };
}

function changeTimeCheck(
  settings: ActiveDirectorySettings,
  passwordChangedAt: number | null,
): DirectoryCheck {
  if (settings.mustChangeAfterReset)
    return {
      id: 'change-time',
      status: 'warning',
      detail:
        'pwdLastSet is 0 after a reset that must be changed: a write whose answer is lost stays uncertain',
    };
  return passwordChangedAt === null
    ? {
        id: 'change-time',
        status: 'unknown',
        detail: 'the account that was tried has no pwdLastSet',
      }
    : { id: 'change-time', status: 'passed', detail: 'pwdLastSet may be read' };
}

/** For reads whose refusal says as much as nothing found; without an answer there is nothing to say. */
export function refusalAsNull(error: unknown): null {
  if (error instanceof PosternError && !(error.cause instanceof LdapRefusal) && isAboutLink(error))
    throw error;
  if (error instanceof PosternError) return null;
  throw error;
}

function isAboutLink(error: PosternError): boolean {
  return error.cause instanceof Error && error.cause.name === 'LinkError';
}
