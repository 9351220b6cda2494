import type { DirectoryCheck } from '../../ports/directory-kind.ts';
import { resultCodes } from '../ldap/faults.ts';
import { present } from '../ldap/filters.ts';
import type { LdapService } from '../ldap/service.ts';
import { readAccessList } from './controls.ts';
import { dnOfGuid } from './guid.ts';
import type { Person } from './people.ts';
import { extendedRights, grants } from './security-descriptor.ts';
import type { ActiveDirectorySettings } from './settings.ts';
import { sidText } from './sid.ts';
import { impossibleReset } from './unicode-password.ts';

interface RightDeps {
  readonly service: LdapService;
  readonly settings: ActiveDirectorySettings;
}

/** Groups that may do far more than reset a password (MS-DTYP 2.4.2.4); the first kind is of the machine, the second of the domain. */
const mightyLocal: Readonly<Record<string, string>> = {
  'S-1-5-32-544': 'Administrators',
  'S-1-5-32-548': 'Account Operators',
  'S-1-5-32-549': 'Server Operators',
  'S-1-5-32-551': 'Backup Operators',
};
const mightyOfDomain: Readonly<Record<string, string>> = {
  '512': 'Domain Admins',
  '518': 'Schema Admins',
  '519': 'Enterprise Admins',
  '520': 'Group Policy Creator Owners',
};
const needed = ['lockouttime', 'pwdlastset'];
const shownRights = 5;

/** What the service account may do to one ordinary account, without doing it. */
export async function rightChecks(
  { service, settings }: RightDeps,
  sample: Person,
): Promise<readonly DirectoryCheck[]> {
  const dn = dnOfGuid(sample.user.ref.anchor);
  const [seen] = await service.search({
    base: dn,
    scope: 'base',
    filter: present('objectClass'),
    attributes: ['allowedAttributesEffective', 'nTSecurityDescriptor'],
    binary: ['nTSecurityDescriptor'],
    controls: [readAccessList()],
  });
  const root = await service.read('', ['tokenGroups'], ['tokenGroups']);
  const sids = new Set((root?.bytes('tokenGroups') ?? []).map(sidText));
  const writable = seen?.texts('allowedAttributesEffective') ?? [];
  const mayWrite = (name: string) =>
    writable.some((attribute) => attribute.toLowerCase() === name.toLowerCase());
  const granted = grants(
    seen?.bytes('nTSecurityDescriptor')[0],
    extendedRights.resetPassword,
    sids,
  );

  const attributeCheck = (
    id: 'unlock' | 'must-change',
    attribute: string,
    isNeeded: boolean,
  ): DirectoryCheck =>
    mayWrite(attribute)
      ? { id, status: 'passed', detail: `may write ${attribute} of ${sample.dn}` }
      : {
          id,
          status: isNeeded ? 'failed' : 'warning',
          detail: `may not write ${attribute} of ${sample.dn}`,
        };
  const needsLastSet =
    settings.mustChangeAfterReset || settings.enforceHistory === 'temporary-password';
  return [
    await resetCheck(service, sample, granted),
    attributeCheck('unlock', 'lockoutTime', true),
    attributeCheck('must-change', 'pwdLastSet', needsLastSet),
    tooManyCheck(writable, sids, sample),
  ];
}

/** By a value that no server can take, and by the access list: which of the two a server looks at first is its own matter. */
async function resetCheck(
  service: LdapService,
  sample: Person,
  granted: boolean | null,
): Promise<DirectoryCheck> {
  const id = 'reset-password';
  const tried = await service.modify(dnOfGuid(sample.user.ref.anchor), [impossibleReset()]);
  const missing: DirectoryCheck = {
    id,
    status: 'failed',
    detail: `the right Reset Password is missing for ${sample.dn}`,
  };
  if (tried.outcome === 'answered' && tried.code === resultCodes.insufficientAccessRights)
    return missing;
  if (granted === false) return missing;
  return granted === true
    ? { id, status: 'passed', detail: `may reset the password of ${sample.dn}` }
    : {
        id,
        status: 'unknown',
        detail: `nothing speaks against it, but the access list of ${sample.dn} may not be read`,
      };
}

function tooManyCheck(
  writable: readonly string[],
  sids: ReadonlySet<string>,
  sample: Person,
): DirectoryCheck {
  const id = 'too-many-rights';
  const groups = [...sids].flatMap((sid) => {
    const rid = sid.startsWith('S-1-5-21-') ? sid.slice(sid.lastIndexOf('-') + 1) : '';
    return mightyLocal[sid] ?? mightyOfDomain[rid] ?? [];
  });
  if (groups.length > 0)
    return { id, status: 'warning', detail: `the service account is one of ${groups.join(', ')}` };
  const more = writable.filter((name) => !needed.includes(name.toLowerCase()));
  if (more.length === 0)
    return { id, status: 'passed', detail: `may write nothing else of ${sample.dn}` };
  const names = more.toSorted().slice(0, shownRights).join(', ');
  return {
    id,
    status: 'warning',
    detail: `may write ${more.length} more attributes of ${sample.dn}, such as ${names}`,
  };
}
