import type { DirectoryCheck } from '../../ports/directory-kind.ts';
import type { Random } from '../../ports/random.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import type { LdapService } from '../ldap/service.ts';
import { checkExcess, checkOfRight, rightToWrite, valueOfNobody } from '../ldap/trials.ts';
import type { EffectivePolicy, Policies } from './policy.ts';
import type { AccountSchema } from './schemas.ts';
import type { DirectoryServer389Settings } from './settings.ts';

interface ChecksDeps {
  readonly service: LdapService;
  readonly settings: DirectoryServer389Settings;
  readonly random: Random;
  readonly schema: AccountSchema;
  readonly policies: Policies;
}

/** What the server must allow, tried on one person without changing anything in them. */
export async function checkDirectoryServer389(
  deps: ChecksDeps,
  sample: LdapEntry | null,
): Promise<readonly DirectoryCheck[]> {
  const { service, settings, random, schema, policies } = deps;
  if (sample === null) return [];
  const policy = await policies(sample);
  const reset = await rightToWrite(service, sample.dn, 'userPassword', valueOfNobody(random));
  return [
    policyCheck(policy, sample.text(schema.policy) ?? settings.defaultPolicyDn),
    checkOfRight('reset-password', 'userPassword', reset),
    await unlockCheck(deps, sample),
    ...(policy === null ? [] : [historyCheck(policy)]),
    changeTimeCheck(sample.text(schema.changedAt), schema.changedAt, policy),
    await checkExcess(service, random, sample, settings.mailAttribute),
  ];
}

function policyCheck(policy: EffectivePolicy | null, dn: string | null): DirectoryCheck {
  const id = 'read-policy';
  if (policy !== null) return { id, status: 'passed', detail: policy.rules.source };
  const detail =
    dn === null
      ? 'no policy is named in the settings'
      : `${dn} may not be read: nobody is told the rules before they type`;
  return { id, status: 'warning', detail };
}

/** Each attribute that a lock is kept in, with a value that stands nowhere. */
async function unlockCheck(
  { service, schema }: ChecksDeps,
  sample: LdapEntry,
): Promise<DirectoryCheck> {
  const checks: DirectoryCheck[] = [];
  for (const attribute of Object.keys(schema.unlocked)) {
    const value = attribute.endsWith('Time') ? '19700101000001Z' : '987654321';
    const right = await rightToWrite(service, sample.dn, attribute, value);
    checks.push(checkOfRight('unlock', attribute, right));
  }
  const status = (['failed', 'unknown'] as const).find((worst) =>
    checks.some((check) => check.status === worst),
  );
  return {
    id: 'unlock',
    status: status ?? 'passed',
    detail: checks.map(({ detail }) => detail).join('; '),
  };
}

function historyCheck({ rules }: EffectivePolicy): DirectoryCheck {
  const id = 'history-on-reset';
  return rules.historyLength === null
    ? { id, status: 'warning', detail: `${rules.source} keeps no history` }
    : { id, status: 'passed', detail: `the last ${rules.historyLength} passwords are refused` };
}

/** F43: without it nobody can tell later whether a write that was not answered was made. */
function changeTimeCheck(
  value: string | null,
  attribute: string,
  policy: EffectivePolicy | null,
): DirectoryCheck {
  const id = 'change-time';
  if (value !== null) return { id, status: 'passed', detail: `${attribute}: ${value}` };
  if (policy?.tracksChanges === true)
    return {
      id,
      status: 'passed',
      detail: `${attribute} comes with the next change of a password`,
    };
  const remedy = attribute === 'pwdUpdateTime' ? ' (passwordTrackUpdateTime is off)' : '';
  return {
    id,
    status: 'warning',
    detail: `nobody has ${attribute}${remedy}: a lost answer stays uncertain`,
  };
}
