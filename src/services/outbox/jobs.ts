import { z } from 'zod';
import { type UserRef, userRefSchema } from '../../domain/identity.ts';
import type { ChannelKind } from '../../ports/channel.ts';
import {
  administratorsAlerts,
  type MessageKind,
  type MessageParams,
} from '../../ports/messages.ts';
import type { Random } from '../../ports/random.ts';
import type { JobKind, JobRow } from '../../ports/storage/outbox.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';

export interface ResolveResetPayload {
  readonly sessionId: string;
  readonly challengeId: string;
}

/** A message as it waits: facts, not a rendered text. `about` says what to record when it has left or failed. */
export interface SendMessagePayload<Kind extends MessageKind = MessageKind> {
  readonly carrier: ChannelKind;
  readonly message: Kind;
  readonly params: MessageParams[Kind];
  readonly to: string;
  readonly locale: string;
  readonly about: {
    readonly user: z.infer<typeof userRefSchema> & { readonly name: string };
    readonly correlationId: string | null;
    /** The challenge whose code this carries: not sent any more when that is void. */
    readonly challengeId: string | null;
  };
}

/** An alert as it waits until somebody has read who the administrators are. */
export interface TellAdministratorsPayload {
  readonly params: MessageParams['administrators-alert'];
  /** Everybody with a role, and not the Global Administrators alone. */
  readonly everyRole: boolean;
  /** Who did it needs no telling; null when nobody is left out. */
  readonly except: UserRef | null;
  readonly locale: string;
  readonly correlationId: string | null;
}

/** Whose devices are woken. */
export interface PushApprovalPayload {
  readonly user: UserRef;
}

interface Payloads {
  'resolve-reset': ResolveResetPayload;
  'send-message': SendMessagePayload;
  /** A message that goes nowhere; see resolve-reset.ts. */
  'rehearse-message': SendMessagePayload;
  'tell-administrators': TellAdministratorsPayload;
  'push-approval': PushApprovalPayload;
}

export interface OutboxWriter {
  /** Adds a job in the caller's transaction; the caller wakes the worker after the commit. */
  add<Kind extends JobKind & keyof Payloads>(
    stores: Stores,
    job: {
      readonly tenantId: string;
      readonly kind: Kind;
      readonly payload: Payloads[Kind];
      readonly at: number;
      readonly deadlineAt: number;
    },
  ): Promise<void>;
}

const boundTo = (job: Pick<JobRow, 'tenantId' | 'id' | 'kind'>) =>
  `outbox/${job.tenantId}/${job.id}/${job.kind}`;

export function createOutboxWriter(deps: { vault: Vault; random: Random }): OutboxWriter {
  return {
    async add(stores, { tenantId, kind, payload, at, deadlineAt }) {
      const id = deps.random.id('msg');
      await stores.outbox.add({
        id,
        tenantId,
        kind,
        payloadSealed: deps.vault.seal(JSON.stringify(payload), boundTo({ tenantId, id, kind })),
        attempts: 0,
        notBefore: at,
        deadlineAt,
        createdAt: at,
      });
    },
  };
}

const resolveResetSchema = z.strictObject({ sessionId: z.string(), challengeId: z.string() });

const sendMessageSchema = z.strictObject({
  carrier: z.enum(['email', 'sms', 'voice']),
  message: z.enum([
    'reset-code',
    'reset-not-available',
    'password-changed',
    'registration-code',
    'registration-changed',
    'registration-reminder',
    'administrators-alert',
    'carrier-test',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  to: z.string(),
  locale: z.string(),
  about: z.strictObject({
    user: userRefSchema.extend({ name: z.string() }),
    correlationId: z.string().nullable(),
    challengeId: z.string().nullable(),
  }),
});

const tellAdministratorsSchema = z.strictObject({
  params: z.strictObject({
    alert: z.enum(administratorsAlerts),
    username: z.string(),
    detail: z.string(),
    at: z.int(),
    reference: z.string(),
  }),
  everyRole: z.boolean(),
  except: userRefSchema.nullable(),
  locale: z.string(),
  correlationId: z.string().nullable(),
});

/** What is stored is checked on its way back in; a payload that does not open or parse throws. */
export function readResolveReset(vault: Vault, job: JobRow): ResolveResetPayload {
  return resolveResetSchema.parse(openPayload(vault, job));
}

export function readSendMessage(vault: Vault, job: JobRow): SendMessagePayload {
  // The writer above is the only source, and it is typed by message; the schema holds the outline.
  return sendMessageSchema.parse(openPayload(vault, job)) as unknown as SendMessagePayload;
}

export function readTellAdministrators(vault: Vault, job: JobRow): TellAdministratorsPayload {
  return tellAdministratorsSchema.parse(openPayload(vault, job));
}

const pushApprovalSchema = z.strictObject({ user: userRefSchema });

export function readPushApproval(vault: Vault, job: JobRow): PushApprovalPayload {
  return pushApprovalSchema.parse(openPayload(vault, job));
}

function openPayload(vault: Vault, job: JobRow): unknown {
  if (job.payloadSealed === null) throw new Error(`job ${job.id} is closed`);
  return JSON.parse(vault.open(job.payloadSealed, boundTo(job)));
}
