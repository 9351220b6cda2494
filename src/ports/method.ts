import type { z } from 'zod';
import type { Preset } from '../domain/policy/policy.ts';
import type { ChannelKind } from './channel.ts';
import type { DirectoryUser } from './directory.ts';
import type { Random } from './random.ts';

/**
 * A way to prove who you are: one file in src/methods, one line in its index. A code method sends a
 * fresh secret to an address that is already stored for the person, never to one from a request.
 */
export interface CodeMethod<
  Settings extends { readonly enabled: boolean } = { readonly enabled: boolean },
> {
  readonly id: string;
  /** Two proofs of one class fill one gate. */
  readonly methodClass: string;
  readonly fills: 1 | 2;
  readonly carrier: ChannelKind;
  readonly settings: z.ZodType<Settings>;
  readonly presets: Readonly<Record<Preset, Settings>>;
  /** Where the code would go for this person; null when they cannot be asked this way. */
  destinationOf(user: DirectoryUser): string | null;
  makeCode(settings: Settings, random: Random): string;
  lifetimeSeconds(settings: Settings): number;
  /** What the person typed, brought to the form the code was made in; null when it cannot be a code. */
  normaliseAnswer(typed: string, settings: Settings): string | null;
}

export type MethodRegistry = ReadonlyMap<string, CodeMethod>;
