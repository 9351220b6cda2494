/** Takes messages for a registered device while none of its pages is open. A message says only that something waits. */
import { keptTexts } from './device-keys.ts';

// Of what a service worker has (W3C Service Workers §4), as much as is used: the types of pages know none of it.
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface NotificationClick extends WorkerEvent {
  readonly notification: Notification;
}
interface OpenPage {
  readonly url: string;
  focus(): Promise<OpenPage>;
  postMessage(message: unknown): void;
}
interface Worker extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<OpenPage[]>;
    openWindow(url: string): Promise<OpenPage | null>;
  };
}
const worker = globalThis as unknown as Worker;

async function openPages(): Promise<OpenPage[]> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter(({ url }) => new URL(url).pathname === '/device');
}

async function tell(): Promise<void> {
  for (const page of await openPages()) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the pages of a worker are of its origin.
    page.postMessage('look');
  }
  const texts = await keptTexts();
  await worker.registration.showNotification(texts?.title ?? '', {
    body: texts?.body ?? '',
    tag: 'approval',
    requireInteraction: true,
  });
}

async function open(): Promise<void> {
  const [page] = await openPages();
  await (page === undefined ? worker.clients.openWindow('/device') : page.focus());
}

worker.addEventListener('push', (event) => (event as WorkerEvent).waitUntil(tell()));
worker.addEventListener('notificationclick', (event) => {
  const { notification } = event as NotificationClick;
  notification.close();
  (event as NotificationClick).waitUntil(open());
});
