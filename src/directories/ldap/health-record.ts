import type { Clock } from '../../ports/clock.ts';
import type { DirectoryHealth } from '../../ports/directory-kind.ts';
import type { Log } from '../../ports/log.ts';
import type { LinkError, LinkFault } from './faults.ts';

/** What is known of the connections to one directory, for its page in the console and for the log. */
export interface HealthRecord {
  worked(server: string, substitute: boolean, latencyMs: number): void;
  failed(server: string, fault: Exclude<LinkFault, 'crowded'>, error: LinkError): void;
  /** A look at one that does not serve now; null when it could. */
  looked(server: string, error: LinkError | null): void;
  certificateEnds(server: string, at: number | null): void;
  /** The service account has just signed in. */
  signedIn(): void;
  read(): DirectoryHealth;
}

/** What concerns the connection as a whole, and not one server of several. */
type Connection = Omit<
  DirectoryHealth,
  'certificateExpiresAt' | 'certificateServer' | 'failingServers'
>;

export function createHealthRecord(clock: Clock, log: Log): HealthRecord {
  const errors = new Map<string, string>();
  const certificates = new Map<string, number>();
  let health: Connection = {
    state: 'untried',
    server: null,
    latencyMs: null,
    lastWorkedAt: null,
    lastFailedAt: null,
    lastError: null,
    serviceRefused: false,
  };
  const isServing = () => health.state === 'connected' || health.state === 'on-substitute';
  return {
    worked(server, substitute, latencyMs) {
      const state = substitute ? 'on-substitute' : 'connected';
      if (state !== health.state || server !== health.server)
        log.info({ server, state }, 'directory server serves');
      errors.delete(server);
      health = { ...health, state, server, latencyMs, lastWorkedAt: clock.now() };
    },
    failed(server, fault, error) {
      // The same failure again is no news; the first of each kind is.
      if (fault !== health.state || error.message !== health.lastError)
        log.warn({ server, fault, detail: error.message }, 'directory server fails');
      errors.set(server, error.message);
      health = {
        ...health,
        state: fault,
        server: null,
        lastFailedAt: clock.now(),
        lastError: `${server}: ${error.message}`,
        serviceRefused: health.serviceRefused || fault === 'refused',
      };
    },
    looked(server, error) {
      if (error === null) return void errors.delete(server);
      if (errors.get(server) !== error.message)
        log.warn(
          { server, fault: error.fault, detail: error.message },
          'a directory server could not take over',
        );
      errors.set(server, error.message);
    },
    certificateEnds(server, at) {
      if (at === null) certificates.delete(server);
      else certificates.set(server, at);
    },
    signedIn() {
      health = { ...health, serviceRefused: false };
    },
    read() {
      const [first] = [...certificates].toSorted(([, one], [, other]) => one - other);
      const [certificateServer, certificateExpiresAt] = first ?? [null, null];
      const failing = isServing() ? [...errors].filter(([server]) => server !== health.server) : [];
      const failingServers = failing.map(([server, error]) => ({ server, error }));
      return { ...health, certificateExpiresAt, certificateServer, failingServers };
    },
  };
}
