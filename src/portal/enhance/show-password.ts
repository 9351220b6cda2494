/** Shows and hides what was typed into the password fields that a button names. */

function enhance(button: HTMLButtonElement): void {
  const fields = (button.dataset['showPassword'] ?? '')
    .split(' ')
    .map((id) => document.querySelector<HTMLInputElement>(`input[id="${id}"]`))
    .filter((field) => field !== null);
  const show = (shown: boolean): void => {
    for (const field of fields) field.type = shown ? 'text' : 'password';
    button.textContent = (shown ? button.dataset['hide'] : button.dataset['show']) ?? '';
  };
  button.addEventListener('click', () => show(fields.some((field) => field.type === 'password')));
  // Browsers offer to remember a password only from a password field.
  button.form?.addEventListener('submit', () => show(false));
  show(false);
  button.hidden = false;
}

document.querySelectorAll<HTMLButtonElement>('button[data-show-password]').forEach(enhance);
