import { comparePolicies, type Policy, settingsOf } from '../../src/contract/shapes.ts';

/** The value of a setting by its dotted path, as `session.lifetimeSeconds`; undefined when there is none. */
export function valueAt(policy: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return (value as Readonly<Record<string, unknown>>)[name];
  }, policy);
}

/** The same with one setting changed. */
export function withValue<Settings extends object>(
  policy: Settings,
  path: string,
  value: unknown,
): Settings {
  const put = (owner: unknown, [name, ...rest]: readonly string[]): unknown => {
    if (name === undefined) return value;
    if (Array.isArray(owner)) {
      const place = Number(name);
      return owner.with(place, put(owner[place], rest));
    }
    const fields = owner as Readonly<Record<string, unknown>>;
    return { ...fields, [name]: put(fields[name], rest) };
  };
  return put(policy, path.split('.')) as Settings;
}

/** Dotted paths of the settings that differ, in the order of the policy's own sections. */
export function changedPaths(before: Policy, after: Policy): readonly string[] {
  return comparePolicies(before, after).map((change) => change.path);
}

export interface Merged {
  readonly policy: Policy;
  /** Settings that both changed, to different values: mine are in the merged policy. */
  readonly collisions: readonly string[];
}

/** My changes to a policy that somebody else has changed meanwhile, on top of theirs. */
export function mergeOnto(base: Policy, mine: Policy, theirs: Policy): Merged {
  const theirChanges = new Set(changedPaths(base, theirs));
  const myChanges = changedPaths(base, mine);
  return {
    policy: myChanges.reduce(
      (policy, path) => withValue(policy, path, valueAt(mine, path)),
      theirs,
    ),
    collisions: myChanges.filter(
      (path) => theirChanges.has(path) && !same(valueAt(mine, path), valueAt(theirs, path)),
    ),
  };
}

/** What a preset never decides: who may reset, which methods are on, the organisation's own words. */
const ownSettings = [
  /^scope\./,
  /^methodsRequired$/,
  /^methods\.[^.]+\.enabled$/,
  /^administrators\.administratorsMayReset$/,
  /^password\.customWords$/,
  /^notifications\./,
  /^helpContact$/,
];

export function presetDecides(path: string): boolean {
  return !ownSettings.some((own) => own.test(path));
}

/** The numbers of a preset in place of this policy's; what is the organisation's own stays. */
export function takePreset(policy: Policy, preset: Policy): Policy {
  return [...settingsOf(preset)]
    .filter(([path]) => presetDecides(path))
    .filter(([path]) => valueAt(policy, path) !== undefined)
    .reduce((taken, [path, value]) => withValue(taken, path, value), policy);
}

/** The settings of a policy that its preset has other numbers for. */
export function departures(policy: Policy, preset: Policy): readonly string[] {
  return changedPaths(policy, takePreset(policy, preset));
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
