import type { ToldReason } from '../domain/reset/eligibility.ts';
import type { Spoken } from './channel.ts';

/** About a directory and nobody in particular. */
export const directoryAlerts = [
  'directory-unreachable',
  'directory-not-trusted',
  'directory-refused',
  'directory-certificate-ends',
  'directory-server-failing',
  'directory-recovered',
] as const;
export type DirectoryAlert = (typeof directoryAlerts)[number];

/** What every administrator is told, whatever the policy says. */
export const administratorsAlerts = [
  'reported-not-me',
  'reset-denied',
  'administrator-reset',
  'policy-weakened',
  'break-glass-created',
  'break-glass-used',
  'proofs-failing',
  'country-paused',
  'write-unknown',
  ...directoryAlerts,
] as const;
export type AdministratorsAlert = (typeof administratorsAlerts)[number];

/** The messages Postern sends, and what each is told. Texts live in src/locales, layout in src/messages. */
export interface MessageParams {
  'reset-code': {
    readonly code: string;
    readonly purpose: 'reset' | 'unlock';
    readonly minutes: number;
    readonly displayName: string;
    readonly reference: string;
    readonly askedFrom: string;
  };
  /** For somebody who asked and may not reset themselves; says whom to ask instead. */
  'reset-not-available': {
    readonly purpose: 'reset' | 'unlock';
    readonly displayName: string;
    readonly reference: string;
    readonly reason: 'not-enabled' | ToldReason;
  };
  'password-changed': {
    readonly displayName: string;
    readonly kind: AccountAct;
    readonly at: number;
    readonly askedFrom: string;
    readonly reference: string;
    /** Absolute link that freezes self-service for this account. */
    readonly notMeUrl: string;
  };
  /** A code that has to come back: from what is being registered, or from an older method that vouches for it. */
  'registration-code': {
    readonly code: string;
    readonly minutes: number;
    readonly purpose: 'register' | 'vouch';
    readonly displayName: string;
    readonly username: string;
    readonly reference: string;
    readonly askedFrom: string;
  };
  'registration-changed': {
    readonly change: RegistrationChange;
    readonly methodId: string;
    /** The person's own name for it. */
    readonly name: string;
    readonly displayName: string;
    readonly at: number;
    readonly askedFrom: string;
    readonly reference: string;
    /** Absolute link that freezes self-service for this account. */
    readonly notMeUrl: string;
  };
  /** For somebody who has not registered enough for a reset yet. */
  'registration-reminder': {
    readonly displayName: string;
    /** How many reminders will follow. */
    readonly left: number;
    /** Absolute. */
    readonly securityInfoUrl: string;
    readonly reference: string;
  };
  'administrators-alert': {
    readonly alert: AdministratorsAlert;
    /** Whom it is about; empty when it is about nobody. */
    readonly username: string;
    /** What the alert says besides, such as the settings that were weakened; empty when nothing. */
    readonly detail: string;
    readonly at: number;
    readonly reference: string;
  };
  /** What an administrator sends to see whether a carrier works; its code opens nothing. */
  'carrier-test': {
    readonly code: string;
    readonly carrier: string;
    readonly reference: string;
  };
}

/** `unlock` left the password alone; of `unknown` nobody can tell whether a new one was set. */
export type AccountAct = 'reset' | 'change' | 'unlock' | 'unknown';

export type RegistrationChange = 'added' | 'removed' | 'renamed' | 'default-changed';

export type MessageKind = keyof MessageParams;

/** Messages whose point is a code: they can leave by text and by call as well. */
export type CodeMessageKind = {
  [Kind in MessageKind]: MessageParams[Kind] extends { readonly code: string } ? Kind : never;
}[MessageKind];

/** Texts of a call and the language they are in (BCP 47). */
export interface RenderedCall {
  readonly locale: string;
  readonly spoken: Spoken;
}

export interface RenderedMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MessageBrand {
  readonly organisation: string;
  readonly helpContact: string | null;
  /** The host people open: a phone fills in a code only there. */
  readonly host: string;
}

export interface MessageRenderer {
  render<Kind extends MessageKind>(
    kind: Kind,
    params: MessageParams[Kind],
    locale: string,
    brand: MessageBrand,
  ): RenderedMessage;
  /** Whether the message can leave as a text or a call. */
  isCode(kind: MessageKind): kind is CodeMessageKind;
  /** One text: at most 160 signs of the GSM alphabet, or 70 of any. */
  renderText<Kind extends CodeMessageKind>(
    kind: Kind,
    params: MessageParams[Kind],
    locale: string,
    brand: MessageBrand,
  ): string;
  renderSpoken<Kind extends CodeMessageKind>(
    kind: Kind,
    params: MessageParams[Kind],
    locale: string,
    brand: MessageBrand,
  ): RenderedCall;
}
