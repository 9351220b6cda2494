import { Attribute, Change } from 'ldapts';
import type { DirectoryCheck, DirectoryCheckId } from '../../ports/directory-kind.ts';
import type { Random } from '../../ports/random.ts';
import type { LdapEntry } from './entry.ts';
import { resultCodes } from './faults.ts';
import type { LdapService } from './service.ts';

export const replace = (type: string, values: readonly string[]): Change =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values: [...values] }) });

export const remove = (type: string, value: string): Change =>
  new Change({ operation: 'delete', modification: new Attribute({ type, values: [value] }) });

export const add = (type: string, value: string): Change =>
  new Change({ operation: 'add', modification: new Attribute({ type, values: [value] }) });

/** `absent` where the server does not know such an attribute; `unclear` for any other answer. */
export type Right = 'held' | 'missing' | 'absent' | 'unclear';

/**
 * Whether the service account may write an attribute, asked so that nothing can change: it is told to take away a value
 * that is not there. A server looks at the right first (50), and only then for the value (16); as seen of OpenLDAP 2.5 and
 * 389 Directory Server 2.3.
 */
export async function rightToWrite(
  service: LdapService,
  dn: string,
  attribute: string,
  valueOfNobody: string,
): Promise<Right> {
  const answer = await service.modify(dn, [remove(attribute, valueOfNobody)]);
  if (answer.outcome === 'no-answer') return 'unclear';
  if (answer.code === resultCodes.noSuchAttribute) return 'held';
  if (answer.code === resultCodes.insufficientAccessRights) return 'missing';
  return answer.code === resultCodes.undefinedAttributeType ? 'absent' : 'unclear';
}

const statusOf = {
  held: 'passed',
  missing: 'failed',
  absent: 'unknown',
  unclear: 'unknown',
} as const;

export function checkOfRight(
  id: DirectoryCheckId,
  attribute: string,
  right: Right,
): DirectoryCheck {
  const said = {
    held: `may write ${attribute}`,
    missing: `may not write ${attribute}: result 50, insufficient access rights`,
    absent: `the server knows no attribute ${attribute}`,
    unclear: `whether ${attribute} may be written could not be told`,
  };
  return { id, status: statusOf[right], detail: said[right] };
}

/** A stored password that no account has. */
export function valueOfNobody(random: Random): string {
  return `{SSHA}${random.token()}`;
}

/** Rights beyond what is needed (R171): whoever takes Postern over would have them too. */
export async function checkExcess(
  service: LdapService,
  random: Random,
  sample: LdapEntry,
  mailAttribute: string,
  known: readonly string[] = [],
): Promise<DirectoryCheck> {
  const secrets = await service.read(sample.dn, ['userPassword'], ['userPassword']);
  const mailOfNobody = `${random.id('usr')}@nobody.invalid`;
  const mail = await rightToWrite(service, sample.dn, mailAttribute, mailOfNobody);
  const excess = [
    ...known,
    ...((secrets?.bytes('userPassword').length ?? 0) > 0 ? ['reads userPassword'] : []),
    ...(mail === 'held' ? [`writes ${mailAttribute}`] : []),
  ];
  return excess.length === 0
    ? { id: 'too-many-rights', status: 'passed', detail: 'nothing beyond what is needed was found' }
    : {
        id: 'too-many-rights',
        status: 'warning',
        detail: `the service account ${excess.join(', ')}`,
      };
}
