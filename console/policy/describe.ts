import type { GroupRef, PolicyChange } from '../../src/contract/shapes.ts';
import type { Wording } from '../locales/context.ts';

export interface ChangeDescription {
  readonly path: string;
  readonly setting: string;
  readonly before: string;
  readonly after: string;
  readonly weakens: boolean;
}

export type GroupNames = (group: GroupRef) => string | undefined;

/** A change in the words that the pages use for the setting and its values. */
export function describeChange(
  change: PolicyChange,
  wording: Wording,
  groupNames: GroupNames,
): ChangeDescription {
  const { path, before, after, weakens } = change;
  const text = (value: unknown) => describeValue(path, value, wording, groupNames);
  const described = { path, setting: settingName(path, wording), weakens };
  if (path !== 'password.customWords') {
    return { ...described, before: text(before), after: text(after) };
  }
  // Ten thousand words say nothing; which ones came and went does.
  const [was, is] = [before as readonly string[], after as readonly string[]];
  return {
    ...described,
    before: text(before),
    after: wording.t.policy.wordsChanged(
      text(after),
      is.filter((word) => !was.includes(word)),
      was.filter((word) => !is.includes(word)),
    ),
  };
}

/** `E-mail code: Digits in a code`, `Sessions: Time to finish a reset`. */
export function settingName(path: string, { t }: Wording): string {
  const known = settingText(path, { t })?.label;
  const [section, name = '', ...rest] = path.split('.');
  if (section !== 'methods') return known ?? path;
  const setting = known ?? rest.join('.');
  return t.policy.methodSetting(methodName(name, { t }), setting);
}

export function methodName(id: string, { t }: Pick<Wording, 't'>): string {
  const names: Readonly<Record<string, { readonly name: string } | undefined>> = t.methods.known;
  return names[id]?.name ?? id;
}

export function settingText(
  path: string,
  { t }: Pick<Wording, 't'>,
): { readonly label: string; readonly help: string } | undefined {
  const texts: Readonly<Record<string, { readonly label: string; readonly help: string }>> =
    t.settingTexts;
  // Of a thing in a list, whichever it is.
  const any = path.replaceAll(/\.\d+(?=\.)/g, '.#');
  return texts[any] ?? texts[any.replace(/^methods\.[^.]+\./, 'methods.*.')];
}

/** Of more than these, how many there are says more. */
const MOST_NAMED = 8;

export function describeValue(
  path: string,
  value: unknown,
  { t, format }: Wording,
  groupNames: GroupNames,
): string {
  if (path === 'scope.mode') return t.policy.scope[value as keyof typeof t.policy.scope].name;
  if (path === 'preset') return t.policy.presets[value as keyof typeof t.policy.presets].name;
  if (path === 'password.customWords') return t.policy.words((value as readonly string[]).length);
  if (/^scope\.\w+Groups$/.test(path)) {
    const names = (value as readonly GroupRef[]).map(
      (group) => groupNames(group) ?? t.policy.unknownGroup,
    );
    return names.length === 0 ? t.common.none : format.list(names);
  }
  if (path === 'administrators.methods') {
    const names = (value as readonly string[]).map((id) => methodName(id, { t }));
    return names.length === 0 ? t.common.none : format.list(names);
  }
  if (path === 'registration.reconfirmDays' && value === 0) return t.common.never;
  if (value === null || value === undefined || value === '') return t.common.none;
  if (typeof value === 'boolean') return value ? t.common.on : t.common.off;
  if (Array.isArray(value)) {
    if (value.length === 0) return t.common.none;
    return value.length > MOST_NAMED || value.some((one) => typeof one === 'object')
      ? t.forms.entries(value.length)
      : value.map((one) => numberText(path, one, format)).join(', ');
  }
  return numberText(path, value, format);
}

function numberText(path: string, value: unknown, format: Wording['format']): string {
  if (typeof value !== 'number') return String(value);
  if (path.endsWith('Seconds')) return format.duration(value);
  if (path.endsWith('Days')) return format.amount(value, 'day');
  if (path.endsWith('Hours')) return format.amount(value, 'hour');
  return format.number(value);
}
