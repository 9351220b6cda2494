import type { Clock } from '../../ports/clock.ts';
import type { DirectoryHealth } from '../../ports/directory-kind.ts';
import type { Log } from '../../ports/log.ts';
import type { LinkError, LinkFault } from './faults.ts';

/** What is known of the connections to one directory, for its page in the console and for the log. */
export interface HealthRecord {
  worked(server: string, substitute: boolean, latencyMs: number): void;
  failed(server: string, fault: Exclude<LinkFault, 'crowded'>, error: LinkError): void;
  certificateEnds(at: number | null): void;
  /** The service account has just signed in. */
  signedIn(): void;
  read(): DirectoryHealth;
}

export function createHealthRecord(clock: Clock, log: Log): HealthRecord {
  let health: DirectoryHealth = {
    state: 'untried',
    server: null,
    latencyMs: null,
    lastWorkedAt: null,
    lastFailedAt: null,
    lastError: null,
    serviceRefused: false,
    certificateExpiresAt: null,
  };
  return {
    worked(server, substitute, latencyMs) {
      const state = substitute ? 'on-substitute' : 'connected';
      if (state !== health.state || server !== health.server)
        log.info({ server, state }, 'directory server serves');
      health = { ...health, state, server, latencyMs, lastWorkedAt: clock.now() };
    },
    failed(server, fault, error) {
      // The same failure again is no news; the first of each kind is.
      if (fault !== health.state || error.message !== health.lastError)
        log.warn({ server, fault, detail: error.message }, 'directory server fails');
      health = {
        ...health,
        state: fault,
        server: null,
        lastFailedAt: clock.now(),
        lastError: `${server}: ${error.message}`,
        serviceRefused: health.serviceRefused || fault === 'refused',
      };
    },
    certificateEnds(at) {
      health = { ...health, certificateExpiresAt: at };
    },
    signedIn() {
      health = { ...health, serviceRefused: false };
    },
    read: () => health,
  };
}
