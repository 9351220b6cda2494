import type { UserRef } from '../../domain/identity.ts';
import { registeredMailboxes, sameMailbox } from '../../domain/registration/mailboxes.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { ChannelKind } from '../../ports/channel.ts';
import type {
  AccountAct,
  AdministratorsAlert,
  MessageKind,
  MessageParams,
  RegistrationChange,
} from '../../ports/messages.ts';
import type { Random } from '../../ports/random.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import type { OutboxWriter } from '../outbox/jobs.ts';
import type { RegistrationReader } from '../registration/registration-reader.ts';

/** How long a notice is tried to be delivered (fault F88). */
const NOTICE_DEADLINE_MS = 24 * 3600 * 1000;
const NOT_ME_LINK_LIFETIME_MS = 7 * 24 * 3600 * 1000;

export interface PasswordChangedNotice {
  readonly user: DirectoryUser;
  readonly kind: AccountAct;
  readonly writebackId: string;
  readonly at: number;
  readonly askedFrom: string;
  readonly reference: string;
  readonly locale: string;
  readonly correlationId: string | null;
}

export interface RegistrationChangedNotice {
  readonly user: DirectoryUser;
  readonly change: RegistrationChange;
  readonly methodId: string;
  /** What the person knows the method by; no secret. */
  readonly name: string;
  /** What the change can be found by in the audit trail. */
  readonly reference: string;
  readonly at: number;
  readonly askedFrom: string;
  readonly locale: string;
  readonly correlationId: string | null;
  /** Mailboxes to tell beside those the person has now. */
  readonly alsoTo?: readonly string[];
}

export interface AdministratorsNotice {
  readonly tenantId: string;
  readonly alert: AdministratorsAlert;
  readonly username: string;
  readonly detail?: string;
  readonly reference: string;
  readonly at: number;
  readonly locale: string;
  readonly correlationId: string | null;
  readonly everyRole?: boolean;
  readonly except?: UserRef | null;
}

export interface Notices {
  /** Tells the Global Administrators, or everybody who holds a role; no setting silences it. */
  administrators(stores: Stores, notice: AdministratorsNotice): Promise<void>;
  /** Queues the notice to every distinct address of the person, each with the "this was not me" link. */
  passwordChanged(stores: Stores, notice: PasswordChangedNotice): Promise<void>;
  /** The same for a change of what the person can prove themselves with (R065, R131). */
  registrationChanged(stores: Stores, notice: RegistrationChangedNotice): Promise<void>;
  /** Queues one message to one stored address of a person. */
  message<Kind extends MessageKind>(
    stores: Stores,
    message: {
      readonly kind: Kind;
      readonly params: MessageParams[Kind];
      readonly user: DirectoryUser;
      /** How it travels; mail unless said. */
      readonly carrier?: ChannelKind;
      readonly to: string;
      readonly locale: string;
      readonly at: number;
      readonly deadlineAt?: number;
      readonly correlationId: string | null;
      readonly challengeId?: string;
    },
  ): Promise<void>;
}

/** Every address a person can be told at that their directory knows, each once. */
export function addressesOf(user: DirectoryUser): string[] {
  const seen = new Map<string, string>();
  for (const address of [user.alternateMail, user.mail]) {
    if (address !== null && !seen.has(address.toLowerCase()))
      seen.set(address.toLowerCase(), address);
  }
  return [...seen.values()];
}

export function createNotices(deps: {
  readonly outbox: OutboxWriter;
  readonly registrations: Pick<RegistrationReader, 'all'>;
  readonly vault: Vault;
  readonly random: Random;
  /** Absolute, from configuration; never from a request (A060). */
  readonly baseUrl: string;
}): Notices {
  async function notMeUrl(
    stores: Stores,
    user: UserRef,
    about: string,
    at: number,
  ): Promise<string> {
    const token = deps.random.token();
    await stores.oneTimeTokens.add({
      id: deps.random.id('tok'),
      tenantId: user.tenantId,
      purpose: 'not-me',
      tokenMac: deps.vault.mac('one-time-token', token),
      user,
      about,
      createdAt: at,
      expiresAt: at + NOT_ME_LINK_LIFETIME_MS,
      usedAt: null,
    });
    return `${deps.baseUrl}/not-me?token=${token}`;
  }

  /** What the directory knows, and what the person registered, each once. */
  async function mailboxesOf(
    stores: Stores,
    user: DirectoryUser,
    also: readonly string[] = [],
  ): Promise<string[]> {
    const registered = registeredMailboxes(await deps.registrations.all(stores, user.ref));
    const all = [...addressesOf(user), ...registered, ...also];
    return all.filter((one, index) => all.findIndex((other) => sameMailbox(one, other)) === index);
  }

  const message: Notices['message'] = (stores, { user, ...wanted }) =>
    deps.outbox.add(stores, {
      tenantId: user.ref.tenantId,
      kind: 'send-message',
      payload: {
        carrier: wanted.carrier ?? 'email',
        message: wanted.kind,
        params: wanted.params,
        to: wanted.to,
        locale: wanted.locale,
        about: {
          user: { ...user.ref, name: user.username },
          correlationId: wanted.correlationId,
          challengeId: wanted.challengeId ?? null,
        },
      },
      at: wanted.at,
      deadlineAt: wanted.deadlineAt ?? wanted.at + NOTICE_DEADLINE_MS,
    });

  return {
    message,
    administrators: (stores, { tenantId, everyRole = false, except = null, ...notice }) =>
      deps.outbox.add(stores, {
        tenantId,
        kind: 'tell-administrators',
        payload: {
          params: {
            alert: notice.alert,
            username: notice.username,
            detail: notice.detail ?? '',
            at: notice.at,
            reference: notice.reference,
          },
          everyRole,
          except,
          locale: notice.locale,
          correlationId: notice.correlationId,
        },
        at: notice.at,
        deadlineAt: notice.at + NOTICE_DEADLINE_MS,
      }),
    async registrationChanged(stores, { user, locale, correlationId, alsoTo = [], ...notice }) {
      for (const to of await mailboxesOf(stores, user, alsoTo)) {
        await message(stores, {
          kind: 'registration-changed',
          params: {
            ...notice,
            displayName: user.displayName,
            notMeUrl: await notMeUrl(stores, user.ref, notice.reference, notice.at),
          },
          user,
          to,
          locale: user.locale ?? locale,
          at: notice.at,
          correlationId,
        });
      }
    },
    async passwordChanged(stores, notice) {
      const { user, at } = notice;
      for (const to of await mailboxesOf(stores, user)) {
        await message(stores, {
          kind: 'password-changed',
          params: {
            displayName: user.displayName,
            kind: notice.kind,
            at,
            askedFrom: notice.askedFrom,
            reference: notice.reference,
            notMeUrl: await notMeUrl(stores, user.ref, notice.writebackId, at),
          },
          user,
          to,
          locale: user.locale ?? notice.locale,
          at,
          correlationId: notice.correlationId,
        });
      }
    },
  };
}
