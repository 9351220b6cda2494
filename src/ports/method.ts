import type { z } from 'zod';
import type { Preset } from '../domain/policy/policy.ts';
import type { Registration } from '../domain/registration/registration.ts';
import type { ChannelKind } from './channel.ts';
import type { DirectoryUser } from './directory.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { Random } from './random.ts';
import type { Vault } from './vault.ts';

/** Somebody as a method sees them: what the directory says, and what they registered and may use now. */
export interface Person {
  readonly user: DirectoryUser;
  /** Of every method, oldest first; one that is still held back (R065) is not among them. */
  readonly registrations: readonly Registration[];
}

/** What methods work with; nothing in it can reach a database or a network. */
export interface MethodTools {
  readonly vault: Pick<Vault, 'mac' | 'sameMac'>;
  readonly random: Random;
  readonly hasher: PasswordHasher;
  /** Of this installation, such as `https://reset.example`: what a passkey is bound to. */
  readonly origin: string;
  /** Shown by authenticators beside the account. */
  readonly organisation: string;
  /** Epoch ms. */
  readonly now: number;
}

export type MethodSettings = { readonly enabled: boolean };

interface AnyMethod<Settings extends MethodSettings> {
  readonly id: string;
  /** Two proofs of one class fill one gate. */
  readonly methodClass: string;
  /** The most gates that one proof can fill. */
  readonly fills: 1 | 2;
  readonly settings: z.ZodType<Settings>;
  readonly presets: Readonly<Record<Preset, Settings>>;
  /** Whether administrators may prove themselves with it, as each preset has it (AD-03, spec §5.2). */
  readonly forAdministrators: Readonly<Record<Preset, boolean>>;
  /** Too weak to stand first: asked only of somebody who has given a proof of another class already. */
  needsEarlierProof(settings: Settings): boolean;
  /** How long a challenge lives. */
  lifetimeSeconds(settings: Settings): number;
  /** How people register it themselves; null when only an administrator gives it. */
  readonly enrolment: Enrolment<Settings> | null;
}

/**
 * A fresh code sent to an address or number that is stored for the person, never to one from a request
 * (invariant I6).
 */
export interface SentCodeMethod<Settings extends MethodSettings = MethodSettings>
  extends AnyMethod<Settings> {
  readonly kind: 'sent-code';
  readonly carrier: ChannelKind;
  /** Where the code would go for this person; null when they cannot be asked this way. */
  destinationOf(person: Person): string | null;
  /** The number has to be typed in full before anything is sent (ME-25, *entra* preset). */
  asksDestination(settings: Settings): boolean;
  /** Whether what was typed names the destination, whatever stands between its digits. */
  namesDestination(typed: string, destination: string): boolean;
  makeCode(settings: Settings, random: Random): string;
  /** What the person typed, brought to the form the code was made in; null when it cannot be a code. */
  normaliseAnswer(typed: string, settings: Settings): string | null;
}

/** What is shown with a challenge, as JSON: questions to answer, a passkey's challenge. No secret. */
export type Prompt = Readonly<Record<string, unknown>>;

export type Verdict =
  | { readonly right: false }
  | {
      readonly right: true;
      readonly fills: 1 | 2;
      /**
       * The registration that answered, with what is to be kept of it from now on: a step, a counter, one code
       * fewer. It is written in the transaction that accepts the proof, and only if nobody changed it meanwhile,
       * so that nothing is accepted twice (I2). `data` null removes it.
       */
      readonly used: {
        readonly registration: Registration;
        readonly data: Registration['data'] | null;
      } | null;
    };

/** Proved with something the person holds or knows; nothing is sent. */
export interface HeldMethod<Settings extends MethodSettings = MethodSettings>
  extends AnyMethod<Settings> {
  readonly kind: 'held';
  /** Which part of the portal asks for it. */
  readonly ask: 'code' | 'questions' | 'passkey' | 'approval';
  /** The answer comes from elsewhere: to ask whether it is there yet is no attempt, and costs none. */
  readonly waits: boolean;
  usable(person: Person, settings: Settings): boolean;
  /**
   * What is shown when the challenge is issued, before anybody looked up who asks; null when nothing is, or when it
   * depends on the person ({@link draw}).
   */
  prompt(settings: Settings, random: Random): Prompt | null;
  /**
   * What this person is asked, or what somebody without a registration is shown in its place, which must look alike
   * for one `decoy` seed every time; null when {@link prompt} says it all.
   */
  draw(
    person: Person | null,
    settings: Settings,
    tools: MethodTools,
    decoySeed: string,
  ): Prompt | null;
  /**
   * Takes as long for nobody, or somebody without a registration, as for a wrong answer. Never throws for an answer,
   * whatever it is.
   */
  verify(
    given: {
      readonly answer: string;
      readonly prompt: Prompt | null;
      readonly person: Person | null;
      readonly settings: Settings;
    },
    tools: MethodTools,
  ): Promise<Verdict>;
}

export type Method<Settings extends MethodSettings = MethodSettings> =
  | SentCodeMethod<Settings>
  | HeldMethod<Settings>;

export type MethodRegistry = ReadonlyMap<string, Method>;

/** A fault of what somebody typed while registering, looked up under `faults.<code>`. */
export interface EnrolmentFault {
  readonly path: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** How a person registers a method: something is begun, perhaps shown or sent, and then confirmed by an answer. */
export interface Enrolment<Settings extends MethodSettings = MethodSettings> {
  /** Which part of the portal leads through it. */
  readonly page: 'address' | 'number' | 'app' | 'questions' | 'passkey' | 'codes' | 'device';
  /** How many registrations of it one person may have (RG-16 to RG-18). */
  max(settings: Settings): number;
  /**
   * @param typed what the page asked for before: an address, a number, a name; every value as typed.
   * `shown` goes to the page once and is never kept in clear; `kept` is sealed until the answer comes.
   */
  begin(
    typed: Readonly<Record<string, string>>,
    person: Person,
    settings: Settings,
    tools: MethodTools,
  ): Promise<
    | {
        readonly ok: true;
        readonly shown: Readonly<Record<string, unknown>>;
        readonly kept: Readonly<Record<string, unknown>>;
        /** A code that has to reach the address or number before it counts (R056). */
        readonly send: {
          readonly carrier: ChannelKind;
          readonly to: string;
          readonly code: string;
        } | null;
      }
    | { readonly ok: false; readonly faults: readonly EnrolmentFault[] }
  >;
  /** Checks the answer to what was begun. `lookup` is a name under which it must be the only one, such as a credential id. */
  finish(
    typed: Readonly<Record<string, string>>,
    kept: Readonly<Record<string, unknown>>,
    person: Person,
    settings: Settings,
    tools: MethodTools,
  ): Promise<
    | {
        readonly ok: true;
        readonly label: string;
        readonly data: Registration['data'];
        readonly lookup: string | null;
        /** Replaces whatever the person had of this method: a new set of codes, of questions. */
        readonly replaces: boolean;
      }
    | { readonly ok: false; readonly faults: readonly EnrolmentFault[] }
  >;
}
