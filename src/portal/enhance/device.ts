/** Shows on a registered device which resets wait for its owner, and signs what the owner decides. */
import { cleanCode } from './code-input.ts';
import { keepTexts, type KeptKey, keptKeys, signWith } from './device-keys.ts';

interface Approval {
  readonly id: string;
  readonly account: string;
  readonly from: string;
  readonly when: string;
}

interface Waiting {
  readonly registered: boolean;
  readonly approvals: readonly Approval[];
}

/** While the page is looked at; a push message asks at once. */
const askAgainMs = 4000;

function enhance(page: HTMLElement): void {
  const part = (name: string) => page.querySelector<HTMLElement>(`[data-device-${name}]`);
  const list = part('list');
  const template = page.querySelector('template');
  const said = part('said');
  if (list === null || template === null || said === null) return;
  let isOffered = false;
  // By the server's clock, whatever this device's says.
  const offset = Number(page.dataset['now']) - Date.now();

  async function post<Answer>(path: string, key: KeptKey, act: object): Promise<Answer> {
    const payload = JSON.stringify({ ...act, device: key.name, at: Date.now() + offset });
    const answer = await fetch(path, {
      method: 'POST',
      body: new URLSearchParams({
        form_token: page.dataset['token'] ?? '',
        payload,
        signature: await signWith(key, payload),
      }),
    });
    if (!answer.ok) throw new Error(`answered with ${answer.status}`);
    return (await answer.json()) as Answer;
  }

  async function decide(item: HTMLElement, key: KeptKey, act: object): Promise<void> {
    for (const button of item.querySelectorAll('button')) button.disabled = true;
    try {
      const { outcome } = await post<{ outcome: string }>('/device/decide', key, act);
      if (said !== null) said.textContent = said.dataset[outcome] ?? '';
      if (outcome !== 'wrongNumber') item.remove();
    } catch {
      if (said !== null) said.textContent = said.dataset['failed'] ?? '';
    }
    for (const button of item.querySelectorAll('button')) button.disabled = false;
    await show();
  }

  function itemOf(approval: Approval, key: KeptKey): HTMLElement | null {
    const copy = template?.content.cloneNode(true) as DocumentFragment;
    const item = copy.querySelector<HTMLElement>('[data-approval]');
    const form = item?.querySelector('form');
    const number = item?.querySelector<HTMLInputElement>('input[inputmode="numeric"]');
    if (!item || !form || !number) return null;
    item.dataset['approval'] = approval.id;
    for (const fact of ['account', 'from', 'when'] as const) {
      const slot = item.querySelector(`[data-${fact}]`);
      if (slot !== null) slot.textContent = approval[fact];
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const typed = cleanCode(number.value);
      void decide(item, key, { act: 'approve', approval: approval.id, number: typed });
    });
    item.querySelector('[data-deny]')?.addEventListener('click', () => {
      void decide(item, key, { act: 'deny', approval: approval.id });
    });
    return item;
  }

  /** What is there already stays as it is: somebody may be typing into it. */
  function update(asked: ReadonlyMap<string, { approval: Approval; key: KeptKey }>): void {
    for (const item of list?.querySelectorAll<HTMLElement>('[data-approval]') ?? []) {
      if (!asked.has(item.dataset['approval'] ?? '')) item.remove();
    }
    for (const [id, { approval, key }] of asked) {
      if (list?.querySelector(`[data-approval="${CSS.escape(id)}"]`)) continue;
      const item = itemOf(approval, key);
      if (item !== null) list?.append(item);
    }
  }

  async function show(): Promise<void> {
    const keys = await keptKeys();
    const known: KeptKey[] = [];
    const asked = new Map<string, { approval: Approval; key: KeptKey }>();
    for (const key of keys) {
      const { registered, approvals } = await post<Waiting>('/device/waiting', key, {
        act: 'list',
      });
      if (registered) known.push(key);
      for (const approval of approvals) asked.set(approval.id, { approval, key });
    }
    update(asked);
    part('unavailable')?.setAttribute('hidden', '');
    part('unknown')?.toggleAttribute('hidden', known.length > 0);
    part('idle')?.toggleAttribute('hidden', known.length === 0 || asked.size > 0);
    if (!isOffered && known.length > 0) {
      isOffered = true;
      await offerMessages(known);
    }
  }

  async function goOn(): Promise<void> {
    // A network that is gone for a moment is asked again like one that is there.
    if (document.visibilityState === 'visible') await show().catch(() => undefined);
    setTimeout(() => void goOn(), askAgainMs);
  }

  /** Offered where the browser can, and to a registered device alone. */
  async function offerMessages(keys: readonly KeptKey[]): Promise<void> {
    const button = part('messages');
    const { worker = '', deviceMessages = '', ...texts } = button?.dataset ?? {};
    if (button === null || !('PushManager' in globalThis) || keys.length === 0) return;
    const known = await navigator.serviceWorker.getRegistration(worker);
    if (await known?.pushManager.getSubscription()) return;
    button.hidden = false;
    button.addEventListener('click', () => {
      const on = async (): Promise<void> => {
        if ((await Notification.requestPermission()) !== 'granted') return;
        await keepTexts({ title: texts['title'] ?? '', body: texts['body'] ?? '' });
        const registered = await navigator.serviceWorker.register(worker, { type: 'module' });
        await atWork(registered);
        const push = await registered.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: deviceMessages,
        });
        const act = { act: 'subscribe', push: push.toJSON() };
        for (const key of keys) await post('/device/subscribe', key, act);
        if (said !== null) said.textContent = texts['on'] ?? '';
        button.hidden = true;
      };
      void on().catch(() => {
        if (said !== null) said.textContent = said.dataset['failed'] ?? '';
      });
    });
  }

  // A message came while the page is open: it shows what waits at once.
  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.addEventListener('message', () => void show().catch(() => undefined));
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void show().catch(() => undefined);
  });
  void goOn();
}

/** One that was registered just now is only coming, and nothing can be subscribed to before it is at work. */
function atWork({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  if (active !== null) return Promise.resolve();
  const coming = installing ?? waiting;
  return new Promise((done, failed) => {
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'activated') done();
      if (coming.state === 'redundant') failed(new Error('the worker was not taken'));
    });
  });
}

if ('crypto' in globalThis && 'indexedDB' in globalThis) {
  document.querySelectorAll<HTMLElement>('[data-device]').forEach(enhance);
}
