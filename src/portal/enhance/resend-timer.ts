/** Counts down to when another code may be asked for; without it the server says so. */

/** `1:05` */
export function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function enhance(button: HTMLButtonElement): void {
  const form = button.form;
  const status = form?.querySelector<HTMLElement>('[data-resend-wait]');
  if (!form || !status) return;
  const readyAt = performance.now() + Number(button.dataset['resend']) * 1000;
  const secondsLeft = (): number => Math.max(0, Math.ceil((readyAt - performance.now()) / 1000));

  // Only the end is announced: a screen reader that counts along would be unbearable.
  status.setAttribute('aria-live', 'off');
  button.setAttribute('aria-disabled', 'true');
  form.addEventListener(
    'submit',
    (event) => {
      if (secondsLeft() === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );

  const show = (): boolean => {
    const left = secondsLeft();
    if (left > 0) {
      const text = status.dataset['resendWait'] ?? '';
      status.textContent = text.replace('{time}', clockTime(left));
      return false;
    }
    status.removeAttribute('aria-live');
    status.textContent = status.dataset['resendReady'] ?? '';
    button.removeAttribute('aria-disabled');
    return true;
  };
  const countdown = setInterval(() => {
    if (show()) clearInterval(countdown);
  }, 1000);
  show();
}

if ('document' in globalThis) {
  document.querySelectorAll<HTMLButtonElement>('button[data-resend]').forEach(enhance);
}
