/** Goes on by itself once the other device has approved; without it the button asks. */

const askAgainMs = 3000;

function enhance(form: HTMLFormElement): void {
  const token = form.querySelector<HTMLInputElement>('input[name="form_token"]');
  if (token === null) return;
  const ask = async (): Promise<void> => {
    if (document.visibilityState === 'visible') {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams({ form_token: token.value }),
      });
      if (!answer.ok) return;
      const { waiting } = (await answer.json()) as { waiting: boolean };
      if (!waiting) {
        location.assign('/reset/continue');
        return;
      }
    }
    setTimeout(start, askAgainMs);
  };
  // A network that is gone for a moment is asked again like one that is there.
  const start = (): void => void ask().catch(() => setTimeout(start, askAgainMs));
  setTimeout(start, askAgainMs);
}

document.querySelectorAll<HTMLFormElement>('[data-approval-waits] form').forEach(enhance);
