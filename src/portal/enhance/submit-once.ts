/** A form is sent once, however often its button is pressed; its words stay as they are. */

function enhance(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    button?.setAttribute('aria-disabled', 'true');
  });
  // Back from the next page, the form may be sent again.
  globalThis.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    sent = false;
    button?.removeAttribute('aria-disabled');
  });
}

document.querySelectorAll<HTMLFormElement>('form[data-submit-once]').forEach(enhance);
