import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { PendingCallRow } from '../../ports/storage/pending-calls.ts';
import type { Vault } from '../../ports/vault.ts';
import type {
  VoiceCallbackAnswer,
  VoiceCallbacks,
  VoiceDialect,
} from '../../ports/voice-callbacks.ts';

/** What the greeting asks for. */
const confirmingKey = '1';

export interface VoiceCallbackDesk {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
  /** Absolute, without a trailing slash; carriers have to reach it. */
  readonly baseUrl: string;
  /** By the id of their channel. */
  readonly dialects: Readonly<Record<string, VoiceDialect>>;
}

export interface VoiceCallbackService {
  /** What the carriers of one tenant are opened with. */
  of(tenantId: string): VoiceCallbacks;
  /**
   * Answers what a carrier asks after a key press. Null for an unknown, used or expired token and for a request that
   * the carrier did not sign: whoever tries learns nothing of which it was.
   */
  answer(token: string, headers: Headers, body: string): Promise<VoiceCallbackAnswer | null>;
}

export function createVoiceCallbacks(desk: VoiceCallbackDesk): VoiceCallbackService {
  const { storage, vault, random, clock, dialects } = desk;
  const urlOf = (token: string): string => `${desk.baseUrl}/callbacks/voice/${token}`;
  return {
    of: (tenantId) => ({
      async register(dialect, key, { locale, spoken, expiresAt }) {
        const id = random.id('cal');
        const token = random.token();
        const call: KeptCall = { dialect, key, locale, spoken };
        await storage.pendingCalls.add({
          id,
          tenantId,
          tokenMac: vault.mac('voice-callback', token),
          callSealed: vault.seal(JSON.stringify(call), boundTo({ tenantId, id })),
          createdAt: clock.now(),
          expiresAt,
        });
        return urlOf(token);
      },
    }),

    async answer(token, headers, body) {
      const now = clock.now();
      const tokenMac = vault.mac('voice-callback', token);
      const row = await storage.pendingCalls.peek(tokenMac, now);
      if (row === null) return null;
      const call = keptCallSchema.parse(JSON.parse(vault.open(row.callSealed, boundTo(row))));
      const dialect = dialects[call.dialect];
      const request = { url: urlOf(token), headers, body, now };
      if (dialect === undefined || !(await dialect.isGenuine(request, call.key))) {
        desk.log.warn({ call: row.id, carrier: call.dialect }, 'voice callback refused');
        return null;
      }
      const pressed = dialect.pressed(request);
      if (pressed === '') return dialect.hangUp(call);
      if (pressed !== confirmingKey) return dialect.askAgain(call, request.url);
      return (await storage.pendingCalls.consume(tokenMac, now)) ? dialect.readCode(call) : null;
    },
  };
}

const keptCallSchema = z.strictObject({
  dialect: z.string(),
  key: z.string(),
  locale: z.string(),
  spoken: z.strictObject({
    greeting: z.string(),
    prompt: z.string(),
    code: z.string(),
    goodbye: z.string(),
  }),
});
type KeptCall = z.infer<typeof keptCallSchema>;

const boundTo = ({ tenantId, id }: Pick<PendingCallRow, 'tenantId' | 'id'>): string =>
  `pending-call/${tenantId}/${id}`;
