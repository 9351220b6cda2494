import { z } from 'zod';
import { resetKinds, resetStates } from '../domain/reset/session.ts';
import { timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

/**
 * What a person in the middle of a reset may see: the same for every identifier until the first proof.
 * The portal's pages and the API show nothing else.
 */
export const resetViewSchema = z.strictObject({
  state: z.enum(resetStates),
  /** What the person came for; an unlock becomes a reset when they want a new password after all. */
  kind: z.enum(resetKinds),
  reference: z.string(),
  expiresAt: timeSchema,
  /** Before the first proof what the organisation offers; afterwards what this person has and has not used. */
  methods: z.array(z.string()),
  /** Further ones by which only administrators can prove who they are. */
  administratorMethods: z.array(z.string()),
  /** Those that need the number typed in full first, as `destination`. */
  methodsAskingDestination: z.array(z.string()),
  gatesRequired: z.int(),
  gatesFilled: z.int(),
  challenge: z
    .strictObject({
      methodId: z.string(),
      /** The answer is a code that was sent, to those it can be sent to. */
      isSent: z.boolean(),
      ask: z.enum(['code', 'questions', 'passkey', 'approval']),
      /** What is shown with it, such as questions or a passkey's challenge. */
      prompt: z.record(z.string(), z.unknown()).nullable(),
      attemptsLeft: z.int(),
      expiresAt: timeSchema,
      /** When another code may be asked for; null when no more are sent in this reset. */
      resendAt: timeSchema.nullable(),
    })
    .nullable(),
  passwordRules: z
    .strictObject({
      minLength: z.int(),
      maxLength: z.int(),
      characterClasses: z.int(),
      refuseCommon: z.boolean(),
      refuseContextWords: z.boolean(),
      /** Former passwords that the directory refuses; null where it says nothing of them. */
      historyLength: z.int().nullable(),
      /** Three of four kinds of character and nothing of the name, as the directory asks. */
      complexity: z.boolean(),
      /** How long the new password has to be kept before it can be changed. */
      minAgeSeconds: z.int().nullable(),
    })
    .nullable(),
  /** In the state `unlock`: whether there is a lock to end. */
  unlock: z
    .enum(['possible', 'not-locked', 'never-locks', 'switched-off', 'unanswered'])
    .nullable(),
});
export type ResetView = z.infer<typeof resetViewSchema>;

const withToken = z.strictObject({
  reset: resetViewSchema,
  /** Sent as `Postern-Reset` with the next request; it changes with every accepted proof. */
  token: z.string(),
});

export const resetEndpoints = {
  startReset: endpoint({
    id: 'startReset',
    method: 'post',
    path: '/resets',
    tag: 'Reset',
    summary: 'Start a reset; the answer is the same for every identifier',
    body: z.strictObject({
      identifier: z.string().max(1024),
      /** `unlock` ends a lock and keeps the password, where the organisation allows it. */
      kind: z.enum(['reset', 'unlock']).optional(),
      /** Needed where the organisation lets nobody else reset: administrators go by a rule of their own. */
      asAdministrator: z.boolean().optional(),
    }),
    status: 202,
    response: withToken,
  }),
  currentReset: endpoint({
    id: 'currentReset',
    method: 'get',
    path: '/resets/current',
    tag: 'Reset',
    summary: 'Where the reset stands',
    status: 200,
    response: resetViewSchema,
  }),
  chooseMethod: endpoint({
    id: 'chooseMethod',
    method: 'post',
    path: '/resets/current/challenges',
    tag: 'Reset',
    summary: 'Ask for a code by one of the offered methods, or for another one',
    body: z.strictObject({
      method: z.string().max(32),
      destination: z.string().max(64).optional(),
    }),
    status: 202,
    response: resetViewSchema,
  }),
  proveReset: endpoint({
    id: 'proveReset',
    method: 'post',
    path: '/resets/current/proofs',
    tag: 'Reset',
    summary: 'Hand in a code',
    body: z.strictObject({ answer: z.string().max(8192).meta({ secret: true }) }),
    status: 200,
    response: withToken.extend({ accepted: z.boolean() }),
  }),
  setResetPassword: endpoint({
    id: 'setResetPassword',
    method: 'post',
    path: '/resets/current/password',
    tag: 'Reset',
    summary: 'Set the new password; one write per reset',
    body: z.strictObject({ password: z.string().max(1024).meta({ secret: true }) }),
    status: 200,
    response: resetViewSchema,
  }),
  unlockAccount: endpoint({
    id: 'unlockAccount',
    method: 'post',
    path: '/resets/current/unlock',
    tag: 'Reset',
    summary: 'End the lock and keep the password; an account without a lock is left alone',
    status: 200,
    response: resetViewSchema,
  }),
  wantPassword: endpoint({
    id: 'wantPassword',
    method: 'post',
    path: '/resets/current/password-wanted',
    tag: 'Reset',
    summary: 'Go on to a new password with the proofs given for an unlock',
    status: 200,
    response: resetViewSchema,
  }),
  cancelReset: endpoint({
    id: 'cancelReset',
    method: 'delete',
    path: '/resets/current',
    tag: 'Reset',
    summary: 'Give up this reset',
    status: 204,
  }),
};
