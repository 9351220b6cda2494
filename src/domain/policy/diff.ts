import type { Policy } from './policy.ts';

/** One setting that differs, under its dotted path; a list is one setting. */
export interface PolicyChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** This change makes a reset easier to misuse. */
  readonly weakens: boolean;
}

type Rule = (before: unknown, after: unknown) => boolean;

const never: Rule = () => false;
const lower: Rule = (before, after) => Number(after) < Number(before);
const higher: Rule = (before, after) => Number(after) > Number(before);
const switchedOn: Rule = (before, after) => before !== true && after === true;
const switchedOff: Rule = (before, after) => before === true && after !== true;
/** An entry that protected is gone. */
const entryRemoved: Rule = (before, after) => {
  const kept = new Set(asList(after).map((entry) => JSON.stringify(entry)));
  return asList(before).some((entry) => !kept.has(JSON.stringify(entry)));
};
/** One more way in. */
const entryAdded: Rule = (before, after) => entryRemoved(after, before);
/** Some wait became shorter; the last one of a list repeats. */
const anyWaitShorter: Rule = (before, after) => {
  const [was, is] = [asList(before), asList(after)];
  return Array.from({ length: Math.max(was.length, is.length) }, (_, n) => n).some(
    (n) => Number(is[n] ?? is.at(-1)) < Number(was[n] ?? was.at(-1)),
  );
};

/**
 * The one table of what weakens a policy; `*` stands for one name. Widening the scope is no weakening
 * (whom it affects is counted and shown), but an exclusion that is lifted is one.
 */
export const weakeningTable: Readonly<Record<string, Rule>> = {
  preset: never,
  'scope.mode': never,
  'scope.includeGroups': never,
  'scope.excludeGroups': entryRemoved,
  methodsRequired: lower,
  // One more way in is one more way to misuse (A136).
  'methods.*.enabled': switchedOn,
  'administrators.administratorsMayReset': switchedOn,
  'administrators.methods': entryAdded,
  'registration.requiredAtSignIn': switchedOff,
  'registration.skipsAllowed': higher,
  'registration.skipDays': higher,
  // 0 never asks, which is the longest time of all.
  'registration.reconfirmDays': (before, after) =>
    (Number(after) || Infinity) > (Number(before) || Infinity),
  'registration.holdHours': lower,
  'registration.resetHoldHours': lower,
  // One more place that people are sent to from here.
  'registration.returnAddresses': entryAdded,
  'session.lifetimeSeconds': higher,
  'session.grantSeconds': higher,
  'session.wrongAnswersPerCode': higher,
  'session.sendsPerMethod': higher,
  'session.resendWaitSeconds': anyWaitShorter,
  'limits.*': higher,
  'password.minLength': lower,
  'password.maxLength': never,
  'password.characterClasses': lower,
  'password.refuseCommon': switchedOff,
  'password.refuseContextWords': switchedOff,
  'password.customWords': entryRemoved,
  // Whoever stole a password and was locked out by guessing could go on with it.
  'unlock.allowed': switchedOn,
  'accounts.*': switchedOn,
  'notifications.notifyUser': switchedOff,
  helpContact: never,
};

const table: readonly [RegExp, Rule][] = Object.entries(weakeningTable).map(([path, rule]) => [
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`),
  rule,
]);

/** Every setting that differs, in the order of the policy's own sections. */
export function comparePolicies(before: Policy, after: Policy): PolicyChange[] {
  const [was, is] = [settingsOf(before), settingsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => JSON.stringify(was.get(path)) !== JSON.stringify(is.get(path)))
    .map((path) => ({
      path,
      before: was.get(path) ?? null,
      after: is.get(path) ?? null,
      weakens: weakens(path, was.get(path), is.get(path)),
    }));
}

/** Every setting under its dotted path; lists whole. */
export function settingsOf(policy: Policy): Map<string, unknown> {
  const settings = new Map<string, unknown>();
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      settings.set(path, value);
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      walk(inner, path === '' ? name : `${path}.${name}`);
    }
  };
  walk(policy, '');
  return settings;
}

function weakens(path: string, before: unknown, after: unknown): boolean {
  const rule = table.find(([pattern]) => pattern.test(path))?.[1];
  if (rule) return rule(before, after);
  return path.startsWith('methods.') ? methodSettingWeakens(path, before, after) : true;
}

/**
 * A method's own settings are not known here: a longer life or a smaller number weakens, and a change
 * of anything that is no number counts as weakening until somebody proves otherwise. A setting that
 * appears or goes away with its method is judged by `enabled`.
 */
function methodSettingWeakens(path: string, before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return false;
  if (typeof before !== 'number' || typeof after !== 'number') return true;
  return path.endsWith('Seconds') ? after > before : after < before;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
