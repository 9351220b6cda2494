/** Makes the key by which this browser becomes a registered device, and sends its public half with the form. */
import { keepKey, makeKey, signWith } from './device-keys.ts';

function enhance(box: HTMLElement): void {
  const form = box.querySelector('form');
  const field = box.querySelector<HTMLInputElement>('input[data-device-answer]');
  const problem = box.querySelector<HTMLElement>('[data-device-problem]');
  if (form === null || field === null || problem === null) return;
  let isUnderWay = false;

  const answer = async (): Promise<void> => {
    isUnderWay = true;
    problem.textContent = '';
    try {
      const { kept, publicKey } = await makeKey();
      const signature = await signWith(kept, `register ${box.dataset['deviceEnrol'] ?? ''}`);
      await keepKey(kept);
      field.value = JSON.stringify({ publicKey, signature });
      // Past the listeners: what is filled in now is sent as it is.
      form.submit();
    } catch {
      // A private window, for one, may keep nothing.
      problem.textContent = problem.dataset['failed'] ?? '';
      isUnderWay = false;
    }
  };
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!isUnderWay) void answer();
    },
    { capture: true },
  );
  box.parentElement
    ?.querySelector<HTMLElement>('[data-device-unavailable]')
    ?.setAttribute('hidden', '');
  box.hidden = false;
}

if ('crypto' in globalThis && 'indexedDB' in globalThis && globalThis.isSecureContext) {
  document.querySelectorAll<HTMLElement>('[data-device-enrol]').forEach(enhance);
}
