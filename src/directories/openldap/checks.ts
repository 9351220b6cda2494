import type { DirectoryCheck } from '../../ports/directory-kind.ts';
import type { Random } from '../../ports/random.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { resultCodes } from '../ldap/faults.ts';
import { present } from '../ldap/filters.ts';
import { passwordModifyOid } from '../ldap/password-modify.ts';
import type { LdapService } from '../ldap/service.ts';
import {
  add,
  checkExcess,
  checkOfRight,
  remove,
  rightToWrite,
  valueOfNobody,
  type Right,
} from '../ldap/trials.ts';
import type { EffectivePolicy, Policies } from './policy.ts';
import type { OpenLdapSettings } from './settings.ts';

interface ChecksDeps {
  readonly service: LdapService;
  readonly settings: OpenLdapSettings;
  readonly random: Random;
  readonly policies: Policies;
}

const policyControl = '1.3.6.1.4.1.42.2.27.8.5.1';

/** What OpenLDAP must allow, tried on one person without changing anything in them. */
export async function checkOpenLdap(
  deps: ChecksDeps,
  sample: LdapEntry | null,
): Promise<readonly DirectoryCheck[]> {
  const { service, settings, policies } = deps;
  if (sample === null) return [];
  const root = await service.read('', ['supportedExtension', 'supportedControl']);
  const hasExop = root?.texts('supportedExtension').includes(passwordModifyOid) === true;
  const offersPolicy = root?.texts('supportedControl').includes(policyControl) === true;
  // A server offers the control when one of its databases has the overlay; this one may be another.
  const evaded = !offersPolicy || (await evadesPolicy(deps, sample));
  const hasOverlay = offersPolicy && (!evaded || (await knowsChanges(deps)));
  const bypasses = hasOverlay && evaded;
  const policy = hasOverlay ? await policies.of(sample) : null;
  const write = (attribute: string, value: string) =>
    rightToWrite(service, sample.dn, attribute, value);

  const reset = await write('userPassword', valueOfNobody(deps.random));
  const unlock = await write('pwdAccountLockedTime', '19700101000001Z');
  const checks: DirectoryCheck[] = [
    policyCheck(hasOverlay, policy, await policies.defaultDn()),
    resetCheck(reset, hasExop, policy),
    checkOfRight('unlock', 'pwdAccountLockedTime', unlock),
  ];
  if (settings.mustChangeAfterReset) {
    const other = sample.text('pwdReset')?.toUpperCase() === 'FALSE' ? 'TRUE' : 'FALSE';
    checks.push(mustChangeCheck(await write('pwdReset', other), policy));
  }
  if (policy !== null) checks.push(historyCheck(policy, bypasses));
  const known = bypasses ? ['goes past the password policy (manage on userPassword)'] : [];
  checks.push(
    changeTimeCheck(sample, hasOverlay),
    await checkExcess(service, deps.random, sample, settings.mailAttribute, known),
  );
  return checks;
}

function policyCheck(
  hasOverlay: boolean,
  policy: EffectivePolicy | null,
  defaultDn: string | null,
): DirectoryCheck {
  const id = 'read-policy';
  if (!hasOverlay) {
    const detail = 'the server has no password policy (slapo-ppolicy): no locks, no history';
    return { id, status: 'warning', detail };
  }
  if (policy !== null) return { id, status: 'passed', detail: policy.rules.source };
  return {
    id,
    status: 'warning',
    detail:
      defaultDn === null
        ? 'there is not exactly one pwdPolicy to be seen: name the default in the settings'
        : `${defaultDn} may not be read`,
  };
}

function resetCheck(
  right: Right,
  hasExop: boolean,
  policy: EffectivePolicy | null,
): DirectoryCheck {
  const check = checkOfRight('reset-password', 'userPassword', right);
  const refusal = hasExop
    ? policy?.needsOld === true &&
      `${policy.rules.source} asks for the old password with every new one (pwdSafeModify)`
    : `the server does not offer the password exop ${passwordModifyOid}`;
  return typeof refusal === 'string' ? { ...check, status: 'failed', detail: refusal } : check;
}

function mustChangeCheck(right: Right, policy: EffectivePolicy | null): DirectoryCheck {
  const check = checkOfRight('must-change', 'pwdReset', right);
  if (right !== 'held' || policy?.mustChangeAfterReset !== false) return check;
  const detail = `${policy.rules.source} has no pwdMustChange: pwdReset changes nothing`;
  return { ...check, status: 'warning', detail };
}

function historyCheck({ rules }: EffectivePolicy, bypasses: boolean): DirectoryCheck {
  const id = 'history-on-reset';
  if (bypasses) {
    const detail = 'the service account has `manage` on userPassword, and goes past every rule';
    return { id, status: 'warning', detail };
  }
  return rules.historyLength === null
    ? { id, status: 'warning', detail: `${rules.source} keeps no history (pwdInHistory)` }
    : { id, status: 'passed', detail: `the last ${rules.historyLength} passwords are refused` };
}

/** F43: without it nobody can tell later whether a write that was not answered was made. */
function changeTimeCheck(sample: LdapEntry, hasOverlay: boolean): DirectoryCheck {
  const id = 'change-time';
  if (!hasOverlay) {
    const detail = 'no pwdChangedTime without slapo-ppolicy: a lost answer stays uncertain';
    return { id, status: 'warning', detail };
  }
  const at = sample.text('pwdChangedTime');
  return at === null
    ? { id, status: 'passed', detail: 'pwdChangedTime comes with the next change of a password' }
    : { id, status: 'passed', detail: `pwdChangedTime: ${at}` };
}

/**
 * Whether no policy is asked when this account writes. A change that proves a wrong old password is refused by the
 * overlay (53 or 19) before anything else, except to those with `manage`, for whom the old value is simply not there (16).
 */
async function evadesPolicy({ service, random }: ChecksDeps, sample: LdapEntry): Promise<boolean> {
  const answer = await service.modify(sample.dn, [
    remove('userPassword', valueOfNobody(random)),
    add('userPassword', random.token()),
  ]);
  return answer.outcome === 'answered' && answer.code === resultCodes.noSuchAttribute;
}

/** Whether there is anybody of whom the overlay has kept something. */
async function knowsChanges({ service, settings }: ChecksDeps): Promise<boolean> {
  const found = await service.search({
    base: settings.baseDn,
    scope: 'sub',
    filter: present('pwdChangedTime'),
    attributes: ['1.1'],
    sizeLimit: 1,
  });
  return found.length > 0;
}
