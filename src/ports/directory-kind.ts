import type { z } from 'zod';
import type {
  DirectoryCheckId,
  DirectoryCheckStatus,
  DirectoryHealthState,
} from '../domain/directory-health.ts';
import type { Clock } from './clock.ts';
import type { Directory } from './directory.ts';
import type { Log } from './log.ts';
import type { Random } from './random.ts';

export type { DirectoryCheckId, DirectoryHealthState };

/** As it is in this process; times are epoch ms. */
export interface DirectoryHealth {
  readonly state: DirectoryHealthState;
  /** The server that serves now. */
  readonly server: string | null;
  /** Of the last round trip. */
  readonly latencyMs: number | null;
  readonly lastWorkedAt: number | null;
  readonly lastFailedAt: number | null;
  /** Technical, for administrators; never a secret. */
  readonly lastError: string | null;
  /** The last sign-in of the service account was refused, whatever is signed in from before. */
  readonly serviceRefused: boolean;
  /** Of the certificates of its servers the first ends then; null before the first connection. */
  readonly certificateExpiresAt: number | null;
  /** The server that has it. */
  readonly certificateServer: string | null;
  /** Those that could not take over from the one that serves. */
  readonly failingServers: readonly FailingServer[];
}

export interface FailingServer {
  readonly server: string;
  /** Technical, as `lastError`. */
  readonly error: string;
}

/** One thing a directory must be able to do for Postern, tried on the real server without changing anything in it. */
export interface DirectoryCheck {
  readonly id: DirectoryCheckId;
  readonly status: DirectoryCheckStatus;
  /** What was seen, technical. */
  readonly detail: string;
}

/** A directory on other machines. */
export interface ConnectedDirectory extends Directory {
  /**
   * Anchors of persons who are in the group, directly or through groups, each once and in no order; no more than so many
   * are read. None for a group that is not there.
   */
  membersOf(group: string, limit: number): Promise<readonly string[]>;
  /** In the order in which they build on each other; those after a failed one that they need are left out. */
  check(): Promise<readonly DirectoryCheck[]>;
  health(): DirectoryHealth;
  /** Signs in at the servers that do not serve now: one that could not take over is found before it has to. */
  lookAround(): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
}

export interface DirectoryPlace {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
}

export interface DirectoryDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
}

/** Where to look, before there are settings. */
export interface DirectoryAddress {
  /** A DNS domain, or `ldaps://host:port`. */
  readonly address: string;
  /** PEM of whoever signs the servers' certificates; null where this machine trusts them anyway. */
  readonly authority: string | null;
}

/** What a look at an address brought up: settings to begin with, and what was seen. */
export interface Discovered {
  /** Of this kind's settings, as far as the server tells them without a sign-in. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Vendor and version, naming contexts, controls: technical. */
  readonly seen: readonly string[];
}

/** One file per kind of directory that Postern can be connected to. */
export interface DirectoryKind<Settings = Readonly<Record<string, unknown>>> {
  readonly id: string;
  /** Secrets are marked `.meta({ secret: true })`; the console draws its form from it. */
  readonly settings: z.ZodType<Settings>;
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Settings that say where a secret is sent: with another value the secrets must be typed again. */
  readonly placeFields: readonly string[];
  open(settings: Settings, place: DirectoryPlace, deps: DirectoryDeps): ConnectedDirectory;
  /**
   * What can be known before there are settings. Throws `PosternError('unavailable')` when nothing answers.
   */
  discover(address: DirectoryAddress, deps: DirectoryDeps): Promise<Discovered>;
}

export type DirectoryKindRegistry = ReadonlyMap<string, DirectoryKind>;
