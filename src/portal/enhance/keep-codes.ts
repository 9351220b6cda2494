/** Copies or prints the codes of the page. Without it they are still there to be written down. */

const list = document.querySelector<HTMLElement>('[data-codes]');
const copied = document.querySelector<HTMLElement>('[data-copied]');

function enhance(button: HTMLButtonElement, act: () => void): void {
  button.hidden = false;
  button.addEventListener('click', act);
}

async function copy(): Promise<void> {
  const codes = [...(list?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent);
  await navigator.clipboard.writeText(codes.join('\n'));
  if (copied) copied.textContent = copied.dataset['copied'] ?? '';
}

// A browser that has no clipboard here keeps the button hidden.
if ('clipboard' in navigator) {
  document
    .querySelectorAll<HTMLButtonElement>('[data-copy-codes]')
    .forEach((button) => enhance(button, () => void copy()));
}
document
  .querySelectorAll<HTMLButtonElement>('[data-print]')
  .forEach((button) => enhance(button, () => print()));
