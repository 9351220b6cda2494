/** Where a registration came from; one that the person did not make is shown to them for confirmation (RG-23). */
export type RegistrationSource = 'user' | 'administrator' | 'import';

/** What one person stored for one method: a number, an authenticator's seed, a passkey. */
export interface Registration {
  readonly id: string;
  readonly methodId: string;
  /** A name the person knows it by, such as "Work phone" or `•••• 4567`; never the secret. */
  readonly label: string;
  /** What the method needs to ask for it and to check it; sealed at rest. One with `expiresAt`, epoch ms, runs out then. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly source: RegistrationSource;
  /** Rises by one with every change. */
  readonly version: number;
  readonly isDefault: boolean;
  /** Epoch ms. Usable for a reset from this time on (R065: a new method waits, unless an older one vouched for it). */
  readonly usableFrom: number;
  readonly createdAt: number;
  /** When the person last said that it is still right; null for one they have not seen yet. */
  readonly confirmedAt: number | null;
  readonly lastUsedAt: number | null;
}
