import type { ChannelDeps, Receipt, SmsMessage, VoiceMessage } from '../../src/ports/channel.ts';
import { fixedClock } from './clock.ts';

/** What a carrier is opened with, and what it made of it. */
export function channelDeps(over: Partial<ChannelDeps> = {}) {
  const receipts: Receipt[] = [];
  const registered: { dialect: string; key: string; message: VoiceMessage }[] = [];
  const lines: string[] = [];
  const write = (_fields: unknown, line: string) => void lines.push(line);
  const log = { info: write, warn: write, error: write, child: () => log };
  const deps: ChannelDeps = {
    clock: fixedClock(),
    log,
    voiceCallbacks: {
      register(dialect, key, message) {
        registered.push({ dialect, key, message });
        return Promise.resolve('https://reset.contoso.example/callbacks/voice/token');
      },
    },
    onReceipt: (receipt) => receipts.push(receipt),
    ...over,
  };
  return { deps, receipts, registered, lines };
}

export const aText: SmsMessage = {
  kind: 'sms',
  id: 'msg_0123456789',
  to: '+4915112345678',
  text: 'Contoso: 1234 5678',
};

export const aCall: VoiceMessage = {
  kind: 'voice',
  id: 'msg_0123456789',
  to: '+493012345678',
  extension: null,
  locale: 'de',
  spoken: {
    greeting: 'Hier ist Contoso <Zentrale> & Partner.',
    prompt: 'Drücken Sie die 1.',
    code: '47110815',
    goodbye: 'Auf Wiederhören.',
  },
  expiresAt: Number.MAX_SAFE_INTEGER,
};
