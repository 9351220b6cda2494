/** Ticks off the rules for a new password while it is typed; the server decides, whatever is ticked here. */

const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

const checks: Readonly<Record<string, (password: string, value: number) => boolean>> = {
  'min-length': (password, value) => [...password].length >= value,
  'max-length': (password, value) => [...password].length <= value,
  classes: (password, value) => classes.filter((one) => one.test(password)).length >= value,
};

/** Null for a rule that a browser cannot check. */
export function isMet(rule: string | undefined, value: number, typed: string): boolean | null {
  const check = rule !== undefined && Object.hasOwn(checks, rule) ? checks[rule] : undefined;
  return check === undefined ? null : check(typed.normalize('NFC'), value);
}

function field(id: string): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`input[id="${id}"]`);
}

function enhanceRules(list: HTMLElement): void {
  const password = field(list.dataset['passwordRules'] ?? '');
  if (password === null) return;
  const status = document.querySelector<HTMLElement>(`[data-rules-status="${password.id}"]`);
  const checked = [...list.querySelectorAll<HTMLElement>('li[data-rule]')].map((item) => {
    const state = document.createElement('span');
    state.className = 'unseen';
    item.append(' ', state);
    return { item, state };
  });

  const tick = (): boolean => {
    let all = true;
    for (const { item, state } of checked) {
      const met = isMet(item.dataset['rule'], Number(item.dataset['value']), password.value);
      all &&= met === true;
      const typed = password.value !== '';
      item.classList.toggle('met', typed && met === true);
      item.classList.toggle('open', typed && met !== true);
      state.textContent = typed
        ? `(${(met ? list.dataset['met'] : list.dataset['open']) ?? ''})`
        : '';
    }
    return all;
  };
  password.addEventListener('input', tick);
  // Said once the field is left, not at every key.
  password.addEventListener('change', () => {
    const said = tick() ? list.dataset['allMet'] : list.dataset['someOpen'];
    if (status !== null) status.textContent = password.value === '' ? '' : (said ?? '');
  });
}

function enhanceMatch(status: HTMLElement): void {
  const [first, second] = (status.dataset['match'] ?? '').split(' ').map(field);
  if (!first || !second) return;
  const compare = (): void => {
    const same = first.value.normalize('NFC') === second.value.normalize('NFC');
    // While the second is still being typed it is not yet wrong.
    const soFar = first.value.startsWith(second.value) && document.activeElement === second;
    const said = same ? status.dataset['same'] : soFar ? '' : status.dataset['notSame'];
    status.textContent = second.value === '' ? '' : (said ?? '');
    status.classList.toggle('met', same);
  };
  for (const one of [first, second]) one.addEventListener('input', compare);
  second.addEventListener('blur', compare);
}

if ('document' in globalThis) {
  document.querySelectorAll<HTMLElement>('[data-password-rules]').forEach(enhanceRules);
  document.querySelectorAll<HTMLElement>('[data-match]').forEach(enhanceMatch);
}
